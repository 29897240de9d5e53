package store

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// Observer is told of every commit, from many goroutines. It must return at
// once.
type Observer interface {
	// Committed tells how a commit ended (ok, repeated, conflict, unavailable,
	// unknown) and how long it took.
	Committed(outcome string, took time.Duration)
	// Acted tells that a deal was acted on for the first time since a prompt spoke
	// of it, and in which situation the prompt saw it.
	Acted(situation string)
}

// unobserved stands where nobody watches.
type unobserved struct{}

func (unobserved) Committed(string, time.Duration) {}
func (unobserved) Acted(string)                    {}

// outcomeOf names how a commit ended.
func outcomeOf(done bool, err error) string {
	switch {
	case errors.Is(err, coach.ErrConflict), errors.Is(err, coach.ErrAmbiguous):
		return "conflict"
	case errors.Is(err, coach.ErrUnknown):
		return "unknown"
	case err != nil:
		return "unavailable"
	case done:
		return "repeated"
	default:
		return "ok"
	}
}

// Backlog is what waits to be done.
type Backlog struct {
	Waiting int           // messages that are neither done nor dead, deferred ones included
	Oldest  time.Duration // how long the oldest of those in the outbox has been there
	Dead    int           // messages that were given up
}

// Backlog tells what waits, by the server's clock.
func (s *Store) Backlog(ctx context.Context) (Backlog, error) {
	var queued, deferred, dead *redis.IntCmd
	var first *redis.XMessageSliceCmd
	var now *redis.TimeCmd
	_, err := s.db.Pipelined(ctx, func(p redis.Pipeliner) error {
		queued = p.XLen(ctx, s.keys.outbox())
		deferred = p.ZCard(ctx, s.keys.retry())
		dead = p.XLen(ctx, s.keys.dead())
		first = p.XRangeN(ctx, s.keys.outbox(), "-", "+", 1)
		now = p.Time(ctx)
		return nil
	})
	if err != nil {
		return Backlog{}, unread(err)
	}
	b := Backlog{Waiting: int(queued.Val() + deferred.Val()), Dead: int(dead.Val())}
	for _, entry := range first.Val() {
		// An entry's id begins with the server's time.
		ms, _, _ := strings.Cut(entry.ID, "-")
		since, err := readInstant(ms)
		if err != nil {
			return Backlog{}, err
		}
		b.Oldest = max(0, now.Val().Sub(since))
	}
	return b, nil
}
