package coach

import (
	"strings"
	"time"
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
func FindWhen(text string, now time.Time) (When, bool) {
	h := hearings.Get().(*hearing)
	defer h.forget()
	return h.find(text, now, false)
}

// findAhead is FindWhen for a text that is known to begin with a day ahead, so
// that a bare "3 weeks" or "2027" at its start is taken for "in 3 weeks", and
// "at 4" for a time.
func findAhead(text string, now time.Time) (When, bool) {
	const in = "in "
	h := hearings.Get().(*hearing)
	defer h.forget()
	skipped := len(text) - len(strings.TrimLeft(text, " \t"))
	w, ok := h.find(text, now, true)
	if ok && w.Start == skipped {
		return w, true
	}
	if soon, ok := h.findFrom(in+text[skipped:], now); ok && soon.Start == 0 {
		soon.Start, soon.End = skipped, soon.End-len(in)+skipped
		return soon, soon.End > skipped
	}
	return w, ok
}

// lowerASCII lowers A to Z only, so that offsets stay what they are.
func lowerASCII(text string) string {
	capital := func(r rune) bool { return 'A' <= r && r <= 'Z' }
	first := strings.IndexFunc(text, capital)
	if first < 0 {
		return text
	}
	b := []byte(text)
	for i, c := range b[first:] {
		if 'A' <= c && c <= 'Z' {
			b[first+i] = c + ('a' - 'A')
		}
	}
	return string(b)
}
