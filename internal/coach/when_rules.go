package coach

import (
	"slices"
	"strings"
)

// dayRule is one way of naming a day. read says what its pattern's match
// means, or that it is no day after all.
type dayRule struct {
	cues    []string // what its first word starts with
	pattern *expression
	read    func(h *hearing, s said) (meant, bool)
}

// dayRules are asked in this order: where two of them would take the same
// words, the first one has them.
var dayRules = []dayRule{
	{slices.Concat(ordinals, []string{"last", "final", "calendar", "week", "wk", "cw", "kw", "w/c", "wc"}), ordinalPattern, calendar(readOrdinal)},
	{slices.Concat(weekdays, []string{"yesterday", "last", "past", "prev", "next", "every", "each", "since", "except", "not", "never", "avoid",
		"bank", "public", "may day", "fiscal", "financial", "tax", "school", "academic", "business", "budget", "trading", "q", "fy", "from"}), pastPattern, calendar(readPast)},
	{slices.Concat(numbers, []string{"week", "day"}), offsetPattern, calendar(readOffset)},
	{[]string{"to", "tm", "2m", "this", "same", "later", "day", "eod", "cob", "cop", "end", "close"}, relativePattern, calendar(readRelative)},
	{[]string{"in", "within"}, hoursPattern, (*hearing).readHours},
	{[]string{"in", "for", "within"}, durationPattern, calendar(readDuration)},
	{digits, numericPattern, calendar(readNumeric)},
	{slices.Concat(digits, ordinals, parts, months, []string{"fifteenth", "twentieth", "latter"}), monthPattern, calendar(readMonth)},
	{slices.Concat([]string{"new", "holiday", "hols", "festiv", "winter", "christmas", "xmas", "turn"}, parts), newYearPattern, calendar(readNewYear)},
	{slices.Concat(feastCues(), parts), holidayPattern, calendar(readHoliday)},
	{slices.Concat([]string{"q1", "q2", "q3", "q4", "h1", "h2", "last"}, ordinals, parts), quarterPattern, calendar(readQuarter)},
	{slices.Concat([]string{"spring", "summer", "autumn", "fall", "winter"}, ordinals, parts), seasonPattern, calendar(readSeason)},
	{slices.Concat([]string{"week", "wk", "month", "mth", "quarter", "qtr", "year", "yr", "later", "current", "following", "second", "first", "latter"}, parts), periodPattern, calendar(readPeriod)},
	{[]string{"week", "month", "quarter", "qtr", "year", "eo"}, periodEndPattern, calendar(readPeriodEnd)},
	{slices.Concat([]string{"20"}, parts), yearPattern, calendar(readYear)},
	{slices.Concat(weekdays, parts, []string{"last", "past"}), weekdayPattern, calendar(readWeekday)},
}

// timeRule is one way of naming a time of day, like a dayRule.
type timeRule struct {
	cues    []string
	pattern *expression
	read    func(h *hearing, s said) (saidTime, bool)
}

var timeRules = []timeRule{
	{daypartCues, daypartPattern, readDaypart},
	{slices.Concat(digits, []string{"half", "quarter"}), timePattern, readTime},
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
