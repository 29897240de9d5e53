package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"dealcoach/internal/coach"
)

// write makes changes until the crowd's end, and then looks whether all are
// still there.
func (c *crowd) write(name string, first int) {
	made := make([]int, len(c.deals)) // of each deal, as far as the writer knows
	for i := first; ; i++ {
		at := i % len(c.deals)
		op := fmt.Sprint(name, " ", i)
		d, ok := c.try(c.deals[at].ID, op, name)
		for ; !ok; d, ok = c.try(c.deals[at].ID, op, name) {
			select {
			case <-c.t.Context().Done():
				return
			case <-time.After(5 * time.Millisecond):
			}
		}
		made[at] = c.compare(d, name, made[at]+1)
		select {
		case <-c.end:
			for at := range c.deals {
				if d, err := c.s.Deal(context.Background(), c.deals[at].ID); err != nil {
					c.t.Error(err)
				} else {
					c.compare(d, name, made[at])
				}
			}
			return
		case <-time.After(c.pause):
		}
	}
}

// compare counts what a deal has too few or too many of a writer's changes, and
// returns how many it has.
func (c *crowd) compare(d coach.Deal, writer string, want int) int {
	got := changesBy(d, writer)
	c.lost.Add(int64(max(0, want-got)))
	c.twice.Add(int64(max(0, got-want)))
	return got
}

// try attempts a change once, in the time that a user has patience for.
func (c *crowd) try(id int64, op, writer string) (d coach.Deal, ok bool) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	d, err := c.s.Update(ctx, id, op, func(d *coach.Deal) error { change(d, writer, op); return nil })
	switch {
	case err == nil:
		c.done.Add(1)
		c.mu.Lock()
		c.longest = max(c.longest, time.Since(c.last))
		c.last = time.Now()
		c.mu.Unlock()
	case errors.Is(err, coach.ErrUnknown):
		c.unknown.Add(1)
	case errors.Is(err, coach.ErrUnavailable):
		c.unavailable.Add(1)
	case errors.Is(err, coach.ErrConflict):
		c.clashes.Add(1)
	default:
		c.t.Errorf("a writer was told: %v", err)
	}
	return d, err == nil
}

// change counts a writer's changes on the deal itself, and moves the deal
// through the indexes.
func change(d *coach.Deal, writer, op string) {
	if d.Shown == nil {
		d.Shown = map[string]string{}
	}
	d.Shown[writer] = strconv.Itoa(changesBy(*d, writer) + 1)
	now := time.Now().UTC().Truncate(time.Millisecond)
	d.Attempts++
	d.Status, d.ClosedAt, d.Touch = coach.Open, time.Time{}, now
	if d.Attempts%3 == 0 {
		d.Status, d.ClosedAt = coach.Won, now
	}
	d.Last = coach.Event{At: now, By: "U1", Kind: coach.Attempted, Note: op}
	d.News = append(d.News, d.Last)
}

// changesBy is how many changes of a writer a deal has seen.
func changesBy(d coach.Deal, writer string) int {
	n, _ := strconv.Atoi(d.Shown[writer])
	return n
}
