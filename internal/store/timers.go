package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// Claim takes up to n timers that are due at now, on the bot's clock, for the
// caller alone. They come back when lease, in real time, has passed without
// Renew, SaveLook or SaveDigest. next is the earliest instant after now that a
// timer is waiting for, zero when there is none.
func (s *Store) Claim(ctx context.Context, now time.Time, n int, lease time.Duration) (due []coach.Timer, next time.Time, err error) {
	answer, err := s.write(ctx, claimScript, []string{s.keys.due(), s.keys.claimed(), s.keys.claims()},
		now.UnixMilli(), max(n, 0), lease.Milliseconds())
	if err != nil {
		return nil, time.Time{}, fmt.Errorf("claim timers: %w", err)
	}
	words, _ := answer.([]any)
	if text := word(words, 0); text != "" {
		if next, err = readInstant(text); err != nil {
			return nil, time.Time{}, fmt.Errorf("claim timers: %w", err)
		}
	}
	for i := 1; i+1 < len(words); i += 2 {
		at, err := readInstant(word(words, i+1))
		if err != nil {
			return nil, time.Time{}, fmt.Errorf("claim timer %s: %w", word(words, i), err)
		}
		due = append(due, coach.Timer{Name: word(words, i), Due: at})
	}
	return due, next, nil
}

// Renew makes claims last for another lease from now. Timers that somebody
// else has taken meanwhile are left as they are: the commit that follows finds
// out.
func (s *Store) Renew(ctx context.Context, timers []coach.Timer, lease time.Duration) error {
	if len(timers) == 0 {
		return nil
	}
	args := []any{lease.Milliseconds()}
	for _, t := range timers {
		args = append(args, t.Name, t.Due.UnixMilli())
	}
	if _, err := s.write(ctx, renewScript, []string{s.keys.claimed(), s.keys.claims()}, args...); err != nil {
		return fmt.Errorf("renew timers: %w", err)
	}
	return nil
}

// NextDue returns the earliest instant that any timer stands for, claimed ones
// included, and whether there is one.
func (s *Store) NextDue(ctx context.Context) (time.Time, bool, error) {
	var waiting *redis.ZSliceCmd
	var claims *redis.StringSliceCmd
	_, err := s.db.TxPipelined(ctx, func(p redis.Pipeliner) error {
		waiting = p.ZRangeWithScores(ctx, s.keys.due(), 0, 0)
		claims = p.HVals(ctx, s.keys.claims())
		return nil
	})
	if err != nil {
		return time.Time{}, false, unread(err)
	}
	var first time.Time
	found := false
	for _, z := range waiting.Val() {
		first, found = instant(int64(z.Score)), true
	}
	for _, text := range claims.Val() {
		at, err := readInstant(text)
		if err != nil {
			return time.Time{}, false, fmt.Errorf("read claims: %w", err)
		}
		if !found || at.Before(first) {
			first, found = at, true
		}
	}
	return first, found, nil
}

// SetTimer sets a timer or moves it, unless somebody has claimed it right now:
// their commit sets it.
func (s *Store) SetTimer(ctx context.Context, t coach.Timer) error {
	p := s.newPlan("")
	p.set(t)
	if _, _, err := s.commit(ctx, p); err != nil {
		return fmt.Errorf("set timer %s: %w", t.Name, err)
	}
	return nil
}

// readInstant reads milliseconds, which Lua may have written as a float.
func readInstant(text string) (time.Time, error) {
	ms, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return time.Time{}, err
	}
	return instant(int64(ms)), nil
}
