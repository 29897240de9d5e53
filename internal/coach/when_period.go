package coach

import (
	"strings"
	"time"
)

const periodName = `(week|month|quarter|year)`

var periodPattern = pattern(`(?:(` + partOf + `|later)(?: of)?(?: |-)?(?:the )?)?` +
	`(?:(next|this|coming|new) )?` + periodName + `(?:'?s)?\b`)

// readPeriod reads "next month", "end of the quarter" and "after new year".
func readPeriod(s said, today Date) (Date, dayKind, bool) {
	part, which, unit := s.group(1), s.group(2), s.group(3)
	switch which {
	case "next", "coming":
		d := partOfPeriod(startOfPeriod(today, unit, 1), unit, part)
		if unit == "week" && part == "" {
			return d, someWeek, true
		}
		return d, otherDay, true
	case "new":
		return afterNewYear(today), otherDay, unit == "year" && part == "" && s.before != ""
	}
	return partOfThis(today, unit, part), otherDay, part != ""
}

var periodEndPattern = pattern(`(?:(month|quarter|year)(?:'?s)?(?: |-)end|eo([wmqy]))\b`)

// readPeriodEnd reads "year end" and "eom".
func readPeriodEnd(s said, today Date) (Date, dayKind, bool) {
	unit := s.group(1)
	if unit == "" {
		unit = map[string]string{"w": "week", "m": "month", "q": "quarter", "y": "year"}[s.group(2)]
	}
	return partOfThis(today, unit, "end"), otherDay, true
}

var quarterPattern = pattern(`(?:(` + partOf + `)(?: of)?(?: |-)(?:the )?)?(?:(?:next|this|coming) )?q([1-4])(?:(?: |/|-)(\d{4}))?\b`)

// readQuarter reads "Q1" and "mid Q3 2027".
func readQuarter(s said, today Date) (Date, dayKind, bool) {
	part, month := s.group(1), time.Month(3*atoi(s.group(2))-2)
	if s.has(3) {
		y := atoi(s.group(3))
		return partOfPeriod(Date{y, month, 1}, "quarter", part), otherDay, validYear(y)
	}
	d := partOfPeriod(Date{today.Year, month, 1}, "quarter", part)
	if d.Before(today) {
		d = partOfPeriod(Date{today.Year + 1, month, 1}, "quarter", part)
	}
	return d, otherDay, true
}

var yearPattern = pattern(`(?:(` + partOf + `)(?: of)? )?(20\d\d)\b`)

// readYear reads "in 2027" and "early 2027"; a number alone is no year.
func readYear(s said, _ Date) (Date, dayKind, bool) {
	part, rest := s.group(1), s.after()
	return partOfPeriod(Date{atoi(s.group(2)), 1, 1}, "year", part), otherDay,
		(part != "" || s.before == "in") && !strings.HasPrefix(rest, "-") && !strings.HasPrefix(rest, "/")
}

// partOfThis returns the part of the period that today is in, or of the next
// one when it has passed.
func partOfThis(today Date, unit, part string) Date {
	d := partOfPeriod(startOfPeriod(today, unit, 0), unit, part)
	if d.Before(today) {
		d = partOfPeriod(startOfPeriod(today, unit, 1), unit, part)
	}
	return d
}

// startOfPeriod returns the first day of the nth period after the one of d.
func startOfPeriod(d Date, unit string, n int) Date {
	switch unit {
	case "week":
		return mondayOf(d).Add(7 * n)
	case "month":
		return addMonths(Date{d.Year, d.Month, 1}, n)
	case "quarter":
		return addMonths(Date{d.Year, d.Month - (d.Month-1)%3, 1}, 3*n)
	}
	return Date{d.Year + n, time.January, 1}
}

// partOfPeriod returns the day that a part of the period from first stands
// for; no part is its first day.
func partOfPeriod(first Date, unit, part string) Date {
	if part == "later" {
		part = "late"
	}
	switch unit {
	case "week":
		switch part {
		case "mid", "middle":
			return first.Add(daysAfterMonday(time.Wednesday))
		case "late", "end":
			return first.Add(daysAfterMonday(time.Friday))
		}
		return first
	case "month":
		return inMonth(first.Year, first.Month, part)
	}
	months := 3 // of a quarter
	if unit == "year" {
		months = 12
	}
	switch part {
	case "mid", "middle":
		return inMonth(first.Year, first.Month+time.Month(months/2), "mid")
	case "late", "end":
		return inMonth(first.Year, first.Month+time.Month(months-1), part)
	}
	return inMonth(first.Year, first.Month, part)
}

// afterNewYear returns the first weekday after the coming 1 January.
func afterNewYear(today Date) Date {
	d := weekdaysLater(Date{today.Year, time.January, 1}, 1)
	if d.After(today) {
		return d
	}
	return weekdaysLater(Date{today.Year + 1, time.January, 1}, 1)
}
