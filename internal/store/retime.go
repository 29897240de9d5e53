package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dealcoach/internal/coach"
)

// Retime moves the timers of the reps that are mine, as decide says, in several
// commits that others need not wait for, and then ends the timer t. A rep who
// changes meanwhile is decided on again. It may be repeated: what has been moved
// stays where it is.
func (s *Store) Retime(ctx context.Context, t coach.Timer, mine func(rep string) bool,
	decide func(r coach.Rep, due time.Time) (at time.Time, ok bool)) (moved int, err error) {
	timers, err := s.promptTimers(ctx, mine)
	if err != nil {
		return 0, fmt.Errorf("retime: %w", err)
	}
	for some := range slices.Chunk(timers, batch) {
		for round := 0; ; round++ {
			n, err := s.retime(ctx, some, decide)
			if err == nil {
				moved += n
				break
			}
			if !errors.Is(err, coach.ErrConflict) || !again(ctx, round) {
				return moved, fmt.Errorf("retime: %w", err)
			}
		}
	}
	return moved, s.endClaim(ctx, t, time.Time{})
}

// promptTimers returns the reps' timers that wait, by name. They are read at once:
// in pages, those that others move meanwhile would hide some. 35,000 take Redis
// about 10 ms.
func (s *Store) promptTimers(ctx context.Context, mine func(rep string) bool) ([]coach.Timer, error) {
	all, err := s.db.ZRangeWithScores(ctx, s.keys.due(), 0, -1).Result()
	if err != nil {
		return nil, unread(err)
	}
	var timers []coach.Timer
	for _, z := range all {
		t := coach.Timer{Name: fmt.Sprint(z.Member), Due: instant(int64(z.Score))}
		if rep, ok := t.Rep(); ok && mine(rep) {
			timers = append(timers, t)
		}
	}
	slices.SortFunc(timers, func(a, b coach.Timer) int { return strings.Compare(a.Name, b.Name) })
	return timers, nil
}

// retime moves some timers in one commit.
func (s *Store) retime(ctx context.Context, timers []coach.Timer,
	decide func(r coach.Rep, due time.Time) (time.Time, bool)) (moved int, err error) {
	names := make([]string, len(timers))
	for i, t := range timers {
		id, _ := t.Rep()
		names[i] = s.keys.rep(id)
	}
	values, err := s.db.MGet(ctx, names...).Result()
	if err != nil {
		return 0, unread(err)
	}
	p := s.newPlan("")
	for i, t := range timers {
		id, _ := t.Rep()
		r := coach.Rep{ID: id}
		if value := word(values, i); value != "" {
			var record repRecord
			version, err := unseal(value, &record)
			if err != nil {
				return 0, fmt.Errorf("rep %s: %w", id, err)
			}
			r = record.rep(id, version)
		}
		if at, ok := decide(r, t.Due); ok {
			p.expect(names[i], r.Version)
			p.set(coach.Timer{Name: t.Name, Due: at})
			moved++
		}
	}
	if moved == 0 {
		return 0, nil
	}
	_, _, err = s.commit(ctx, p)
	return moved, err
}
