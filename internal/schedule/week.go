package schedule

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dealcoach/internal/coach"
)

// Weeks is what making a digest needs of the store.
type Weeks interface {
	LastDigest(ctx context.Context) (at time.Time, ok bool, err error)
	Digest(ctx context.Context, id string) (coach.Digest, error)
	ClosedBetween(ctx context.Context, from, to time.Time) ([]coach.Deal, error)
	Focused(ctx context.Context, week string) ([]coach.Deal, error)
	OpenAll(ctx context.Context, n int) ([]coach.Deal, int, error)
}

// Channels finds a channel given as C… or #name.
type Channels interface {
	Channel(ctx context.Context, name string) (id string, err error)
}

// openRead is how many open deals, the most silent first, the digest looks at to
// tell where they stand still and who asked to be called.
const openRead = 2000

// Preview makes the next digest as far as it is known now, and saves nothing.
func Preview(ctx context.Context, store Weeks, channels Channels, s coach.Settings, now time.Time) (coach.Digest, error) {
	channel, err := channels.Channel(ctx, s.DigestChannel)
	if err != nil {
		return coach.Digest{}, fmt.Errorf("find the digest channel: %w", err)
	}
	last, ok, err := store.LastDigest(ctx)
	if err != nil {
		return coach.Digest{}, err
	}
	if !ok {
		last = coach.DigestBefore(now, s)
	}
	return week(ctx, store, s, channel, last, coach.NextDigest(last, s), now)
}

// week makes the digest of what was closed since the last one's instant up to
// another.
func week(ctx context.Context, store Weeks, s coach.Settings, channel string, last, to, now time.Time) (coach.Digest, error) {
	before, err := store.Digest(ctx, coach.DigestID(channel, last.In(s.Zone)))
	if err != nil && !errors.Is(err, coach.ErrNotFound) {
		return coach.Digest{}, err
	}
	if !before.To.Equal(last) {
		before = coach.Digest{} // that week's digest was another one, or none
	}
	deals, err := store.ClosedBetween(ctx, last.Add(-coach.EdgeTime), to)
	if err != nil {
		return coach.Digest{}, err
	}
	d := coach.WeeklyDigest(channel, deals, s, before, last, to, now)
	chosen, err := store.Focused(ctx, coach.DateOf(to.In(s.Zone)).ISOWeek())
	if err != nil {
		return coach.Digest{}, err
	}
	d.AddFocus(chosen)
	silent, _, err := store.OpenAll(ctx, openRead)
	if err != nil {
		return coach.Digest{}, err
	}
	if now.After(to) {
		now = to
	}
	d.AddStalls(silent, s, now)
	d.AddCalls(silent)
	earlier, err := digests(ctx, store, d.Earlier())
	if err != nil {
		return coach.Digest{}, err
	}
	d.AddWeeks(earlier)
	return d, nil
}

// digests reads digests; in the place of one that there is not stands a zero one.
func digests(ctx context.Context, store Weeks, ids []string) ([]coach.Digest, error) {
	all := make([]coach.Digest, len(ids))
	for i, id := range ids {
		d, err := store.Digest(ctx, id)
		if errors.Is(err, coach.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		all[i] = d
	}
	return all, nil
}
