package coach

import (
	"regexp"
	"slices"
	"strings"
	"time"

	engine "github.com/olebedev/when/rules"
)

// dayRule is one way of naming a day. read says what its pattern's match
// means, or that it is no day after all.
type dayRule struct {
	cues    *cueSet // what its first word starts with
	pattern func() *regexp.Regexp
	read    func(h *hearing, s said) (meant, bool)
}

// dayRules are asked in this order: where two of them would take the same
// words, the first one has them.
var dayRules = []dayRule{
	{newCues(ordinals, []string{"last", "final", "calendar", "week", "wk", "cw", "kw", "w/c", "wc"}), ordinalPattern, calendar(readOrdinal)},
	{newCues(weekdays, []string{"yesterday", "last", "past", "prev", "next", "every", "each", "since", "except", "not", "never", "avoid",
		"bank", "public", "may day", "fiscal", "financial", "tax", "school", "academic", "business", "budget", "trading", "q", "fy", "from"}), pastPattern, calendar(readPast)},
	{newCues(numbers, []string{"week", "day"}), offsetPattern, calendar(readOffset)},
	{newCues([]string{"to", "tm", "2m", "this", "same", "later", "day", "eod", "cob", "cop", "end", "close"}), relativePattern, calendar(readRelative)},
	{newCues([]string{"in", "within"}), hoursPattern, (*hearing).readHours},
	{newCues([]string{"in", "for", "within"}), durationPattern, calendar(readDuration)},
	{newCues(digits), numericPattern, calendar(readNumeric)},
	{newCues(digits, ordinals, parts, months, []string{"fifteenth", "twentieth", "latter"}), monthPattern, calendar(readMonth)},
	{newCues([]string{"new", "holiday", "hols", "festiv", "winter", "christmas", "xmas", "turn"}, parts), newYearPattern, calendar(readNewYear)},
	{newCues(feastCues(), parts), holidayPattern, calendar(readHoliday)},
	{newCues([]string{"q1", "q2", "q3", "q4", "h1", "h2", "last"}, ordinals, parts), quarterPattern, calendar(readQuarter)},
	{newCues([]string{"spring", "summer", "autumn", "fall", "winter"}, ordinals, parts), seasonPattern, calendar(readSeason)},
	{newCues([]string{"week", "wk", "month", "mth", "quarter", "qtr", "year", "yr", "later", "current", "following", "second", "first", "latter"}, parts), periodPattern, calendar(readPeriod)},
	{newCues([]string{"week", "month", "quarter", "qtr", "year", "eo"}), periodEndPattern, calendar(readPeriodEnd)},
	{newCues([]string{"20"}, parts), yearPattern, calendar(readYear)},
	{newCues(weekdays, parts, []string{"last", "past"}), weekdayPattern, calendar(readWeekday)},
}

// calendar makes a rule of what needs no more than the date.
func calendar(read func(s said, today Date) (meant, bool)) func(*hearing, said) (meant, bool) {
	return func(h *hearing, s said) (meant, bool) { return read(s, h.today) }
}

var (
	digits   = []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}
	numbers  = slices.Concat(digits, []string{"a ", "an ", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fourteen", "fifteen", "twenty", "thirty", "sixty", "ninety", "couple", "few", "half"})
	ordinals = []string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "1st", "2nd", "3rd", "4th"}
	parts    = []string{"end", "mid", "beginning", "start", "early", "late", "next", "nxt", "this", "coming"}
	months   = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
	weekdays = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
)

func feastCues() []string {
	var cues []string
	for _, f := range feasts {
		for _, name := range f.names {
			cue, _, _ := strings.Cut(name, " ")
			cues = append(cues, cue)
		}
	}
	slices.Sort(cues)
	return slices.Compact(cues)
}

// listener lets the engine find the first match of a rule that is a day.
type listener struct {
	rule  dayRule
	heard *hearing
}

// Find implements engine.Rule.
func (l listener) Find(text string) (found *engine.Match) {
	eachMatch(text, l.heard.starts, l.rule.cues, l.rule.pattern, l.heard.free, func(s said) bool {
		n, ok := l.rule.read(l.heard, s)
		if !ok || n.kind != noDay && n.on.Year > lastYear {
			return false
		}
		d := saidDay{n, s.before, s.start, s.stop + n.behind}
		l.heard.taken = append(l.heard.taken, d)
		if n.kind == noDay {
			return false
		}
		s.stop = d.stop
		found = match(text, s, func() { l.heard.days = append(l.heard.days, d) })
		return true
	})
	return found
}

// lastYear bounds what is taken for a date.
const lastYear = 2199

// timeListener lets the engine find a time of day. It comes after the days:
// beside one of them any time will do, without a day the first one.
type timeListener struct {
	heard   *hearing
	cues    *cueSet
	pattern func() *regexp.Regexp
	read    func(h *hearing, s said) (saidTime, bool)
}

// Find implements engine.Rule.
func (l timeListener) Find(text string) (found *engine.Match) {
	eachMatch(text, l.heard.starts, l.cues, l.pattern, l.heard.free, func(s said) bool {
		if l.heard.hasDay() && !l.heard.beside(s) {
			return false
		}
		t, ok := l.read(l.heard, s)
		if !ok {
			return false
		}
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
