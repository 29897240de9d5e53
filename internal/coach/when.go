package coach

import (
	"slices"
	"strings"
	"time"

	"github.com/olebedev/when"
	engine "github.com/olebedev/when/rules"
)

// When is a day that somebody named in a sentence.
type When struct {
	On      Date
	At      Clock // the time of day, when HasTime
	HasTime bool
	// Start and End are the byte offsets in the text of the words that were
	// understood, with the "on" or "by" before them.
	Start, End int
}

// FindWhen finds the first day named in an English text; now is in the zone of
// the person who wrote it. It understands
//
//   - today, tonight, eod, tomorrow, in 3 days, in two weeks, in half a year;
//   - weekdays: a bare one is the first such day after today, "next" makes it
//     that day of next week, where weeks begin on Monday;
//   - next week (its Monday), next month, quarter and year (their first day),
//     the 15th of next month, the first week or the last Friday of one;
//   - 2026-11-24, 24.11., 24.11.2026, 11/24 (the month first, unless it is
//     over 12), 24 Nov, November 24th 2026, the 24th;
//   - January, mid March, early May, end of month, eow, Q1, H2, seasons,
//     Easter, Christmas, after new year and a few holidays more;
//   - before and after any of them, two weeks after it, a Monday after it;
//   - and a time beside any of them, or alone: 10am, at 14:30, noon; beside a
//     day also morning, pm, at 4.
//
// What looks past means the next such day, so the result is never before
// today, but a date written with its year is what it says. A time alone is
// today's, or tomorrow's when it has passed. What can be read in two ways, like
// a Tuesday the 25th that is a Wednesday, is not understood at all.
func FindWhen(text string, now time.Time) (When, bool) { return findWhen(text, now, false) }

// findAhead is FindWhen for a text that is known to begin with a day ahead, so
// that a bare "3 weeks" or "2027" at its start is taken for "in 3 weeks", and
// "at 4" for a time.
func findAhead(text string, now time.Time) (When, bool) {
	const in = "in "
	skipped := len(text) - len(strings.TrimLeft(text, " \t"))
	w, ok := findWhen(text, now, true)
	if ok && w.Start == skipped {
		return w, true
	}
	if soon, ok := findWhen(in+text[skipped:], now, false); ok && soon.Start == 0 {
		soon.Start, soon.End = skipped, soon.End-len(in)+skipped
		return soon, soon.End > skipped
	}
	return w, ok
}

func findWhen(text string, now time.Time, ahead bool) (When, bool) {
	lower := lowerASCII(text)
	heard := &hearing{now: now, today: DateOf(now), ahead: ahead, starts: wordStarts(lower)}
	parser := when.New(clusterOptions)
	for _, r := range dayRules {
		parser.Add(listener{r, heard})
	}
	parser.Add(timeListener{heard, daypartCues, daypartPattern, readDaypart}, timeListener{heard, timeCues, timePattern, readTime})
	// The engine finds the words that belong together; what they mean is
	// collected in heard, so the instant it works out itself is of no use.
	found, err := parser.Parse(lower, time.Unix(0, 0))
	if err != nil || found == nil {
		return When{}, false
	}
	return heard.result()
}

// clusterOptions make the engine take a day and a time together that are at
// most a comma and a space apart.
var clusterOptions = &engine.Options{Distance: maxGap, MatchByOrder: true}

const maxGap = 2

// hearing collects what the rules understood of one text.
type hearing struct {
	now    time.Time
	today  Date
	ahead  bool
	starts []int     // where the text's words begin
	taken  []saidDay // what has been read, in the order of the rules
	days   []saidDay // those in the cluster that the engine chose
	times  []saidTime
}

// saidDay is a day at its place in the text.
type saidDay struct {
	meant
	before      string // the preposition
	start, stop int
}

// result makes one day and time of all that were said in one breath.
func (h *hearing) result() (When, bool) {
	w := When{Start: -1}
	include := func(start, stop int) {
		if w.Start < 0 || start < w.Start {
			w.Start = start
		}
		w.End = max(w.End, stop)
	}
	w.At, w.HasTime = timeOf(h.times)
	for _, t := range h.times {
		include(t.start, t.stop)
	}
	if len(h.days) == 0 {
		w.On = h.today
		if int(w.At) <= h.now.Hour()*60+h.now.Minute() || slices.ContainsFunc(h.times, func(t saidTime) bool { return t.tomorrow }) {
			w.On = h.today.Add(1)
		}
		return w, w.HasTime
	}
	day, used, ok := h.day()
	for _, d := range h.days {
		if d.kind == endOfDay {
			used = append(slices.Clip(used), d) // "Friday eod" is about Friday
		}
	}
	for _, d := range used {
		include(d.start, d.stop)
		if d.hasAt && !w.HasTime {
			w.At, w.HasTime = d.at, true
		}
	}
	w.On = day
	return w, ok && day.Year <= lastYear
}

// near reports whether a day or a part of one was read at most gap bytes from
// start to stop.
func (h *hearing) near(start, stop, gap int) bool {
	return slices.ContainsFunc(h.taken, func(d saidDay) bool {
		return d.kind != noDay && start <= d.stop+gap && d.start <= stop+gap
	})
}

// free reports whether none of the words from start to stop are taken.
func (h *hearing) free(start, stop int) bool {
	return !slices.ContainsFunc(h.taken, func(d saidDay) bool { return start < d.stop && d.start < stop })
}

// hasDay reports whether any day was found.
func (h *hearing) hasDay() bool {
	return slices.ContainsFunc(h.taken, func(d saidDay) bool { return d.kind != noDay && d.kind != partOfDay })
}

// lowerASCII lowers A to Z only, so that offsets stay what they are.
func lowerASCII(text string) string {
	b := []byte(text)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c + ('a' - 'A')
		}
	}
	return string(b)
}
