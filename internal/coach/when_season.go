package coach

import (
	"strings"
	"time"
)

var seasonPattern = pattern(`(?:` + somePart + `(?: |-)(?:the )?)?(?:(next|this|coming) )?(spring|summer|autumn|fall|winter)(?: ?time)?` +
	`(?: (break|holidays?|hols|vacation|recess))?` + orYearShort + `\b`)

// seasonStart says in which month the seasons of the north begin.
var seasonStart = map[string]time.Month{
	"spring": time.March, "summer": time.June, "autumn": time.September, "fall": time.September, "winter": time.December,
}

// readSeason reads "in spring", "end of summer", "autumn 2027". While a season
// has begun and not yet come to its last month, its name alone could mean this
// one or the next, and is not understood.
func readSeason(s said, today Date) (meant, bool) {
	part, which, month := s.group(1), s.group(2), seasonStart[s.group(3)]
	if s.has(4) && s.before != "after" && s.before != "before" {
		return meant{}, false
	}
	if part == "" && which == "" && s.before == "" && !s.has(5) && !s.has(6) {
		return meant{}, false // they fall behind
	}
	in := func(y int) (meant, bool) {
		first := Date{y, month, 1}
		if part != "" {
			n := oneDay(partOfMonths(first, "season", part), otherDay)
			n.edge = part == "end"
			return n, validYear(y)
		}
		return period(first, addMonths(first, 3).Add(-1)), validYear(y)
	}
	switch {
	case s.has(5):
		y := atoi(strings.TrimPrefix(s.group(5), "'"))
		if y < 100 {
			y += 2000
		}
		return in(y)
	case s.group(6) == "next year":
		return in(today.Year + 1)
	case s.group(6) == "this year":
		return in(today.Year)
	}
	n, ok := coming(today, s.before, in)
	started := (int(today.Month) - int(month) + 12) % 12
	if s.before != "after" && part == "" && started < 2 && today != n.on {
		return meant{}, false
	}
	return n, ok && (which != "next" || n.first.Year > today.Year)
}
