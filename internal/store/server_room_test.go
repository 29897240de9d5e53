package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"dealcoach/internal/coach"
)

// room is a Slack that keeps what was posted. Its senders look there before
// they repeat a post, unless they are blind.
type room struct {
	blind bool

	mu      sync.Mutex
	posts   map[string][]time.Time // of each message
	adopted int                    // posts that were found rather than made again
}

// Send posts a message, which takes a moment before and after.
func (r *room) Send(ctx context.Context, d coach.Delivery) (coach.Posted, error) {
	pause := func() { time.Sleep(rand.N(10 * time.Millisecond)) }
	pause()
	defer pause()
	r.mu.Lock()
	defer r.mu.Unlock()
	if d.Repeated() && !r.blind {
		for _, at := range r.posts[d.ID] {
			if at.After(d.First.Add(-time.Minute)) {
				r.adopted++
				return coach.Posted{Channel: d.To, TS: fmt.Sprint(at.UnixMilli())}, nil
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return coach.Posted{}, err
	}
	now := time.Now()
	r.posts[d.ID] = append(r.posts[d.ID], now)
	return coach.Posted{Channel: d.To, TS: fmt.Sprint(now.UnixMilli())}, nil
}

// Withdraw takes no post back: here one that was made counts for ever.
func (r *room) Withdraw(context.Context, coach.Posted) error { return nil }

// count returns how many messages there are, and how many of them twice.
func (r *room) count() (messages, twice int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, posts := range r.posts {
		if len(posts) > 1 {
			twice++
		}
	}
	return len(r.posts), twice
}
