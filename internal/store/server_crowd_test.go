package store

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// crowd is writers at work: each changes deals, one change after the other, and
// repeats a change that did not get through under the same operation id until
// it does, as people and Slack do.
type crowd struct {
	s       *Store
	writers int
	size    int           // how many deals there are
	pause   time.Duration // between a writer's changes
	silent  bool          // neither a message nor a timer follows from a change

	t     *testing.T
	deals []coach.Deal
	end   chan struct{}
	wait  sync.WaitGroup

	done                          atomic.Int64 // acknowledged changes
	unavailable, unknown, clashes atomic.Int64 // what writers were told instead
	lost, twice                   atomic.Int64 // acknowledged changes that were gone, or there twice

	mu      sync.Mutex
	last    time.Time     // when the last change was acknowledged
	longest time.Duration // without any
}

// start creates the deals and sets the writers to work on them.
func (c *crowd) start(t *testing.T) *crowd {
	t.Helper()
	c.t, c.end, c.last = t, make(chan struct{}), time.Now()
	for i := range c.size {
		d, err := coach.NewDeal(coach.Act{By: "U1", At: time.Now()}, fmt.Sprint("O", i), coach.AddLine{Name: fmt.Sprint("Deal ", i)})
		if err != nil {
			t.Fatal(err)
		}
		d.Nudge.Prompt = fmt.Sprintf("prompt:O%d:2026-11-23", i)
		if c.silent {
			d.Owner, d.Nudge.Prompt = "", ""
		}
		if d, err = c.s.Create(t.Context(), fmt.Sprint("add ", i), d); err != nil {
			t.Fatal(err)
		}
		c.deals = append(c.deals, d)
	}
	for i := range c.writers {
		c.wait.Go(func() { c.write(fmt.Sprint("writer", i), i) })
	}
	t.Cleanup(c.stop)
	return c
}

// stop lets the writers end the changes in hand.
func (c *crowd) stop() {
	select {
	case <-c.end:
	default:
		close(c.end)
	}
	c.wait.Wait()
}

// more waits until so many more changes are acknowledged.
func (c *crowd) more(n int64) {
	c.t.Helper()
	c.await("acknowledged", &c.done, n)
}

// notice waits until writers have been told that the store is not available.
func (c *crowd) notice() {
	c.t.Helper()
	c.await("unavailable", &c.unavailable, 16)
}

func (c *crowd) await(what string, count *atomic.Int64, n int64) {
	c.t.Helper()
	want := count.Load() + n
	until(c.t, "writers are told "+what, func() bool { return count.Load() >= want })
}

// gap returns the longest time without an acknowledged change, and begins anew.
func (c *crowd) gap() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	longest := max(c.longest, time.Since(c.last))
	c.longest = 0
	return longest
}

// String tells what the writers met.
func (c *crowd) String() string {
	return fmt.Sprintf("%d changes acknowledged; writers were told %d times unavailable, %d times unknown, %d times conflict",
		c.done.Load(), c.unavailable.Load(), c.unknown.Load(), c.clashes.Load())
}
