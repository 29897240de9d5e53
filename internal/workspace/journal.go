package workspace

import (
	"slices"
	"sync"
	"time"
)

// Call is one call of the Web API, or, with the method "response_url", one use
// of a response URL.
type Call struct {
	Method  string
	At      time.Time // real time
	OK      bool      // it was done, even when the answer was lost
	Error   string    // as answered, such as "channel_not_found", or "http_500"
	User    string    // the argument "user"
	Channel string    // the argument "channel"
}

const maxCalls = 10_000

type journal struct {
	mu    sync.Mutex
	calls ring[Call]
}

func (j *journal) add(c Call) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.calls.add(maxCalls, c)
}

// Calls are the last 10,000 calls, the oldest first.
func (w *Workspace) Calls() []Call {
	w.journal.mu.Lock()
	defer w.journal.mu.Unlock()
	return w.journal.calls.all()
}

// ring keeps the last entries of a list.
type ring[T any] struct {
	entries []T
	added   int // ever
}

// add puts v in and returns its number, the first being 0. size is the same in
// every call.
func (r *ring[T]) add(size int, v T) int {
	if len(r.entries) < size {
		r.entries = append(r.entries, v)
	} else {
		r.entries[r.added%size] = v
	}
	r.added++
	return r.added - 1
}

// at is the entry with a number, or nil when it has been overwritten.
func (r *ring[T]) at(n int) *T {
	if n < r.added-len(r.entries) {
		return nil
	}
	return &r.entries[n%len(r.entries)]
}

func (r *ring[T]) all() []T {
	if r.added == len(r.entries) {
		return slices.Clone(r.entries)
	}
	first := r.added % len(r.entries)
	return slices.Concat(r.entries[first:], r.entries[:first])
}
