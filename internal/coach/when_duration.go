package coach

import (
	"strings"
	"time"
)

// span is a length of time: days, working days, or months, never two of them.
type span struct {
	n    int
	unit string // day, workday, month; "week after" for the whole next week
}

func (s span) times(n int) span { return span{s.n * n, s.unit} }

// from returns the day that lies the span after d.
func (s span) from(d Date) Date {
	switch s.unit {
	case "workday":
		return weekdaysLater(d, s.n)
	case "month":
		return addMonths(d, s.n)
	}
	return d.Add(s.n)
}

const (
	// What begins alike stands together, which keeps the programs of regexp
	// small enough for its quicker way to run them.
	numberOf = `\d{1,3}(?:[.,]5)?|an?|one|two|twelve|twenty|three|thirty|ten|four|fourteen|five|fifteen|six|sixty|seven|eight|eleven|nine|ninety|` +
		`(?:a )?(?:couple(?: of)?|few|half(?: an?)?)|1/2(?: an?)?`
	unitOf = `(?:(?:business|working|work|week) ?)?days?|d|(?:wee|w)ks?|w|fortnights?|(?:mon|m)ths?|mos?|(?:quarte|qt)rs?|(?:yea|y)rs?|y`
	// Of a range, "in 2-3 weeks", the sooner end is taken: a call that comes a
	// little early is better than one that comes late.
	lengthOf = `(` + numberOf + `)(?: ?(?:-|–|/|to|or) ?(?:` + numberOf + `))?( and a half)?(?: |-)?(` + unitOf + `)( and a half)?\b(?:['’]s?)?(?: time\b)?` +
		`(?: or (?:two|three|so)\b)?(?: from (?:now|today)\b)?`
)

var durationPattern = pattern(`(?:in|for|within) (?:the next |the coming |about |around |roughly |approx\.? |another |like |maybe |say |~ ?)?` + lengthOf)

// readDuration reads "in 3 days", "for a month", "in half a year".
func readDuration(s said, today Date) (meant, bool) {
	length, ok := readLength(s)
	if !ok || s.followedBy("from ", "after ", "before ") {
		return meant{}, false
	}
	n := oneDay(length.from(today), otherDay)
	n.length = length
	if length.unit == "day" && length.n%7 == 0 {
		n.kind = someWeek
	}
	return n, true
}

var offsetPattern = pattern(lengthOf + `( ago\b)?|(week|day)\b`)

// readOffset reads "two weeks" before "from Monday", "a week" before
// "tomorrow", and "10 days from now".
func readOffset(s said, today Date) (meant, bool) {
	if s.has(6) {
		n := oneDay(today, offset)
		n.length = span{1, "day"}
		if s.group(6) == "week" {
			n.length = span{1, "week after"}
		}
		return n, s.followedBy("after ", "following ", "before ")
	}
	if s.has(5) {
		return meant{kind: noDay}, true
	}
	length, ok := readLength(s)
	if !ok {
		return meant{}, false
	}
	if m := s.matched(); strings.HasSuffix(m, "now") || strings.HasSuffix(m, " from today") || s.last == '+' {
		return oneDay(length.from(today), otherDay), true
	}
	n := oneDay(today, offset)
	n.length = length
	if s.followedBy("from ", "after ", "before ") {
		return n, true
	}
	return n, s.followedBy("today", "tomorrow", "on mon", "on tue", "on wed", "on thu", "on fri", "on sat", "on sun",
		"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
}

// readLength reads the groups of lengthOf; halves only where they make whole
// days.
func readLength(s said) (span, bool) {
	n, half := howMany(s.group(1))
	half = half || s.has(2) || s.has(4)
	unit := s.group(3)
	if strings.HasPrefix(unit, "d") && s.last == '$' {
		return span{}, false
	}
	for _, u := range []struct {
		start    string
		by, half span
	}{
		{"work", span{1, "workday"}, span{}},
		{"bus", span{1, "workday"}, span{}},
		{"weekd", span{1, "workday"}, span{}},
		{"week d", span{1, "workday"}, span{}},
		{"d", span{1, "day"}, span{}},
		{"w", span{7, "day"}, span{3, "day"}},
		{"f", span{14, "day"}, span{7, "day"}},
		{"m", span{1, "month"}, span{15, "day"}},
		{"q", span{3, "month"}, span{}},
		{"y", span{12, "month"}, span{6, "month"}},
	} {
		if !strings.HasPrefix(unit, u.start) {
			continue
		}
		switch {
		case !half:
			return u.by.times(n), true
		case u.half.n == 0:
			return span{}, false
		case n == 0:
			return u.half, true
		case u.half.unit == u.by.unit:
			return span{u.by.n*n + u.half.n, u.by.unit}, true
		}
		return span{30*n + u.half.n, "day"}, true // a month and a half
	}
	return span{}, false
}

var numberWords = map[string]int{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
	"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15,
	"twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
}

func howMany(word string) (n int, half bool) {
	whole, fraction, _ := strings.Cut(strings.Replace(word, ",", ".", 1), ".")
	switch {
	case strings.Contains(word, "half"), strings.HasPrefix(word, "1/2"):
		return 0, true
	case strings.Contains(word, "couple"):
		return 2, false
	case strings.HasSuffix(word, "few"):
		return 3, false
	}
	if n, ok := numberWords[word]; ok {
		return n, false
	}
	return atoi(whole), fraction != ""
}

// addMonths keeps the day of the month, or takes the month's last when it has
// no such day: a month after 31 January is 28 February.
func addMonths(d Date, n int) Date {
	first := time.Date(d.Year, d.Month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	return Date{first.Year(), first.Month(), min(d.Day, daysIn(first.Year(), first.Month()))}
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// weekdaysLater counts Mondays to Fridays; a team's own calendar is not known
// here.
func weekdaysLater(d Date, n int) Date {
	return WorkTime{Days: [7]bool{false, true, true, true, true, true, false}}.Add(d, n)
}
