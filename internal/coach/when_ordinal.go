package coach

import (
	"strings"
	"time"
)

const periodWhere = `(?:(next|nxt|this|the) (month|mth|quarter|qtr|year)|(` + monthName + `))`

// Its forms are the first week of May, the last Friday of next month, week 50,
// and the week of the 14th.
var ordinalPattern = pattern(`(?:(1st|first|2nd|second|3rd|third|4th|fourth|last|final) (?:full |working |business )?` +
	`(week|wk|day|` + weekdayName + `)(?: of| in)? (?:the )?` + periodWhere + orYear + `|` +
	`(?:calendar )?(?:week|wk|cw|kw) ?(\d{1,2})|` +
	`(?:week (?:of|commencing|beginning|starting)|w/c|wc|wk of) (?:the )?(?:(\d{1,2})(?:st|nd|rd|th)?(?:(?: of)? (` + monthName + `))?|(` + monthName + `) (\d{1,2})(?:st|nd|rd|th)?))\b`)

// readOrdinal reads a week or weekday by its place in a month or year.
func readOrdinal(s said, today Date) (meant, bool) {
	switch {
	case s.has(9):
		return readWeekNumber(s, today)
	case s.has(1):
		return readNth(s, today)
	}
	day, month := s.group(10), s.group(11)
	if s.has(12) {
		month, day = s.group(12), s.group(13)
	}
	d, ok := monthly(today, atoi(day))
	if month != "" {
		var n meant
		n, ok = dated(today, "", "", monthNamed(month), atoi(day))
		d = n.on
	}
	if monday := mondayOf(d); !monday.Before(today) {
		d = monday
	}
	return oneDay(d, someWeek), ok
}

func readNth(s said, today Date) (meant, bool) {
	which, unit := s.group(1), s.group(2)
	in := func(first Date, months int) meant {
		last := addMonths(first, months).Add(-1)
		switch unit {
		case "day":
			return oneDay(nthDay(which, first, last), otherDay)
		case "week", "wk":
			return oneDay(nthWeek(which, first, last), someWeek)
		}
		want := weekdayNamed(unit)
		if nth(which) == 0 {
			return oneDay(last.Add(-(int(last.Weekday())-int(want)+7)%7), otherDay)
		}
		return oneDay(weekdayFrom(first, want).Add(7*(nth(which)-1)), otherDay)
	}
	if unit == "day" && nth(which) > 1 {
		return meant{}, false
	}
	if s.has(5) {
		year, month := yearOf(s, 6, today), monthNamed(s.group(5))
		if year != "" {
			return in(Date{atoi(year), month, 1}, 1), validYear(atoi(year))
		}
		return coming(today, s.before, func(y int) (meant, bool) { return in(Date{y, month, 1}, 1), true })
	}
	period := wholePeriod(s.group(4))
	months := map[string]int{"month": 1, "quarter": 3, "year": 12}[period]
	if which := s.group(3); which == "next" || which == "nxt" {
		return in(startOfPeriod(today, period, 1), months), true
	}
	n := in(startOfPeriod(today, period, 0), months)
	if n.on.Before(today) {
		n = in(startOfPeriod(today, period, 1), months)
		return n, s.group(3) != "this"
	}
	return n, true
}

// nth is 0 for the last.
func nth(word string) int {
	return map[string]int{"1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4}[word]
}

func nthDay(which string, first, last Date) Date {
	if nth(which) == 0 {
		return workdayUpTo(last)
	}
	return workdayFrom(first)
}

// nthWeek returns the day a week begins; a month's first and last week are
// those of which three working days are in it.
func nthWeek(which string, first, last Date) Date {
	if nth(which) == 0 {
		if monday := mondayOf(last); daysAfterMonday(last.Weekday()) >= 2 {
			return monday
		}
		return mondayOf(last).Add(-7)
	}
	monday := mondayOf(first)
	if daysAfterMonday(first.Weekday()) > 2 {
		monday = monday.Add(7)
	}
	if monday = monday.Add(7 * (nth(which) - 1)); monday.Before(first) {
		return first
	}
	return monday
}

// readWeekNumber reads an ISO week, "week 50".
func readWeekNumber(s said, today Date) (meant, bool) {
	n := atoi(s.group(9))
	if n < 1 || n > 53 || s.followedBy("of ", "in ", "%", "-", "/", ":", ".1") {
		return meant{}, false
	}
	for y := today.Year; y <= today.Year+8; y++ {
		monday := mondayOf(Date{y, time.January, 4}).Add(7 * (n - 1))
		if year, _ := monday.utc().ISOWeek(); year == y && !monday.Add(4).Before(today) {
			if monday.Before(today) {
				monday = today
			}
			return oneDay(monday, someWeek), true
		}
	}
	return meant{}, false
}

// wholePeriod writes a period's short name in full.
func wholePeriod(name string) string {
	switch {
	case strings.HasPrefix(name, "weeke"), strings.HasPrefix(name, "wkn"):
		return "weekend"
	case strings.HasPrefix(name, "w"):
		return "week"
	case strings.HasPrefix(name, "m"):
		return "month"
	case strings.HasPrefix(name, "q"):
		return "quarter"
	}
	return "year"
}
