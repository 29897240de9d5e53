package coach

import (
	"cmp"
	"slices"
	"time"
)

// day makes one day of all that were said in one breath, and returns which of
// them it used. A written date wins ("Tuesday, 24 Nov"), an offset moves what
// follows it ("a week after Easter"), a weekday picks its day of a longer time
// ("next week on Tuesday"), else the first one counts. It is false when they
// contradict each other.
func (h *hearing) day() (Date, []saidDay, bool) {
	slices.SortFunc(h.days, func(a, b saidDay) int { return cmp.Compare(a.start, b.start) })
	days := h.days
	if slices.ContainsFunc(days, func(d saidDay) bool { return d.clash }) {
		return Date{}, nil, false
	}
	if len(days) > 1 {
		days = slices.DeleteFunc(slices.Clone(days), func(d saidDay) bool { return d.kind == endOfDay })
		if len(days) == 0 {
			days = h.days
		}
	}
	first := days[0]
	if first.kind == offset {
		return h.moved(days)
	}
	if len(days) == 1 {
		return first.turned(first.before, h.today), days[:1], true
	}
	i := slices.IndexFunc(days, func(d saidDay) bool { return d.kind == bareWeekday || d.kind == someWeekday })
	if i < 0 {
		i = 0
	}
	weekday := days[i]
	if j := slices.IndexFunc(days, func(d saidDay) bool { return d.kind == writtenDate }); j >= 0 {
		written := days[j]
		if weekday.kind != bareWeekday && weekday.kind != someWeekday {
			return written.turned(written.before, h.today), []saidDay{written}, true
		}
		if i < j && (written.before == "after" || written.before == "before") {
			return weekdayBeside(weekday, written), []saidDay{weekday, written}, true
		}
		return written.turned(written.before, h.today), []saidDay{written, weekday}, weekday.on.Weekday() == written.on.Weekday()
	}
	other := days[1-min(i, 1)]
	if weekday.kind != bareWeekday || other.kind != someWeek && other.kind != someTime {
		return first.turned(first.before, h.today), days[:1], true
	}
	if i == 0 && other.length.n > 0 {
		return Date{}, nil, false // Monday in two weeks: of that week, or two after Monday
	}
	d := weekdayBeside(weekday, other)
	// The Monday after Easter may be Easter Monday, or the next.
	free := other.before != "after" || d.After(other.last) || other.last.After(other.on.Add(4))
	return d, []saidDay{weekday, other}, free && !d.Before(h.today)
}

// weekdayBeside returns the weekday that "Monday after Easter", "next week on
// Monday" or "a Monday in May" means.
func weekdayBeside(weekday, other saidDay) Date {
	want := weekday.on.Weekday()
	switch {
	case other.before == "before":
		return other.first.Add(-1 - (int(other.first.Weekday())+6-int(want))%7)
	case other.kind == someWeek && other.before != "after":
		return mondayOf(other.on).Add(daysAfterMonday(want))
	case other.before == "after" && other.kind == writtenDate:
		return weekdayFrom(other.on.Add(1), want)
	}
	if other.before != "after" || other.on == other.first && other.last.After(other.on.Add(4)) {
		return weekdayFrom(other.turned(other.before, other.on), want)
	}
	if other.on.After(other.last) { // the new year, whose work begins on a Monday
		return weekdayFrom(other.first.Add(1), want)
	}
	return weekdayFrom(other.on.Add(1), want)
}

func weekdayFrom(d Date, want time.Weekday) Date {
	return d.Add((int(want) - int(d.Weekday()) + 7) % 7)
}

// moved applies the offset that the days begin with to the day behind it.
func (h *hearing) moved(days []saidDay) (Date, []saidDay, bool) {
	if len(days) < 2 || days[1].kind == offset || days[1].start > days[0].stop+maxGap {
		return Date{}, nil, false
	}
	by, to := days[0].length, days[1]
	if by.unit == "week after" {
		d := mondayOf(to.on).Add(7)
		if after := to.turned("after", h.today); mondayOf(after) == d {
			d = after
		}
		return d, days[:2], !d.Before(h.today)
	}
	d := to.on
	switch {
	case to.before == "before":
		d = by.times(-1).from(to.first)
	case to.before == "after" && to.kind == someTime && to.on == to.first && to.last.After(to.on.Add(4)):
		d = by.from(to.turned("after", h.today)) // two weeks after January
	case to.kind == someTime:
		d = workdayFrom(by.from(d))
	default:
		d = by.from(d)
	}
	return d, days[:2], !d.Before(h.today)
}
