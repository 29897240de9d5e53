package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// Reached returns when Slack was reached last by any instance; zero: never.
func (s *Store) Reached(ctx context.Context) (time.Time, error) {
	text, err := s.db.Get(ctx, s.keys.reached()).Result()
	switch {
	case errors.Is(err, redis.Nil):
		return time.Time{}, nil
	case err != nil:
		return time.Time{}, unread(err)
	}
	return readInstant(text)
}

// Reach keeps that Slack is reached at an instant.
func (s *Store) Reach(ctx context.Context, at time.Time) error {
	return unwritten(s.db.Set(ctx, s.keys.reached(), at.UnixMilli(), 0).Err())
}

// Blind keeps that Slack is reached again after a time from which on it was not,
// and queues the notices of that. Of several instances that find out the first
// one counts.
func (s *Store) Blind(ctx context.Context, from, to time.Time, notices []coach.Message) error {
	p := s.newPlan("blind:" + strconv.FormatInt(from.UnixMilli(), 10))
	p.result = "told"
	p.put(s.keys.reached(), to.UnixMilli())
	for _, m := range notices {
		p.message(m)
	}
	if _, _, err := s.commit(ctx, p); err != nil {
		return fmt.Errorf("a time without Slack: %w", err)
	}
	return nil
}

// mostLate is up to how many late prompts are counted.
const mostLate = 100_000

// Late counts the prompts that have been due since an instant and the messages
// that wait.
func (s *Store) Late(ctx context.Context, since, now time.Time) (int, error) {
	due, err := s.db.ZRangeByScore(ctx, s.keys.due(), &redis.ZRangeBy{
		Min: strconv.FormatInt(since.UnixMilli(), 10), Max: strconv.FormatInt(now.UnixMilli(), 10), Count: mostLate,
	}).Result()
	if err != nil {
		return 0, unread(err)
	}
	waiting, err := s.Pending(ctx)
	return len(due) + waiting, err
}
