package coach

import (
	"cmp"
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
//   - today, tonight, tomorrow, in 3 days, in two weeks, for a month;
//   - weekdays: a bare one is the first such day after today, "next" makes it
//     that day of next week, where weeks begin on Monday;
//   - next week (its Monday), next month, quarter and year (their first day);
//   - 2026-11-24, 24.11., 24.11.2026, 11/24 (the month first, unless it is
//     over 12), 24 Nov, November 24th 2026, the 24th;
//   - January, mid March, early May, end of month, eow, Q1, after new year;
//   - and a time beside any of them, or alone: 10am, at 14:30.
//
// What looks past means the next such day, so the result is never before
// today, but a date written with its year is what it says. A time alone is
// today's, or tomorrow's when it has passed.
func FindWhen(text string, now time.Time) (When, bool) {
	lower := lowerASCII(text)
	heard := &hearing{today: DateOf(now), starts: wordStarts(lower)}
	parser := when.New(clusterOptions)
	for _, r := range dayRules {
		parser.Add(listener{r, heard})
	}
	parser.Add(timeListener{heard})
	// The engine finds the words that belong together; what they mean is
	// collected in heard, so the instant it works out itself is of no use.
	found, err := parser.Parse(lower, time.Unix(0, 0))
	if err != nil || found == nil {
		return When{}, false
	}
	return heard.result(now), true
}

// findAhead is FindWhen for a text that is known to begin with a day ahead, so
// that a bare "3 weeks" or "2027" at its start is taken for "in 3 weeks".
func findAhead(text string, now time.Time) (When, bool) {
	const in = "in "
	skipped := len(text) - len(strings.TrimLeft(text, " \t"))
	if w, ok := FindWhen(in+text[skipped:], now); ok && w.Start == 0 {
		w.Start, w.End = skipped, w.End-len(in)+skipped
		return w, true
	}
	return FindWhen(text, now)
}

// clusterOptions make the engine take a day and a time together that are at
// most a comma and a space apart.
var clusterOptions = &engine.Options{Distance: maxGap, MatchByOrder: true}

const maxGap = 2

// hearing collects what the rules understood of one text.
type hearing struct {
	today  Date
	starts []int     // where the text's words begin
	found  []saidDay // where days were found, in the order of the rules
	days   []saidDay // those in the cluster that the engine chose
	times  []saidTime
}

type saidDay struct {
	on          Date
	kind        dayKind
	start, stop int
}

type saidTime struct {
	at          Clock
	start, stop int
}

func (h *hearing) result(now time.Time) When {
	var w When
	w.Start, w.End = -1, 0
	include := func(start, stop int) {
		if w.Start < 0 || start < w.Start {
			w.Start = start
		}
		w.End = max(w.End, stop)
	}
	if len(h.times) > 0 {
		w.At, w.HasTime = h.times[0].at, true
		include(h.times[0].start, h.times[0].stop)
	}
	if len(h.days) > 0 {
		var used []saidDay
		w.On, used = h.day()
		for _, d := range used {
			include(d.start, d.stop)
		}
		return w
	}
	w.On = h.today
	if int(w.At) <= now.Hour()*60+now.Minute() {
		w.On = h.today.Add(1)
	}
	return w
}

// day makes one day of all that were said in one breath: a written date wins
// ("Tuesday, 24 Nov"), a weekday picks its day of a week ("next week on
// Tuesday"), else the first one counts. It also returns what it used.
func (h *hearing) day() (Date, []saidDay) {
	slices.SortFunc(h.days, func(a, b saidDay) int { return cmp.Compare(a.start, b.start) })
	weekday, hasWeekday := h.first(bareWeekday)
	if written, ok := h.first(writtenDate); ok {
		if hasWeekday && weekday.on.Weekday() == written.on.Weekday() {
			return written.on, []saidDay{written, weekday}
		}
		return written.on, []saidDay{written}
	}
	if week, ok := h.first(someWeek); ok && hasWeekday {
		d := mondayOf(week.on).Add(daysAfterMonday(weekday.on.Weekday()))
		if !d.Before(h.today) {
			return d, []saidDay{week, weekday}
		}
	}
	return h.days[0].on, h.days[:1]
}

func (h *hearing) first(kind dayKind) (saidDay, bool) {
	i := slices.IndexFunc(h.days, func(d saidDay) bool { return d.kind == kind })
	if i < 0 {
		return saidDay{}, false
	}
	return h.days[i], true
}

// beside reports whether a day was found at most gap bytes from start to stop;
// with a gap below 0, whether one overlaps it.
func (h *hearing) beside(start, stop, gap int) bool {
	return slices.ContainsFunc(h.found, func(d saidDay) bool {
		return start <= d.stop+gap && d.start <= stop+gap
	})
}

const overlap = -1

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
