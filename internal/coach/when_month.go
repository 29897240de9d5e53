package coach

import (
	"strconv"
	"strings"
	"time"
)

const (
	monthName = `january|jan|february|feb|march|mar|april|apr|may|june|jun|july|jul|` +
		`august|aug|september|sept|sep|october|oct|november|nov|december|dec`
	partOf = `end|middle|mid|beginning|start|early|late`
	orYear = `(?:\.?,?(?: |-)(\d{4}))?`
)

// Its four forms are 24 Nov, Nov 24, end of November and the 24th.
var monthPattern = pattern(`(?:` +
	`(\d{1,2})(?:st|nd|rd|th)?(?:\. ?| |-)(?:of )?(` + monthName + `)\b` + orYear + `|` +
	`(` + monthName + `)\.?(?: |-)(?:the )?(\d{1,2})(?:st|nd|rd|th)?\b` + orYear + `|` +
	`(?:(` + partOf + `)(?: of)?(?: |-)(?:the )?)?((?:next|this|coming) )?(` + monthName + `)\b` + orYear + `|` +
	`(\d{1,2})(?:st|nd|rd|th)` +
	`)\b`)

// readMonth reads what names a month, and "the 24th" of this one or the next.
func readMonth(s said, today Date) (Date, dayKind, bool) {
	switch {
	case strings.HasPrefix(s.after(), ":"): // Nov 10:30
		return Date{}, otherDay, false
	case s.has(1):
		d, ok := yearly(today, s.group(3), monthNamed(s.group(2)), atoi(s.group(1)))
		return d, writtenDate, ok
	case s.has(4):
		d, ok := yearly(today, s.group(6), monthNamed(s.group(4)), atoi(s.group(5)))
		return d, writtenDate, ok
	case s.has(11):
		d, ok := monthly(today, atoi(s.group(11)))
		return d, writtenDate, ok && s.the && s.endsThought()
	}
	part, name, year := s.group(7), s.group(9), s.group(10)
	alone := part == "" && !s.has(8) && year == "" && s.before == ""
	if alone && isOtherWordToo(name) && !s.endsThought() {
		return Date{}, otherDay, false
	}
	d, ok := partOfMonth(today, year, monthNamed(name), part)
	return d, otherDay, ok
}

// isOtherWordToo reports whether a month's name is also a verb or somebody's
// name: "they may", "met Jan".
func isOtherWordToo(name string) bool {
	return name == "march" || len(name) <= 4 && name != "june" && name != "july"
}

func monthNamed(name string) time.Month {
	for m := time.January; m < time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), name[:3]) {
			return m
		}
	}
	return time.December
}

// dayInMonth says which day the parts of a month stand for; 0 is its last.
var dayInMonth = map[string]int{
	"": 1, "start": 1, "beginning": 1, "early": 5, "mid": 15, "middle": 15, "late": 25, "end": 0,
}

func partOfMonth(today Date, year string, month time.Month, part string) (Date, bool) {
	y := today.Year
	if year != "" {
		y = atoi(year)
		return inMonth(y, month, part), validYear(y)
	}
	d := inMonth(y, month, part)
	if d.Before(today) {
		d = inMonth(y+1, month, part)
	}
	return d, true
}

func inMonth(year int, month time.Month, part string) Date {
	day := dayInMonth[part]
	if day == 0 {
		day = daysIn(year, month)
	}
	return Date{year, month, day}
}

// yearly returns the date in the given year, or for no year the next one.
func yearly(today Date, year string, month time.Month, day int) (Date, bool) {
	if year != "" {
		y := atoi(year)
		if y < 100 {
			y += 2000
		}
		d := Date{y, month, day}
		return d, validYear(y) && isDay(d)
	}
	// 29 February may be eight years away.
	for y := today.Year; y <= today.Year+8; y++ {
		if d := (Date{y, month, day}); isDay(d) && !d.Before(today) {
			return d, true
		}
	}
	return Date{}, false
}

// monthly returns the next day of that number.
func monthly(today Date, day int) (Date, bool) {
	for n := range 12 {
		first := addMonths(Date{today.Year, today.Month, 1}, n)
		if d := (Date{first.Year, first.Month, day}); isDay(d) && !d.Before(today) {
			return d, true
		}
	}
	return Date{}, false
}

func isDay(d Date) bool {
	return d.Month >= time.January && d.Month <= time.December && d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
}

func validYear(y int) bool { return y >= 1900 && y <= lastYear }

// atoi reads digits that a pattern has let through.
func atoi(digits string) int {
	n, _ := strconv.Atoi(digits)
	return n
}
