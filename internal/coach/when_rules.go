package coach

import (
	"regexp"
	"slices"
	"time"

	engine "github.com/olebedev/when/rules"
)

// dayKind says how a day was named, where that decides between two of them.
type dayKind int

const (
	otherDay    dayKind = iota
	writtenDate         // 24 Nov
	someWeek            // next week, in two weeks
	bareWeekday         // Tuesday
)

// dayRule is one way of naming a day. read says which day its pattern's match
// is, or that it is none after all.
type dayRule struct {
	cues    []string // what its first word starts with
	pattern func() *regexp.Regexp
	read    func(s said, today Date) (Date, dayKind, bool)
}

// dayRules are asked in this order: where two of them would take the same
// words, the first one has them.
var dayRules = []dayRule{
	{[]string{"to", "tm", "this", "day", "eod", "end"}, relativePattern, readRelative},
	{[]string{"in", "for", "within"}, durationPattern, readDuration},
	{digits, numericPattern, readNumeric},
	{slices.Concat(digits, parts, months), monthPattern, readMonth},
	{append([]string{"week", "month", "quarter", "year", "new"}, parts...), periodPattern, readPeriod},
	{[]string{"month", "quarter", "year", "eo"}, periodEndPattern, readPeriodEnd},
	{append([]string{"q1", "q2", "q3", "q4"}, parts...), quarterPattern, readQuarter},
	{append([]string{"20"}, parts...), yearPattern, readYear},
	{append([]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun", "last", "past", "a "}, parts...), weekdayPattern, readWeekday},
}

var (
	digits = []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}
	parts  = []string{"end", "mid", "beginning", "start", "early", "late", "next", "this", "coming"}
	months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
)

// listener lets the engine find the first match of a rule that is a day.
type listener struct {
	rule  dayRule
	heard *hearing
}

// Find implements engine.Rule.
func (l listener) Find(text string) (found *engine.Match) {
	eachMatch(text, l.heard.starts, l.rule.cues, l.rule.pattern, func(s said) bool {
		on, kind, ok := l.rule.read(s, l.heard.today)
		if !ok || on.Year > lastYear || l.heard.beside(s.start, s.stop, overlap) {
			return false
		}
		d := saidDay{on, kind, s.start, s.stop}
		l.heard.found = append(l.heard.found, d)
		found = match(text, s, func() { l.heard.days = append(l.heard.days, d) })
		return true
	})
	return found
}

// lastYear bounds what is taken for a date.
const lastYear = 2199

// timeListener lets the engine find a time of day. It comes after the days:
// beside one of them any time will do, without a day the first one.
type timeListener struct{ heard *hearing }

// Find implements engine.Rule.
func (l timeListener) Find(text string) (found *engine.Match) {
	eachMatch(text, l.heard.starts, digits, timePattern, func(s said) bool {
		c, ok := readTime(s)
		if !ok || l.heard.beside(s.start, s.stop, overlap) {
			return false
		}
		if len(l.heard.found) > 0 && !l.heard.beside(s.start, s.stop, maxGap) {
			return false
		}
		t := saidTime{c, s.start, s.stop}
		found = match(text, s, func() { l.heard.times = append(l.heard.times, t) })
		return true
	})
	return found
}

func match(text string, s said, apply func()) *engine.Match {
	return &engine.Match{
		Left: s.start, Right: s.stop, Text: text[s.start:s.stop],
		Applier: func(*engine.Match, *engine.Context, *engine.Options, time.Time) (bool, error) {
			apply()
			return true, nil
		},
	}
}
