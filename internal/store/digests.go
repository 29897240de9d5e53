package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// LastDigest returns the instant of the last digest, and whether there is one.
func (s *Store) LastDigest(ctx context.Context) (at time.Time, ok bool, err error) {
	ms, err := s.db.Get(ctx, s.keys.digested()).Int64()
	switch {
	case errors.Is(err, redis.Nil):
		return time.Time{}, false, nil
	case err != nil:
		return time.Time{}, false, unread(err)
	}
	return instant(ms), true, nil
}

// StartDigests sets the last digest's instant if there is none.
func (s *Store) StartDigests(ctx context.Context, at time.Time) error {
	return unwritten(s.db.SetNX(ctx, s.keys.digested(), at.UnixMilli(), 0).Err())
}

// SaveDigest commits a digest that became due: its snapshot, its messages (the
// post and the pages of its thread), t.Due as the last digest's instant, and the
// timer's next one; zero drops the timer. A digest without an id leaves out the
// snapshot and the messages. When the week's digest was posted early, its
// snapshot is replaced, and what stands in the channel is edited; any other
// digest of the week stays as it is. It is coach.ErrConflict, and nothing is
// written, when the week's digest was posted while this one was made. The second
// time it changes nothing but the claim, which it ends.
func (s *Store) SaveDigest(ctx context.Context, t coach.Timer, d coach.Digest, next time.Time) error {
	p := s.newPlan(t.Op())
	if d.ID != "" {
		is, err := s.digestNow(ctx, d.ID)
		if err != nil {
			return fmt.Errorf("digest %s: %w", d.ID, err)
		}
		if err := p.digest(d, is); err != nil {
			return err
		}
	}
	p.put(s.keys.digested(), t.Due.UnixMilli())
	p.move(t, next)
	done, _, err := s.commit(ctx, p)
	if err != nil {
		return fmt.Errorf("digest %s: %w", d.ID, err)
	}
	if done {
		return s.endClaim(ctx, t, next)
	}
	return nil
}

// Digest returns a digest as it was when it became due, or coach.ErrNotFound.
// Digests are kept for 400 days.
func (s *Store) Digest(ctx context.Context, id string) (coach.Digest, error) {
	var r digestRecord
	if err := s.read(ctx, s.keys.digest(id), &r); err != nil {
		return coach.Digest{}, fmt.Errorf("digest %s: %w", id, err)
	}
	return r.digest(id), nil
}
