package coach

import "time"

// WorkTime says when a team works: the days of the week, the hours of such a
// day, and the dates that are off.
type WorkTime struct {
	Days     [7]bool // by time.Weekday
	From, To Clock   // the hours of a working day; From < To
	Off      map[Date]string
}

// maxDaysAhead bounds every search for a working day, so that a calendar of
// nothing but holidays ends it. Ten years.
const maxDaysAhead = 3660

// Works reports whether d is a working day.
func (w WorkTime) Works(d Date) bool {
	if !w.Days[d.Weekday()] {
		return false
	}
	_, off := w.Off[d]
	return !off
}

// Between counts the working dates after from, up to and including to. It is
// 0 when to is not after from. This is how all waits and limits are counted:
// a touch on Monday is 3 working days old on Thursday.
func (w WorkTime) Between(from, to Date) int {
	days := int(to.utc().Sub(from.utc()) / (24 * time.Hour))
	if days <= 0 {
		return 0
	}
	// Whole weeks first; the dates off are few, and taken out afterwards.
	perWeek := 0
	for _, works := range w.Days {
		if works {
			perWeek++
		}
	}
	n := days / 7 * perWeek
	day := from.Weekday()
	for range days % 7 {
		day = (day + 1) % 7
		if w.Days[day] {
			n++
		}
	}
	if len(w.Off) == 0 {
		return n
	}
	if days < len(w.Off) {
		for d := from.Add(1); !d.After(to); d = d.Add(1) {
			if _, off := w.Off[d]; off && w.Days[d.Weekday()] {
				n--
			}
		}
		return n
	}
	for d := range w.Off {
		if d.After(from) && !d.After(to) && w.Days[d.Weekday()] {
			n--
		}
	}
	return n
}

// Add returns the nth working day after d, or for a negative n the nth before
// it. For n = 0 it is d itself, working or not.
func (w WorkTime) Add(d Date, n int) Date {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for range maxDaysAhead {
		if n == 0 {
			break
		}
		d = d.Add(step)
		if w.Works(d) {
			n--
		}
	}
	return d
}

// NextWorking returns d when it is a working day, else the first one after it.
func (w WorkTime) NextWorking(d Date) Date {
	if w.Works(d) {
		return d
	}
	return w.Add(d, 1)
}
