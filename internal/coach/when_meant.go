package coach

import "time"

// meant is what some words mean: a day, and the days they reach over when they
// name a longer time.
type meant struct {
	on          Date
	first, last Date // a day's are the day itself
	kind        dayKind
	edge        bool // on is an end of something: "before the end of May" is by it
	clash       bool // it contradicts itself, like a Tuesday the 25th that is none
	behind      int  // how many bytes behind the match belong to it
	length      span // of an offset
	at          Clock
	hasAt       bool
}

// dayKind says how a day was named, where that decides between two of them.
type dayKind int

const (
	otherDay    dayKind = iota
	writtenDate         // 24 Nov
	someWeek            // next week, in two weeks
	someTime            // January, spring, Easter
	bareWeekday         // Tuesday
	someWeekday         // next Tuesday
	endOfDay            // eod: gives way to any other day
	offset              // two weeks, followed by "after Easter"
	partOfDay           // morning: no day of its own
	noDay               // last Tuesday: no other rule may take its words
)

func oneDay(d Date, kind dayKind) meant { return meant{on: d, first: d, last: d, kind: kind} }

func period(first, last Date) meant {
	return meant{on: first, first: first, last: last, kind: someTime}
}

// turned returns the day that a preposition makes of what is named: before a
// time is the weekday before it, after it the weekday that follows.
func (n meant) turned(before string, today Date) Date {
	switch before {
	case "before":
		d := workdayUpTo(n.first.Add(-1))
		if n.edge || d.Before(today) && !n.on.Before(today) {
			return n.on
		}
		return d
	case "after", "through", "thru", "following":
		return workdayFrom(n.last.Add(1))
	}
	return n.on
}

func workdayUpTo(d Date) Date {
	for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		d = d.Add(-1)
	}
	return d
}

func workdayFrom(d Date) Date {
	for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		d = d.Add(1)
	}
	return d
}

// coming returns what in names in the first year that does not put it, turned
// by its preposition, before today. 29 February may be eight years away.
func coming(today Date, before string, in func(year int) (meant, bool)) (meant, bool) {
	for y := today.Year - 1; y <= today.Year+8; y++ {
		if n, ok := in(y); ok && !n.turned(before, today).Before(today) && (before != "after" || !n.last.Before(today)) {
			if before == "before" && n.first.Before(today) {
				continue
			}
			return n, true
		}
	}
	return meant{}, false
}
