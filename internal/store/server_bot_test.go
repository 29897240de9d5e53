package store

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/schedule"
)

// bots are two instances that look at what is due and deliver to a room.
type bots struct {
	t    *testing.T
	s    *Store
	room *room
	reps int // who have a prompt coming
}

// startBots sets two bots to work. They end with the test.
func startBots(t *testing.T, s *Store, r *room) *bots {
	t.Helper()
	r.posts = map[string][]time.Time{}
	b := &bots{t: t, s: s, room: r}
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	t.Cleanup(func() { cancel(); all.Wait() })
	for _, name := range []string{"one", "two"} {
		deliver := &schedule.Deliver{Outbox: s, Sender: r, Consumer: name, Log: slog.New(slog.DiscardHandler)}
		all.Go(func() { deliver.Run(ctx) })
		all.Go(func() { b.look(ctx) })
	}
	return b
}

// plan gives n more reps a prompt, spread evenly over a time from now on.
func (b *bots) plan(n int, over time.Duration) {
	b.t.Helper()
	now := time.Now()
	for i := range n {
		b.reps++
		due := now.Add(over * time.Duration(i) / time.Duration(n))
		if err := b.s.SetTimer(b.t.Context(), coach.Timer{Name: coach.PromptTimer(fmt.Sprint("U", b.reps)), Due: due}); err != nil {
			b.t.Fatal(err)
		}
	}
}

// look turns timers that are due into prompts until ctx ends. One that fails
// comes back with its lease.
func (b *bots) look(ctx context.Context) {
	for ctx.Err() == nil {
		due, _, _ := b.s.Claim(ctx, time.Now(), 10, time.Second)
		for _, timer := range due {
			id, _ := timer.Rep()
			rep, err := b.s.Rep(ctx, id)
			if err == nil && rep.Version == 0 {
				p := coach.Prompt{ID: "prompt:" + id + ":2026-11-23", Rep: id, At: timer.Due, NotAfter: timer.Due.Add(time.Hour)}
				_ = b.s.SaveLook(ctx, timer, coach.Look{Rep: rep, Prompt: &p})
			}
		}
		select {
		case <-ctx.Done():
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// await waits until so many messages have been posted, and returns how long
// that took.
func (b *bots) await(messages int, patience time.Duration) time.Duration {
	b.t.Helper()
	begin := time.Now()
	for {
		posted, _ := b.room.count()
		if posted >= messages {
			return time.Since(begin)
		}
		if time.Since(begin) > patience {
			b.t.Fatalf("after %s %d of %d messages are posted", patience, posted, messages)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// settle waits until all that was planned is posted and recorded as such.
func (b *bots) settle(patience time.Duration) time.Duration {
	b.t.Helper()
	took := b.await(b.reps, patience)
	for begin := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		n, err := b.s.Pending(b.t.Context())
		if err == nil && n == 0 {
			return took
		}
		if time.Since(begin) > patience {
			b.t.Fatalf("after %s %d messages are under way, %v", patience, n, err)
		}
	}
}
