package coach

import (
	"strings"
	"time"
)

const periodName = `(weekend|wknd|week|wk|month|mth|quarter|qtr|year|yr)`

var periodPattern = pattern(`(?:(` + partOf + `|later)(?: ?(?:-|–|/|to|or) ?(?:` + partOf + `))?(?: of| in)?(?: |-)?(?:the )?)?` +
	`(?:(next|nxt|this|current|coming|following) )?(?:(new) )?` + periodName + `(?:['’]s)?( after next)?\b`)

// readPeriod reads "next month", "end of the quarter", "the weekend" and
// "after this week". A weekend lies at its week's end; before it is Friday.
func readPeriod(s said, today Date) (meant, bool) {
	part, which, unit := s.group(1), s.group(2), wholePeriod(s.group(4))
	if s.has(3) || strings.HasSuffix(s.matched(), "'s") && s.followedBy("budget", "plan", "target", "number") {
		return meant{}, false
	}
	if s.has(5) {
		n := partOfPeriod(startOfPeriod(today, unit, 2), unit, part)
		return n, (which == "" || which == "next") && unit != "weekend"
	}
	if strings.HasPrefix(s.group(1), "later") && (unit == "year" || unit == "quarter") {
		return meant{}, false // as good as "some day"
	}
	switch which {
	case "next", "nxt", "coming":
		if unit == "weekend" && which != "coming" {
			return meant{}, false // this one, or the one after
		}
		if unit == "weekend" {
			return comingPart(today, s.before, unit, part), true
		}
		if s.followedBy("but one") {
			return meant{}, false
		}
		n := partOfPeriod(startOfPeriod(today, unit, 1), unit, part)
		if strings.HasSuffix(s.head, "this time ") || strings.HasSuffix(s.head, "same time ") {
			months := map[string]int{"month": 1, "quarter": 3, "year": 12}[unit]
			n = oneDay(span{months, "month"}.from(today), otherDay)
			if unit == "week" {
				n = oneDay(today.Add(7), otherDay)
			}
		}
		return n, true
	case "following":
		return meant{}, false
	}
	turns := s.before == "after" || s.before == "before" && unit == "weekend"
	if part == "" && !turns && (unit != "weekend" || s.before == "" && which == "" && !s.the) && (s.before != "within" || !s.the) {
		return meant{}, false
	}
	if part == "" && unit != "weekend" && which == "" {
		return meant{}, false // after the week of the fair
	}
	n := comingPart(today, s.before, unit, part)
	if which != "" && unit != "week" && unit != "weekend" {
		return n, !n.on.After(partOfPeriod(startOfPeriod(today, unit, 0), unit, "end").on) || turns
	}
	return n, true
}

var periodEndPattern = pattern(`(?:(week|month|quarter|qtr|year)(?:'?s)?(?: |-)end|eo ?(wk|[wmqy]))\b`)

// readPeriodEnd reads "year end" and "eom".
func readPeriodEnd(s said, today Date) (meant, bool) {
	return comingPart(today, s.before, wholePeriod(s.group(1)+s.group(2)), "end"), !s.followedBy("of ")
}

// comingPart returns the part of the period that today is in, or of the next
// one when it has passed.
func comingPart(today Date, before, unit, part string) meant {
	for n := 0; ; n++ {
		p := partOfPeriod(startOfPeriod(today, unit, n), unit, part)
		if d := p.turned(before, today); !d.Before(today) && (d == p.on || before != "before" || !p.first.Before(today)) && (before == "after" || !p.on.Before(today)) {
			return p
		}
	}
}

// startOfPeriod returns the first day of the nth period after the one of d.
func startOfPeriod(d Date, unit string, n int) Date {
	switch unit {
	case "week":
		return mondayOf(d).Add(7 * n)
	case "weekend":
		return mondayOf(d).Add(7*n + daysAfterMonday(time.Saturday))
	case "month":
		return addMonths(Date{d.Year, d.Month, 1}, n)
	case "quarter":
		return addMonths(Date{d.Year, d.Month - (d.Month-1)%3, 1}, 3*n)
	}
	return Date{d.Year + n, time.January, 1}
}

// partOfPeriod returns the day that a part of the period from first stands
// for; no part is the whole, from its first day.
func partOfPeriod(first Date, unit, part string) meant {
	if part == "later" {
		part = "late"
	}
	if part == "" && unit != "week" && unit != "weekend" {
		return period(first, startOfPeriod(first, unit, 1).Add(-1))
	}
	n := oneDay(first, otherDay)
	switch {
	case unit == "weekend":
		n.last = first.Add(1)
	case unit == "week" && part == "":
		n.kind, n.last = someWeek, first.Add(6)
	case unit == "week":
		n.on = first.Add(daysAfterMonday(map[string]time.Weekday{
			"mid": time.Wednesday, "middle": time.Wednesday, "late": time.Friday, "end": time.Friday,
			"second half": time.Thursday, "2nd half": time.Thursday, "latter half": time.Thursday,
		}[part] + 0))
		if !isLaterPart(part) {
			n.on = first
		}
		n.first, n.last = n.on, n.on
	case unit == "month":
		n = oneDay(inMonth(first.Year, first.Month, part), otherDay)
	default:
		n = oneDay(partOfMonths(first, unit, part), otherDay)
	}
	n.edge = part == "end" || part == "late"
	return n
}

func isLaterPart(part string) bool {
	switch part {
	case "mid", "middle", "late", "end", "second half", "2nd half", "latter half":
		return true
	}
	return false
}

// partOfMonths finds a part of several months: their middle is in the middle
// one, their end in the last.
func partOfMonths(first Date, unit, part string) Date {
	months := map[string]int{"quarter": 3, "season": 3, "half": 6}[unit]
	if months == 0 {
		months = 12
	}
	at := func(n int, part string) Date {
		d := addMonths(first, n)
		return inMonth(d.Year, d.Month, part)
	}
	switch part {
	case "mid", "middle":
		return at(months/2, "mid")
	case "second half", "2nd half", "latter half":
		if months%2 == 1 {
			return at(months/2, "second half")
		}
		return at(months/2, "")
	case "late", "end":
		return at(months-1, part)
	case "first half", "1st half":
		return first
	}
	return at(0, part)
}
