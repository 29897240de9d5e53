package coach

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	monthName = `january|jan|february|febuary|feb|march|mar|april|apr|may|june|jun|july|jul|` +
		`august|aug|september|sept|sep|october|oct|november|nov|december|dec`
	partOf = `end|middle|mid|beginning|start|early|late|second half|latter half|first half|2nd half|1st half`
	// Of "early to mid May" the sooner counts.
	somePart    = `(` + partOf + `)(?: ?(?:-|–|/|to|or) ?(?:` + partOf + `))?(?: of| in)?`
	orYear      = `(?:\.?,?(?: |-)(\d{4})|,? '(\d{2})|,? (?:of )?(next year|this year))?`
	orDays      = `(?:(?:st|nd|rd|th)? ?(?:-|–|/|to|or|and) ?(?:the )?\d{1,2})?`
	ordinalWord = `first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|fifteenth|twentieth`
)

// Its forms are 24 Nov, Nov 24, end of November, the 24th and the 24th of next
// month. Of two days, "3 or 4 May", the sooner counts.
var monthPattern = pattern(`(?:` +
	`(\d{1,2}|` + ordinalWord + `)` + orDays + `(?:st|nd|rd|th)?(?:\. ?| |-)?(?:of )?(` + monthName + `)\b` + orYear + `|` +
	`(` + monthName + `)\.?(?: |-)(?:the )?(\d{1,2})(?:st|nd|rd|th)?\b` + orYear + `|` +
	`(?:` + somePart + `(?: |-)(?:the )?)?((?:next|nxt|this|coming) )?(` + monthName + `)\b` + orYear + `|` +
	`(\d{1,2}|` + ordinalWord + `)(?:st|nd|rd|th)?(?: of)? (?:the )?(next|nxt|this|coming)? ?(?:month|mth)\b|` +
	`(\d{1,2})(?:st|nd|rd|th)` +
	`)\b`)

// readMonth reads what names a month, and "the 24th" of this one or the next.
func readMonth(s said, today Date) (meant, bool) {
	switch {
	case strings.HasPrefix(s.after(), ":"): // Nov 10:30
		return meant{}, false
	case s.has(1):
		return dated(today, s.before, yearOf(s, 3, today), monthNamed(s.group(2)), dayNumber(s.group(1)))
	case s.has(6):
		return dated(today, s.before, yearOf(s, 8, today), monthNamed(s.group(6)), atoi(s.group(7)))
	case s.has(17):
		return readDayOfMonth(s, today)
	case s.has(19):
		d, ok := monthly(today, atoi(s.group(19)))
		return oneDay(d, writtenDate), ok && (s.the && s.endsThought() || s.endsLine() && (s.before == "on" || s.before == "by" || s.before == "until"))
	}
	part, name, year := s.group(11), s.group(13), yearOf(s, 14, today)
	alone := part == "" && !s.has(12) && year == "" && s.before == ""
	if alone && isOtherWordToo(name) && !s.endsThought() {
		return meant{}, false
	}
	month := monthNamed(name)
	if strings.HasPrefix(s.group(12), "n") && month > today.Month {
		return meant{}, false // said in May, "next June" may be in a year
	}
	return partOfMonth(today, s.before, year, month, part)
}

// yearOf reads the three groups of orYear from g on; empty for none.
func yearOf(s said, g int, today Date) string {
	switch {
	case s.has(g + 1):
		return "20" + s.group(g+1)
	case s.group(g+2) == "":
		return s.group(g)
	case s.group(g + 2)[0] == 'n':
		return strconv.Itoa(today.Year + 1)
	}
	return strconv.Itoa(today.Year)
}

// readDayOfMonth reads "the 15th of next month".
func readDayOfMonth(s said, today Date) (meant, bool) {
	day, which := dayNumber(s.group(17)), s.group(18)
	if which == "" || which == "this" {
		d, ok := monthly(today, day)
		return oneDay(d, writtenDate), ok && strings.Contains(s.matched(), "of ") && (which == "" || d.Month == today.Month)
	}
	first := addMonths(Date{today.Year, today.Month, 1}, 1)
	d := Date{first.Year, first.Month, day}
	return oneDay(d, writtenDate), isDay(d)
}

// dayNumber reads 24 or "first".
func dayNumber(word string) int {
	if i := slices.Index(strings.Split(ordinalWord, "|"), word); i >= 0 {
		return []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20}[i]
	}
	return atoi(word)
}

// isOtherWordToo reports whether a month's name is also a verb or somebody's
// name: "they may", "met Jan".
func isOtherWordToo(name string) bool {
	return name == "march" || len(name) <= 4 && name != "june" && name != "july"
}

func monthNamed(name string) time.Month {
	return time.January + time.Month(slices.Index(months, name[:3]))
}

// dayInMonth says which day the parts of a month stand for; 0 is its last.
var dayInMonth = map[string]int{
	"": 1, "start": 1, "beginning": 1, "early": 5, "mid": 15, "middle": 15, "late": 25, "end": 0,
	"first half": 1, "1st half": 1, "second half": 16, "2nd half": 16, "latter half": 16,
}

func partOfMonth(today Date, before, year string, month time.Month, part string) (meant, bool) {
	in := func(y int) (meant, bool) {
		d := inMonth(y, month, part)
		n := oneDay(d, otherDay)
		if part == "" {
			n = period(d, inMonth(y, month, "end"))
		}
		n.edge = part == "end"
		return n, validYear(y)
	}
	if year != "" {
		return in(atoi(year))
	}
	return coming(today, before, in)
}

func inMonth(year int, month time.Month, part string) Date {
	day := dayInMonth[part]
	if day == 0 {
		day = daysIn(year, month)
	}
	return Date{year, month, day}
}

// dated returns the date in the given year, or for no year the next one.
func dated(today Date, before, year string, month time.Month, day int) (meant, bool) {
	in := func(y int) (meant, bool) {
		d := Date{y, month, day}
		return oneDay(d, writtenDate), validYear(y) && isDay(d)
	}
	if year == "" {
		return coming(today, before, in)
	}
	y := atoi(year)
	if y < 100 {
		y += 2000
	}
	return in(y)
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
