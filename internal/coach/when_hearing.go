package coach

import (
	"slices"
	"sync"
	"time"

	"github.com/olebedev/when"
	engine "github.com/olebedev/when/rules"
)

// hearing collects what the rules understood of one text.
type hearing struct {
	parser   *when.Parser
	now      time.Time
	today    Date
	ahead    bool
	openings []opening // where the rules may understand something
	taken    []saidDay // what has been read, in the order of the rules
	days     []saidDay // those in the cluster that the engine chose
	times    []saidTime
}

// saidDay is a day at its place in the text.
type saidDay struct {
	meant
	before      string // the preposition
	start, stop int
}

// hearings are used for one text after the other: a parser costs more to build
// than to use, and only one text at a time may use it, since its rules tell what
// they find to its hearing.
var hearings = sync.Pool{New: func() any {
	h := &hearing{parser: when.New(clusterOptions)}
	listeners := make([]engine.Rule, 0, len(dayRules)+len(timeRules))
	for n, r := range dayRules {
		listeners = append(listeners, listener{n, r, h})
	}
	for n, r := range timeRules {
		listeners = append(listeners, timeListener{len(dayRules) + n, r, h})
	}
	h.parser.Add(listeners...)
	return h
}}

// clusterOptions make the engine take a day and a time together that are at
// most a comma and a space apart.
var clusterOptions = &engine.Options{Distance: maxGap, MatchByOrder: true}

const maxGap = 2

// find is FindWhen, or with ahead for a text that begins with a day.
func (h *hearing) find(text string, now time.Time, ahead bool) (When, bool) {
	lower := lowerASCII(text)
	h.reset(now, ahead)
	for start := range wordStarts(lower) {
		h.open(lower, start)
	}
	return h.listen(lower)
}

// findFrom is find for a text of which only a day right at its start counts,
// behind "in" or "in the"; it may miss others.
func (h *hearing) findFrom(text string, now time.Time) (When, bool) {
	lower := lowerASCII(text)
	h.reset(now, false)
	words := 0
	for start := range wordStarts(lower) {
		h.open(lower, start)
		if words++; words == 3 && len(h.openings) == 0 {
			break
		}
	}
	return h.listen(lower)
}

func (h *hearing) listen(lower string) (When, bool) {
	if len(h.openings) == 0 {
		return When{}, false
	}
	// The engine finds the words that belong together; what they mean is
	// collected here, so the instant it works out itself is of no use.
	found, err := h.parser.Parse(lower, time.Unix(0, 0))
	if err != nil || found == nil {
		return When{}, false
	}
	return h.result()
}

func (h *hearing) reset(now time.Time, ahead bool) {
	h.now, h.today, h.ahead = now, DateOf(now), ahead
	clear(h.taken)
	clear(h.days)
	clear(h.times)
	h.openings, h.taken, h.days, h.times = h.openings[:0], h.taken[:0], h.days[:0], h.times[:0]
}

// forget gives the hearing back, without the words it heard. One that a very
// long text made large is let go.
func (h *hearing) forget() {
	h.reset(time.Time{}, false)
	if cap(h.openings) <= 256 {
		hearings.Put(h)
	}
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
