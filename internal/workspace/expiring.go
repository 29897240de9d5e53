package workspace

import "time"

// maxExpiring bounds what is remembered for a while under load; the oldest go first.
const maxExpiring = 100_000

// expiring is a map whose entries are forgotten some time after they were put
// in. It is not safe for concurrent use.
type expiring[T any] struct {
	life    time.Duration
	entries map[string]*T
	queue   []expiry // the oldest first
}

type expiry struct {
	key string
	at  time.Time
}

func newExpiring[T any](life time.Duration) expiring[T] {
	return expiring[T]{life: life, entries: map[string]*T{}}
}

func (e *expiring[T]) put(key string, v T, now time.Time) {
	e.sweep(now)
	e.entries[key] = &v
	e.queue = append(e.queue, expiry{key, now.Add(e.life)})
}

func (e *expiring[T]) find(key string, now time.Time) (*T, bool) {
	e.sweep(now)
	v, ok := e.entries[key]
	return v, ok
}

func (e *expiring[T]) drop(key string) { delete(e.entries, key) }

func (e *expiring[T]) sweep(now time.Time) {
	for len(e.queue) > 0 && (len(e.queue) >= maxExpiring || !now.Before(e.queue[0].at)) {
		delete(e.entries, e.queue[0].key)
		e.queue = e.queue[1:]
	}
}
