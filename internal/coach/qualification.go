package coach

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Fact is something to know about a deal before it counts as qualified (Wendy
// Weiss: only pursue qualified prospects).
type Fact string

// The facts.
const (
	Need      Fact = "need"
	Budget    Fact = "budget"
	Process   Fact = "process"
	Decider   Fact = "decider"
	TimeFrame Fact = "time frame"
)

// Facts lists them all, in the order in which they are asked at the start.
var Facts = []Fact{Need, TimeFrame, Budget, Decider, Process}

// Known is what is known of a fact: the words, who said it, and when.
type Known struct {
	Words string
	By    string // of their side; empty when nobody was named
	At    time.Time
}

// missing is the moment at which a fact's question is offered.
var missing = map[Fact]Moment{
	Need: NeedMissing, Budget: BudgetMissing, Process: ProcessMissing, Decider: DeciderMissing, TimeFrame: TimeFrameMissing,
}

// Moment is when the fact's question is offered.
func (f Fact) Moment() Moment { return missing[f] }

// ParseFact reads a fact by its name or a common word for it.
func ParseFact(word string) (Fact, bool) {
	switch strings.ToLower(word) {
	case "need", "problem", "pain":
		return Need, true
	case "budget", "money":
		return Budget, true
	case "process", "decision":
		return Process, true
	case "decider", "authority", "boss":
		return Decider, true
	case "time", "timeframe", "time-frame", "timing", "deadline":
		return TimeFrame, true
	default:
		return "", false
	}
}

// matters says which facts matter at a stage, the most important first. What is
// asked late without an answer costs most.
var matters = map[Stage][]Fact{
	Prospect:    {Need, TimeFrame, Budget, Decider, Process},
	Qualified:   {Budget, Decider, Process, TimeFrame, Need},
	Proposal:    {Decider, Process, Budget, TimeFrame, Need},
	Negotiation: {Process, Decider, TimeFrame, Budget, Need},
}

// Gaps lists the facts of those asked for that are not known yet, the one that
// matters most at the deal's stage first.
func (d Deal) Gaps(asked []Fact) []Fact {
	var gaps []Fact
	for _, f := range matters[d.Stage] {
		if d.Facts[f].Words == "" && slices.Contains(asked, f) {
			gaps = append(gaps, f)
		}
	}
	return gaps
}

// Learn notes a fact. It is neither a touch nor an attempt.
func (d *Deal) Learn(a Act, f Fact, words, by string) error {
	words, by = strings.TrimSpace(words), strings.TrimSpace(by)
	if words == "" {
		return Refuse("What did you learn about the "+string(f)+"?", "For example: /deal know "+d.Ref()+" budget 20k approved, says Jo")
	}
	if n := utf8.RuneCountInString(words); n > MaxWords {
		return tooLong("That", n, MaxWords)
	}
	facts := make(map[Fact]Known, len(d.Facts)+1)
	for fact, known := range d.Facts {
		facts[fact] = known
	}
	facts[f] = Known{Words: words, By: Cut(by, MaxName), At: a.At}
	was := d.Facts[f].Words
	d.Facts = facts
	d.record(a, Learned, instead(string(f), was, words), Date{})
	return nil
}

// instead is what was learned, and in a second line what was thought before.
func instead(what, was, is string) string {
	note := what + ": " + strings.Join(strings.Fields(is), " ")
	if was != "" && was != is {
		note += "\n" + from(what, was, is)
	}
	return note
}
