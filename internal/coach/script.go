package coach

import (
	"slices"
)

// Script is words for a rep to say or send, with the answers that may come
// back. Scripts are data: see package prompts for how one is written.
type Script struct {
	ID         string
	Title      string
	Source     string      // whose technique it is: author and title
	When       string      // when to use it, one sentence
	How        How         // how the words reach them
	Situations []Situation // where it leads or is offered, where it fits best first
	Moments    []Moment    // when it is offered, whatever the situation
	Rank       int
	Variants   []Variant
	Answers    []Answer
}

// Moment is an occasion, other than a situation, at which a script is offered.
type Moment string

// The moments.
const (
	PutOffWithoutReason Moment = "put-off-without-reason" // they want to be called later and gave no reason
	BeforeACall         Moment = "before-a-call"          // a call-back is due, or an old refusal is revisited
	CallMovedTwice      Moment = "call-moved-twice"       // the rep has moved a due call two times
	VagueStep           Moment = "vague-step"             // a next step or note that only says "checking in"
	AfterALoss          Moment = "after-a-loss"           // they said no, and why is not known yet
	LettingGo           Moment = "letting-go"             // the words to let go with
	RevisitDue          Moment = "revisit-due"            // a closed deal's revisit date has come
	BenefitMissing      Moment = "benefit-missing"        // a script needs the benefit, or it has no figure
	NeedMissing         Moment = "need-missing"           // the qualification facts, one each
	BudgetMissing       Moment = "budget-missing"
	ProcessMissing      Moment = "process-missing"
	DeciderMissing      Moment = "decider-missing"
	TimeFrameMissing    Moment = "time-frame-missing"
)

// Moments lists them all.
var Moments = []Moment{
	PutOffWithoutReason, BeforeACall, CallMovedTwice, VagueStep, AfterALoss, LettingGo, RevisitDue, BenefitMissing,
	NeedMissing, BudgetMissing, ProcessMissing, DeciderMissing, TimeFrameMissing,
}

// How is the way in which a script's words reach the other side.
type How string

// The ways. A voicemail and an e-mail are attempts when they are sent.
const (
	Say       How = "say"
	Voicemail How = "voicemail"
	Email     How = "e-mail"
	Note      How = "note" // for the rep alone: nothing to say to them
)

// Hows lists them all.
var Hows = []How{Say, Voicemail, Email, Note}

// OneWay reports whether using the script is an attempt, not a talk.
func (h How) OneWay() bool { return h == Voicemail || h == Email }

// Variant is one wording of a script.
type Variant struct {
	Key     string // a, b, c…
	Subject string // of an e-mail; empty otherwise
	Words   string // with placeholders such as {contact}
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
	GoForward   Effect = "forward"      // a touch and a step forward
	PutItOff    Effect = "later"        // a put-off; needs a date, and better a reason
	SayNo       Effect = "no"           // closes the deal as lost
	Unsure      Effect = "no-assurance" // a touch, and nothing to count on
	SomebodyNew Effect = "new-contact"  // needs the name; back to qualification
	StaySilent  Effect = "no-answer"    // an attempt
)

// Effects lists them all.
var Effects = []Effect{GoForward, PutItOff, SayNo, Unsure, SomebodyNew, StaySilent}

// NeedsDate reports whether the answer can be logged only with a date.
func (e Effect) NeedsDate() bool { return e == PutItOff }

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

// At returns the scripts for a moment, the leading one first.
func (s Scripts) At(moment Moment) []Script {
	var fit []Script
	for _, one := range s {
		if slices.Contains(one.Moments, moment) {
			fit = append(fit, one)
		}
	}
	return fit
}

// For returns the scripts that fit a situation, the leading one first: the one
// that names it earliest in its list, and among equals the one of lower rank.
func (s Scripts) For(situation Situation) []Script {
	var fit []Script
	for _, one := range s {
		if slices.Contains(one.Situations, situation) {
			fit = append(fit, one)
		}
	}
	slices.SortStableFunc(fit, func(a, b Script) int {
		return slices.Index(a.Situations, situation) - slices.Index(b.Situations, situation)
	})
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
