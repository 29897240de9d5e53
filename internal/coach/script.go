package coach

import (
	"slices"
	"strings"
)

// Script is words for a rep to say or send, with the answers that may come
// back. Scripts are data: see package prompts for how one is written.
type Script struct {
	ID         string
	Title      string
	Source     string      // whose technique it is: author and title
	When       string      // when to use it, one sentence
	How        How         // how the words reach them
	Situations []Situation // where it leads; scripts of lower rank come first
	Rank       int
	Variants   []Variant
	Answers    []Answer
}

// How is the way in which a script's words reach the other side.
type How string

// The ways. A voicemail and an e-mail are attempts when they are sent.
const (
	Say       How = "say"
	Voicemail How = "voicemail"
	Email     How = "e-mail"
)

// OneWay reports whether using the script is an attempt, not a talk.
func (h How) OneWay() bool { return h == Voicemail || h == Email }

// Variant is one wording of a script.
type Variant struct {
	Key   string // a, b, c…
	Words string // with placeholders such as {contact}
}

// Answer is something they may say to a script, as data.
type Answer struct {
	ID     string // unique in its script
	Label  string // on the button, at most 30 characters
	Effect Effect
}

// Effect is what an answer does to the deal.
type Effect string

// The effects.
const (
	GoForward  Effect = "forward"   // a touch and a step forward
	PutItOff   Effect = "later"     // a put-off; needs a date, and better a reason
	SayNo      Effect = "no"        // closes the deal as lost
	StaySilent Effect = "no-answer" // an attempt
)

// NeedsDate reports whether the answer can be logged only with a date.
func (e Effect) NeedsDate() bool { return e == PutItOff }

// Placeholders are the words in braces that a script may contain.
var Placeholders = []string{"contact", "company", "benefit", "rep"}

// Fill puts the deal's facts into a wording. Missing names the placeholders
// that the deal has nothing for; their places are filled with plain words that
// read well, never with a hole.
func Fill(words string, d Deal, rep string) (text string, missing []string) {
	values := map[string]string{
		"contact": d.ContactName(), "company": d.CompanyName(), "benefit": d.Benefit, "rep": rep,
	}
	plain := map[string]string{"benefit": "get where you wanted to be", "rep": "your contact here"}
	var pairs []string
	for _, p := range Placeholders {
		value := values[p]
		if value == "" && strings.Contains(words, "{"+p+"}") {
			missing = append(missing, p)
			value = plain[p]
		}
		pairs = append(pairs, "{"+p+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(words), missing
}

// Scripts is a checked set, ordered by rank and id.
type Scripts []Script

// Find returns the script with an id.
func (s Scripts) Find(id string) (Script, bool) {
	i := slices.IndexFunc(s, func(one Script) bool { return one.ID == id })
	if i < 0 {
		return Script{}, false
	}
	return s[i], true
}

// For returns the scripts that fit a situation, the leading one first.
func (s Scripts) For(situation Situation) []Script {
	var fit []Script
	for _, one := range s {
		if slices.Contains(one.Situations, situation) {
			fit = append(fit, one)
		}
	}
	return fit
}

// NextVariant returns the wording that follows the one shown last for this
// deal, so that nobody reads the same one twice in a row.
func (s Script) NextVariant(d Deal) Variant {
	last, shown := d.Shown[s.ID]
	if !shown {
		// Deals start at different wordings, so that a rep with many sees all.
		return s.Variants[int(d.ID)%len(s.Variants)]
	}
	i := slices.IndexFunc(s.Variants, func(v Variant) bool { return v.Key == last })
	return s.Variants[(i+1)%len(s.Variants)]
}

// Variant returns the wording with a key, or the first one when a team has
// taken it out meanwhile.
func (s Script) Variant(key string) Variant {
	for _, v := range s.Variants {
		if v.Key == key {
			return v
		}
	}
	return s.Variants[0]
}

// Answer returns the answer with an id.
func (s Script) Answer(id string) (Answer, bool) {
	i := slices.IndexFunc(s.Answers, func(a Answer) bool { return a.ID == id })
	if i < 0 {
		return Answer{}, false
	}
	return s.Answers[i], true
}
