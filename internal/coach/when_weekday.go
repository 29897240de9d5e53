package coach

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

const weekdayName = `monday|mon|tuesday|tues|tue|wednesday|weds|wed|thursday|thurs|thur|thu|friday|fri|saturday|sat|sunday|sun`

// Of two days, "Tuesday or Wednesday", the sooner counts.
var weekdayPattern = pattern(`(?:(next|nxt|this|coming|last|past) )?(` + weekdayName + `)\b\.?` +
	`(?: ?(?:or|and|to|/|-|–) ?(?:` + weekdayName + `)\b)*(?: (week|wk)\b)?`)

// readWeekday reads "Tuesday", the first one after today, and "next Tuesday",
// the one of next week, whose weeks begin on Monday. A number behind it, "Mon
// the 14th", must be its date.
func readWeekday(s said, today Date) (meant, bool) {
	which, name := s.group(1), s.group(2)
	if which == "last" || which == "past" {
		return meant{}, false
	}
	// "She sat with us" and "a sun roof" are no days.
	if (name == "sat" || name == "sun") && which == "" && s.before == "" && (!s.endsThought() || s.followedBy("with ")) {
		return meant{}, false
	}
	day := weekdayNamed(name)
	ahead := (int(day)-int(today.Weekday())+6)%7 + 1
	n := oneDay(today.Add(ahead), bareWeekday)
	if which == "next" || which == "nxt" {
		n = oneDay(mondayOf(today).Add(7+daysAfterMonday(day)), someWeekday)
	}
	if s.has(3) { // Tuesday week
		n = oneDay(today.Add(ahead+7), someWeekday)
	}
	if number := dayBehind().FindStringSubmatch(s.after()); number != nil {
		d, ok := monthlyOn(today, atoi(number[1]), day)
		bare := number[2] == "" && !strings.Contains(number[0], "the")
		switch {
		case ok && bare && atoi(number[1]) <= 12:
			n.clash = true // Friday the 4th, or at 4
		case ok:
			written := oneDay(d, writtenDate)
			written.behind = strings.Index(s.after(), number[1]) + len(number[1]+number[2])
			return written, true
		case number[2] != "":
			n.clash = true
		}
	}
	return n, !strings.HasPrefix(s.after(), "'s") || !s.followedBy("'s meeting", "'s call", "'s chat", "'s talk", "'s demo")
}

// dayBehind matches the day of the month after a weekday, but no time and no
// date with a month.
var dayBehind = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^,?\s+(?:the\s+)?(\d{1,2})(st|nd|rd|th)?(?:\s*$|[,;!?)]|\.(?:\s|$)|\s+(?:[–—-]|at|@|w/|with|for|because|then|demo|call|meet|lunch))`)
})

// monthlyOn returns the next day of that number, if it is that weekday.
func monthlyOn(today Date, number int, day time.Weekday) (Date, bool) {
	d, ok := monthly(today, number)
	return d, ok && d.Weekday() == day
}

func weekdayNamed(name string) time.Weekday {
	return time.Weekday(slices.Index(weekdays, name[:3])+1) % 7
}

func daysAfterMonday(d time.Weekday) int { return (int(d) + 6) % 7 }

func mondayOf(d Date) Date { return d.Add(-daysAfterMonday(d.Weekday())) }
