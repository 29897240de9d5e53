package coach

import (
	"strings"
	"time"
)

var weekdayPattern = pattern(`(?:(next|this|coming|last|past|a week (?:on|from)) )?` +
	`(monday|mon|tuesday|tues|tue|wednesday|weds|wed|thursday|thurs|thur|thu|friday|fri|saturday|sat|sunday|sun)` +
	`(?: (?:morning|afternoon|evening|(week)))?\b`)

// readWeekday reads "Tuesday", the first one after today, and "next Tuesday",
// the one of next week, whose weeks begin on Monday.
func readWeekday(s said, today Date) (Date, dayKind, bool) {
	which, name := s.group(1), s.group(2)
	if which == "last" || which == "past" {
		return Date{}, otherDay, false
	}
	// "She sat with us" and "a sun roof" are no days.
	if (name == "sat" || name == "sun") && which == "" && s.before == "" && !s.endsThought() {
		return Date{}, otherDay, false
	}
	day := weekdayNamed(name)
	if which == "next" {
		return mondayOf(today).Add(7 + daysAfterMonday(day)), otherDay, true
	}
	ahead := (int(day)-int(today.Weekday())+6)%7 + 1
	if s.has(3) || strings.HasPrefix(which, "a ") { // Tuesday week, a week on Tuesday
		return today.Add(ahead + 7), otherDay, true
	}
	return today.Add(ahead), bareWeekday, true
}

func weekdayNamed(name string) time.Weekday {
	for d := time.Sunday; d < time.Saturday; d++ {
		if strings.HasPrefix(strings.ToLower(d.String()), name[:3]) {
			return d
		}
	}
	return time.Saturday
}

func daysAfterMonday(d time.Weekday) int { return (int(d) + 6) % 7 }

func mondayOf(d Date) Date { return d.Add(-daysAfterMonday(d.Weekday())) }
