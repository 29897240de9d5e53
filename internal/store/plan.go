package store

import (
	"slices"
	"strconv"
	"time"

	"dealcoach/internal/coach"
)

// plan is a commit in the making: records to compare and steps to take. It
// holds the arguments of lua/commit.lua; each method adds one step of the same
// name there.
type plan struct {
	in     keys
	op     string // empty: the commit may be repeated without remembering it
	result string
	keys   []string
	place  map[string]int // of many keys
	checks []any
	steps  []any // behind room for what words puts before them
}

// headroom is the room for what stands before the steps of a usual commit, and
// footroom that for the steps.
const (
	headroom = 24
	footroom = 56
)

func (s *Store) newPlan(op string) *plan {
	p := &plan{in: s.keys, op: op, keys: make([]string, 0, few), steps: make([]any, headroom, headroom+footroom)}
	p.key(p.in.op(op))
	return p
}

// few keys are found faster by looking at each.
const few = 16

// key declares a key and returns its place in KEYS.
func (p *plan) key(name string) int {
	if at := p.declared(name); at > 0 {
		return at
	}
	p.keys = append(p.keys, name)
	switch {
	case p.place != nil:
		p.place[name] = len(p.keys)
	case len(p.keys) > few:
		p.place = make(map[string]int, 2*few)
		for i, name := range p.keys {
			p.place[name] = i + 1
		}
	}
	return len(p.keys)
}

// declared returns a key's place, 0 when it has none.
func (p *plan) declared(name string) int {
	if p.place != nil {
		return p.place[name]
	}
	return slices.Index(p.keys, name) + 1
}

// words is the script's evalsha. It ends the plan.
func (p *plan) words() []any {
	life := int64(0)
	if p.op != "" {
		life = opLife.Milliseconds()
	}
	n := 6 + len(p.keys) + len(p.checks)
	words := p.steps
	if n <= headroom {
		words = words[headroom-n:]
	} else {
		words = slices.Concat(make([]any, n-headroom), words)
	}
	head := append(words[:0], "evalsha", commitScript.hash, len(p.keys))
	for _, key := range p.keys {
		head = append(head, key)
	}
	head = append(head, life, p.result, len(p.checks)/2)
	_ = append(head, p.checks...) // up to the steps
	return words
}

// expect compares a record's version, 0 for none, before anything is written.
func (p *plan) expect(key string, version int64) {
	p.checks = append(p.checks, p.key(key), version)
}

// same compares a whole record that has a version, as it was read or written.
func (p *plan) same(key, value string) {
	p.checks = append(p.checks, p.key(key), value)
}

// before keeps a record that was compared in whole under another key for a while.
func (p *plan) before(key, record string, life time.Duration) {
	p.steps = append(p.steps, "before", p.key(key), p.key(record), life.Milliseconds())
}

// alone sees that no other deal is within ranges of the index of names.
func (p *plan) alone(id int64, ranges []any) {
	p.steps = append(p.steps, "alone", p.key(p.in.names()), id, len(ranges))
	p.steps = append(p.steps, ranges...)
}

// put sets a string.
func (p *plan) put(key string, value any) {
	p.steps = append(p.steps, "put", p.key(key), value)
}

// first sets a string unless there is one.
func (p *plan) first(key, value string, life time.Duration) {
	p.steps = append(p.steps, "first", p.key(key), life.Milliseconds(), value)
}

// keep sets a string that lives for a while, whatever is there.
func (p *plan) keep(key, value string, life time.Duration) {
	p.steps = append(p.steps, "keep", p.key(key), life.Milliseconds(), value)
}

// rank sets a member's score.
func (p *plan) rank(key string, score int64, member string) {
	p.steps = append(p.steps, "zadd", p.key(key), score, member)
}

// unrank removes a member.
func (p *plan) unrank(key, member string) {
	p.steps = append(p.steps, "zrem", p.key(key), member)
}

// push adds a line to a capped list.
func (p *plan) push(key, line string, most int) {
	p.steps = append(p.steps, "push", p.key(key), most, line)
}

// expire gives a key so long to live; 0: for ever.
func (p *plan) expire(key string, life time.Duration) {
	var ms any = ""
	if life > 0 {
		ms = life.Milliseconds()
	}
	p.steps = append(p.steps, "expire", p.key(key), ms)
}

// cut removes the members whose scores are up to a highest one.
func (p *plan) cut(key string, highest int64) {
	p.steps = append(p.steps, "zcut", p.key(key), highest)
}

// clear empties a list.
func (p *plan) clear(key string) { p.steps = append(p.steps, "clear", p.key(key)) }

// link makes a deal known by a field of the external ids, which led nowhere or to
// was. That it leads elsewhere by now is a conflict.
func (p *plan) link(field string, id, was int64) {
	p.steps = append(p.steps, "link", p.key(p.in.external()), field,
		strconv.FormatInt(id, 10), strconv.FormatInt(was, 10))
}

// leads makes whatever leads to one deal lead to another, or to itself again when
// into is 0.
func (p *plan) leads(from, into int64) {
	field := mergedField + strconv.FormatInt(from, 10)
	if into == 0 {
		p.steps = append(p.steps, "unlink", p.key(p.in.external()), field)
		return
	}
	p.link(field, into, into)
}

// ensure makes sure that there is such a timer.
func (p *plan) ensure(t coach.Timer) {
	p.steps = append(p.steps, "ensure", p.key(p.in.due()), p.key(p.in.claims()), t.Name, t.Due.UnixMilli())
}

// set sets or moves a timer.
func (p *plan) set(t coach.Timer) {
	p.steps = append(p.steps, "set", p.key(p.in.due()), p.key(p.in.claimed()), p.key(p.in.claims()),
		t.Name, t.Due.UnixMilli())
}

// move ends the claim on a timer and sets its next instant; zero drops it.
func (p *plan) move(t coach.Timer, next time.Time) {
	var at any = ""
	if !next.IsZero() {
		at = next.UnixMilli()
	}
	p.steps = append(p.steps, "move", p.key(p.in.due()), p.key(p.in.claimed()), p.key(p.in.claims()),
		t.Name, t.Due.UnixMilli(), at)
}

// How often a message may be asked for.
const (
	onlyOnce  = iota
	repeated  // as often as there is a reason, while it is not under way
	whenKnown // as repeated, but only after it has been asked for otherwise
	onceMore  // as onlyOnce, but again when it was given up
)

// message puts a message into the outbox. Only one that edits may be asked for
// more than once; a Home tab, only when its owner has opened it.
func (p *plan) message(m coach.Message) {
	switch {
	case m.Kind == coach.HomeMessage, m.Kind == coach.TeamMessage:
		p.queue(m, whenKnown)
	case m.Kind.Edits():
		p.queue(m, repeated)
	default:
		p.queue(m, onlyOnce)
	}
}

// queue puts a message into the outbox as often as it may be asked for.
func (p *plan) queue(m coach.Message, asks int) {
	p.steps = append(p.steps, "message", p.key(p.in.message(m.ID)), p.key(p.in.outbox()),
		outLife.Milliseconds(), asks, m.ID, string(m.Kind), m.To, m.NotAfter.UnixMilli(), coach.CauseOf(p.op))
}
