package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// demoClock runs as real time does, from another instant on, and can be moved
// ahead.
type demoClock struct {
	mu    sync.Mutex
	ahead time.Duration
	moved func() // tells the loops that the time has changed
}

func newDemoClock(now time.Time) *demoClock { return &demoClock{ahead: time.Until(now)} }

// Now returns what the clock shows.
func (c *demoClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.ahead).Round(0)
}

// Until returns the real time until the clock shows t, unless it is moved.
func (c *demoClock) Until(t time.Time) time.Duration { return t.Sub(c.Now()) }

// move sets the clock to t, never back.
func (c *demoClock) move(t time.Time) {
	c.mu.Lock()
	c.ahead = max(c.ahead, time.Until(t))
	moved := c.moved
	c.mu.Unlock()
	if moved != nil {
		moved()
	}
}

// The longest that the demo waits for the bot to finish what one timer led to.
const settleWithin = 15 * time.Second

// skip moves the clock to an instant, stepping from timer to timer, so that
// everything that would have happened on the way does happen, in its order.
func (d *demo) skip(ctx context.Context, to time.Time) error {
	for {
		next, any, err := d.store.NextDue(ctx)
		if err != nil {
			return err
		}
		if !any || next.After(to) {
			break
		}
		if next.After(d.clock.Now()) {
			d.clock.move(next)
		}
		if err := d.settle(ctx); err != nil {
			return err
		}
	}
	d.clock.move(to)
	return d.settle(ctx)
}

// settle waits until no timer is due and no message is on its way.
func (d *demo) settle(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, settleWithin)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		next, any, err := d.store.NextDue(ctx)
		if err != nil {
			return err
		}
		if !any || next.After(d.clock.Now()) {
			pending, err := d.store.Pending(ctx)
			if err != nil {
				return err
			}
			if pending == 0 {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the bot did not finish in time: %w", ctx.Err())
		case <-tick.C:
		}
	}
}
