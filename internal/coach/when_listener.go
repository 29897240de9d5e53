package coach

import (
	"time"
	"unicode/utf8"

	engine "github.com/olebedev/when/rules"
)

// listener lets the engine find the first match of a rule that is a day.
type listener struct {
	number int // of the rule
	rule   dayRule
	heard  *hearing
}

// Find implements engine.Rule.
func (l listener) Find(text string) (found *engine.Match) {
	h := l.heard
	h.eachMatch(text, l.number, func(s said) bool {
		n, ok := l.rule.read(h, s)
		if !ok || n.kind != noDay && n.on.Year > lastYear {
			return false
		}
		s.stop += n.behind
		at := len(h.taken)
		h.taken = append(h.taken, saidDay{n, s.before, s.start, s.stop})
		if n.kind == noDay {
			return false
		}
		found = match(text, s, func() { h.days = append(h.days, h.taken[at]) })
		return true
	})
	return found
}

// lastYear bounds what is taken for a date.
const lastYear = 2199

// timeListener lets the engine find a time of day. It comes after the days:
// beside one of them any time will do, without a day the first one.
type timeListener struct {
	number int
	rule   timeRule
	heard  *hearing
}

// Find implements engine.Rule.
func (l timeListener) Find(text string) (found *engine.Match) {
	h := l.heard
	h.eachMatch(text, l.number, func(s said) bool {
		if h.hasDay() && !h.beside(s) {
			return false
		}
		t, ok := l.rule.read(h, s)
		if !ok {
			return false
		}
		found = match(text, s, func() { h.times = append(h.times, t) })
		return true
	})
	return found
}

func match(text string, s said, apply func()) *engine.Match {
	return &engine.Match{
		Left: s.start, Right: s.stop, Text: text[s.start:s.stop],
		Applier: func(*engine.Match, *engine.Context, *engine.Options, time.Time) (bool, error) {
			apply()
			return true, nil
		},
	}
}

// eachMatch calls yield for a rule's matches at words where it may understand
// something and whose words are free, left to right, until it returns true.
func (h *hearing) eachMatch(text string, rule int, yield func(said) bool) {
	stop := 0
	for _, o := range h.openings {
		if o.start < stop || o.rules>>rule&1 == 0 {
			continue
		}
		at := rulePattern(rule).compiled().FindStringSubmatchIndex(text[o.start:])
		if at == nil {
			continue
		}
		s := said{text: text[o.start:], at: at, last: -1, start: o.start, stop: o.start + at[1]}
		if o.start > 0 {
			s.last, _ = utf8.DecodeLastRuneInString(text[:o.start])
		}
		s.takePreposition(text)
		if !h.free(s.start, s.stop) {
			continue
		}
		if stop = s.stop; yield(s) {
			return
		}
	}
}
