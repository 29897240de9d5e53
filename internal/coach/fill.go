package coach

import "strings"

// Placeholders are the words in braces that a script may contain.
var Placeholders = []string{"contact", "company", "benefit", "rep", "when", "period"}

// Filler is what fills a script besides the deal itself.
type Filler struct {
	Rep   string // the rep's name
	Today Date   // in the rep's zone; zero when no dates are wanted
	Work  WorkTime
}

// Fill puts the deal's facts into a wording. Missing names the placeholders
// that nothing is known for; their places are filled with plain words that read
// well, never with a hole.
func (f Filler) Fill(words string, d Deal) (text string, missing []string) {
	values := map[string]string{
		"contact": d.ContactName(), "company": d.CompanyName(), "benefit": d.Benefit, "rep": f.Rep,
		"when": f.when(d), "period": f.period(),
	}
	var pairs []string
	for _, p := range Placeholders {
		value := values[p]
		if value == "" && strings.Contains(words, "{"+p+"}") {
			missing = append(missing, p)
			value = unfilled[p]
		}
		pairs = append(pairs, "{"+p+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(words), missing
}

// unfilled are the words for what is not known.
var unfilled = map[string]string{
	"contact": "hello", "company": "your company", "benefit": "get where you wanted to be", "rep": "your contact here",
	"when": "then", "period": "in the coming weeks",
}

// nextCall is after how many working days a rep calls again, when nothing is
// agreed.
const nextCall = 3

// when is the day of the agreed call-back, else that of the rep's next call.
func (f Filler) when(d Deal) string {
	switch {
	case f.Today.IsZero():
		return ""
	case d.CallBack.On.After(f.Today):
		return "on " + d.CallBack.On.Words(f.Today)
	default:
		return "on " + f.Work.Add(f.Today, nextCall).Words(f.Today)
	}
}

// period is the span to ask a probability for: the rest of the month early in
// it, else the quarter.
func (f Filler) period() string {
	switch {
	case f.Today.IsZero():
		return ""
	case f.Today.Day <= 10:
		return "this month"
	default:
		return "in the coming weeks"
	}
}
