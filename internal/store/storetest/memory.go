package storetest

import (
	"context"
	"fmt"
	"sync"
	"time"

	"dealcoach/internal/coach"
)

// Memory is a store in memory, for tests: safe for concurrent use, and gone
// with the process. Its leases and waits run on time.Now and timers, so that it
// can be used inside a testing/synctest bubble.
type Memory struct {
	wake func()

	mu      sync.Mutex
	added   bool          // the commit under way put a timer into due
	changed chan struct{} // closed when there may be something new to receive

	lastID  int64
	deals   map[int64]coach.Deal
	history map[int64][]coach.Event // newest first
	lapses  map[int64]time.Time     // when deleted deals are gone for good
	ops     map[string]coach.Deal   // results; a zero deal for a look or a digest
	before  map[string]previous     // deals before operations that may be taken back

	due              map[string]time.Time
	claims           map[string]claim
	reps             map[string]coach.Rep
	repOps           map[string]coach.Rep // results of changes of reps
	absent, watchers map[string]bool
	links            map[string]int64 // from external ids and rows to deals
	merged           map[int64]int64  // from a deal that was merged away to the one that is left
	prompts          map[string]coach.Prompt
	digests          map[string]coach.Digest

	digested    time.Time
	hasDigested bool
	facts       map[string]string
	settings    coach.Saved
	saves       []coach.SettingsSave // the newest first

	entries  int64 // the newest entry's number
	attempts int64
	queue    []entry
	messages map[string]*message
	dead     []coach.DeadLetter // newest first
}

// NewMemory makes an empty store. wake is called after a commit that put a
// timer into due; it may be nil.
func NewMemory(wake func()) *Memory {
	if wake == nil {
		wake = func() {}
	}
	return &Memory{
		wake: wake, changed: make(chan struct{}),
		deals: map[int64]coach.Deal{}, history: map[int64][]coach.Event{}, lapses: map[int64]time.Time{}, ops: map[string]coach.Deal{}, before: map[string]previous{},
		due: map[string]time.Time{}, claims: map[string]claim{}, reps: map[string]coach.Rep{}, repOps: map[string]coach.Rep{}, absent: map[string]bool{}, watchers: map[string]bool{}, links: map[string]int64{}, merged: map[int64]int64{},
		prompts: map[string]coach.Prompt{}, digests: map[string]coach.Digest{},
		facts: map[string]string{}, messages: map[string]*message{},
	}
}

// Close does nothing.
func (m *Memory) Close() error { return nil }

// Ping succeeds unless ctx is over.
func (m *Memory) Ping(ctx context.Context) error { return alive(ctx) }

// do runs f alone, and wakes the loop afterwards if f put a timer into due.
func (m *Memory) do(ctx context.Context, f func() error) error {
	if err := alive(ctx); err != nil {
		return err
	}
	added, err := m.alone(f)
	if added {
		m.wake()
	}
	return err
}

func (m *Memory) alone(f func() error) (added bool, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.added = false
	m.lapse()
	err = f()
	return m.added, err
}

func alive(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%w: %w", coach.ErrUnavailable, err)
	}
	return nil
}

// ms is t as stores keep it: in UTC, to the millisecond.
func ms(t time.Time) time.Time { return time.UnixMilli(t.UnixMilli()).UTC() }

// Fact returns a small fact, empty when there is none.
func (m *Memory) Fact(ctx context.Context, name string) (value string, err error) {
	err = m.do(ctx, func() error { value = m.facts[name]; return nil })
	return value, err
}

// SetFact keeps a small fact.
func (m *Memory) SetFact(ctx context.Context, name, value string) error {
	return m.do(ctx, func() error { m.facts[name] = value; return nil })
}
