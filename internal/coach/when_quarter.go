package coach

import (
	"strings"
	"time"
)

const orYearShort = `(?:(?: |/|-|, )(?:of )?(?:in )?(\d{4}|'\d\d)|,? (?:of |in )?(next year|this year))?`

var quarterPattern = pattern(`(?:` + somePart + `(?: |-)(?:the )?)?(?:(?:next|this|coming) )?` +
	`(?:q([1-4])|h([12])|(first|1st|second|2nd|third|3rd|fourth|4th|last) (quarter|qtr|half)(?: of(?: the)?(?: (year))?)?)` + orYearShort + `\b`)

// readQuarter reads "Q1", "mid Q3 2027", "H2" and "first quarter of next year".
func readQuarter(s said, today Date) (meant, bool) {
	part, unit, n := s.group(1), "quarter", atoi(s.group(2))
	switch {
	case s.has(3):
		unit, n = "half", atoi(s.group(3))
	case s.has(4):
		n = nth(s.group(4))
		if s.group(5) == "half" {
			unit, n = "half", map[int]int{0: 2, 1: 1, 2: 2}[n]
		} else if n == 0 {
			n = 4
		}
		if n == 0 || unit == "half" && !s.has(6) && !s.has(7) && !s.has(8) {
			return meant{}, false // the first half of something else
		}
	}
	months := map[string]int{"quarter": 3, "half": 6}[unit]
	in := func(y int) (meant, bool) {
		first := Date{y, time.Month(months*(n-1) + 1), 1}
		if part != "" {
			d := oneDay(partOfMonths(first, unit, part), otherDay)
			d.edge = part == "end"
			return d, validYear(y)
		}
		return period(first, addMonths(first, months).Add(-1)), validYear(y)
	}
	switch {
	case s.has(7):
		y := atoi(strings.TrimPrefix(s.group(7), "'"))
		if y < 100 {
			y += 2000
		}
		return in(y)
	case s.group(8) == "next year":
		return in(today.Year + 1)
	case s.group(8) == "this year":
		return in(today.Year)
	}
	return coming(today, s.before, in)
}

var yearPattern = pattern(`(?:` + somePart + ` )?(20\d\d)\b`)

// readYear reads "in 2027" and "early 2027"; a number alone is no year.
func readYear(s said, _ Date) (meant, bool) {
	part, rest := s.group(1), s.after()
	first := Date{atoi(s.group(2)), 1, 1}
	return partOfPeriod(first, "year", part),
		(part != "" || s.before == "in" || s.before == "until") && !strings.HasPrefix(rest, "-") && !strings.HasPrefix(rest, "/")
}
