package coach

import (
	"regexp"
	"strings"
	"sync"
	"time"
)

// CallLine is what was understood of a call told in one line.
type CallLine struct {
	// Attempt says that nobody was reached; otherwise it was a touch.
	Attempt bool
	// CallBack is when they asked to be called again, Reason why. It is no date
	// when none was understood, or none that is ahead.
	CallBack Date
	Reason   string
	// NextStep is what comes next, in the rep's words, and NextOn its date.
	NextStep string
	NextOn   Date
	// Value is the amount that was told, if HasValue.
	Value    Money
	HasValue bool
	// At is the time of the call-back, else of the next step, if HasTime.
	At      Clock
	HasTime bool
	// NoDate says that they asked to be called back, and no date was understood.
	NoDate bool
	// Note is the whole text as typed, so that nothing is lost.
	Note string
}

// ParseCall reads a call told in one English line; now is in the zone of the
// person who wrote it. It understands who was not reached ("left a vm", "no
// answer", "e-mailed"), "call back <when> [because <reason>]" and "next step
// <words> [<when>]", in any order.
func ParseCall(text string, now time.Time) CallLine {
	line := CallLine{Note: text}
	told := text
	if step, ok := findStep(text); ok {
		line.NextStep, line.NextOn = readStep(text[step.from:step.to], now)
		// What is still to be done did not happen in this call.
		told = text[:step.mark] + "\n" + text[step.to:]
		line.CallBack, line.Reason = readCallBack(text[step.from:step.to], now)
	}
	if on, reason := readCallBack(told, now); line.CallBack.IsZero() || !on.IsZero() {
		line.CallBack, line.Reason = on, reason
	}
	line.Attempt = tellsAttempt(told)
	return line
}

// step is where in a text the next step stands: its mark, and its words.
type step struct{ mark, from, to int }

func findStep(text string) (step, bool) {
	at := stepMark().FindStringIndex(text)
	if at == nil {
		return step{}, false
	}
	s := step{mark: at[0], from: at[1], to: at[1] + sentenceEnd(text[at[1]:])}
	// "…, call back Monday" is told after the step; "next step: call back
	// Monday" is the step.
	for _, back := range callBackMark().FindAllStringIndex(text[s.from:s.to], maxMarks) {
		if clauseEnd().MatchString(ending(text[s.from : s.from+back[0]])) {
			s.to = s.from + back[0]
			break
		}
	}
	return s, true
}

// readStep takes the day out of the words when it begins or ends them.
func readStep(text string, now time.Time) (string, Date) {
	w, ok := FindWhen(text, now)
	if !ok || w.On.Before(DateOf(now)) {
		return trimStep(text), Date{}
	}
	if before := trimStep(text[:w.Start]); before == "" || trimStep(text[w.End:]) == "" {
		return trimStep(before + " " + text[w.End:]), w.On
	}
	return trimStep(text), w.On
}

func trimStep(text string) string {
	return trimClause(stepEdges().ReplaceAllString(trimClause(text), ""))
}

// readCallBack returns the first call-back that has a date, else the reason of
// the first one that has none.
func readCallBack(text string, now time.Time) (on Date, reason string) {
	for _, at := range callBackMark().FindAllStringIndex(text, maxMarks) {
		if denied().MatchString(ending(text[:at[0]])) {
			continue
		}
		rest := text[at[1]:]
		rest = rest[:sentenceEnd(rest)]
		when, why := rest, ""
		if mark := becauseMark().FindStringIndex(rest); mark != nil {
			when, why = rest[:mark[0]], trimClause(rest[mark[1]:])
		}
		if backThen().MatchString(when) {
			when = text[:at[0]] // "out till Monday, call back then"
		}
		if w, ok := findAhead(when, now); ok && !w.On.Before(DateOf(now)) {
			return w.On, why
		}
		if reason == "" {
			reason = why
		}
	}
	return Date{}, reason
}

// tellsAttempt reports whether a text says that nobody was reached and does
// not say that somebody was.
func tellsAttempt(text string) bool {
	if !attemptMark().MatchString(text) {
		return false
	}
	for _, at := range touchMark().FindAllStringIndex(text, -1) {
		if !denied().MatchString(ending(text[:at[0]])) {
			return false
		}
	}
	return true
}

// sentenceEnd returns where the first sentence of a text ends.
func sentenceEnd(text string) int {
	for _, at := range sentenceMark().FindAllStringSubmatchIndex(text, -1) {
		if at[2] >= 0 && shortened().MatchString(ending(text[:at[2]])) {
			continue // "on 24. November", "ask Dr. Lee"
		}
		return at[0]
	}
	return len(text)
}

// maxMarks bounds the work on a text that says "call back" all over.
const maxMarks = 8

// ending returns enough of a text's end to see its last word or two.
func ending(text string) string { return text[max(0, len(text)-20):] }

// phrase compiles text when it is first used. A space stands for any number of
// them, an apostrophe for either kind or none, and case does not matter.
func phrase(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile("(?i)" + strings.NewReplacer(" ?", `\s*`, " ", `\s+`, "'", "['’]?").Replace(text))
	})
}

var (
	stepMark     = phrase(`\bnext(?:(?: ?|-)steps?\b(?: ?:|(?: (?:is|are))?(?: to)?\b)| ?:)`)
	stepEdges    = phrase(`^to\b|\b(?:and|then)$`)
	clauseEnd    = phrase(`(?:[,;–—]|\b(?:and|then|but)) ?$`)
	callBackMark = phrase(`\b(?:(?:call|ring|phone)(?: (?:me|us|him|her|them|you))?(?: ?|-)back|be called back|` +
		`(?:call|ring|phone|try)(?: (?:me|us|him|her|them))? again)\b`)
	backThen     = phrase(`^ then\b`)
	becauseMark  = phrase(`\b(?:because|cause|cos|due to)\b`)
	denied       = phrase(`(?:\b(?:not|never|no|nor|without|without a|be|cannot)|n't) $`)
	sentenceMark = phrase(`(\.)(?:\s+\p{Lu}|\s*$)|[!?;](?:\s|$)|[\r\n]`)
	shortened    = phrase(`(?:^|[^\p{L}\d])(?:\d{1,2}|\p{L}|mr|mrs|ms|dr|st|no|vs|prof|approx)$`)
)
