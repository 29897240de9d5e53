package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// PostDigest commits a digest before its instant: its snapshot, marked as early,
// and its messages. It reports whether the digest stands as this operation made
// it: it changes nothing when there is one of the week already. The last
// digest's instant and the timer stay as they are, so that SaveDigest completes
// it.
func (s *Store) PostDigest(ctx context.Context, op string, d coach.Digest) (posted bool, err error) {
	if op == "" {
		return false, errNoOp
	}
	is, err := s.digestNow(ctx, d.ID)
	if err != nil {
		return false, fmt.Errorf("digest %s: %w", d.ID, err)
	}
	if is.there {
		err := s.db.Get(ctx, s.keys.op(op)).Err()
		if err == nil || errors.Is(err, redis.Nil) {
			return err == nil, nil
		}
		return false, unread(err)
	}
	p := s.newPlan(op)
	d.Early = true
	if err := p.digest(d, is); err != nil {
		return false, err
	}
	p.ensure(coach.EarlyTimer(d))
	_, _, err = s.commit(ctx, p)
	switch {
	case errors.Is(err, coach.ErrConflict): // somebody else was a moment faster
		return false, nil
	case err != nil:
		return false, fmt.Errorf("digest %s: %w", d.ID, err)
	}
	return true, nil
}

// CompleteDigest commits a digest over the early one of its week, unless that is
// complete, and edits what stands in the channel. It ends the claim on t, whose
// next instant may be zero for none; the last digest's instant stays. A digest
// without an id changes nothing but the timer.
func (s *Store) CompleteDigest(ctx context.Context, t coach.Timer, d coach.Digest, next time.Time) error {
	if d.ID == "" {
		return s.endClaim(ctx, t, next)
	}
	p := s.newPlan(t.Op())
	is, err := s.digestNow(ctx, d.ID)
	if err != nil {
		return fmt.Errorf("digest %s: %w", d.ID, err)
	}
	if err := p.digest(d, is); err != nil {
		return err
	}
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

// KeepDigest keeps a digest's snapshot and posts nothing: a week to look back on
// that nobody was told of. It changes nothing when there is one of the week.
func (s *Store) KeepDigest(ctx context.Context, d coach.Digest) error {
	p := s.newPlan("")
	if err := p.snapshot(d, coach.Digest{}); err != nil {
		return err
	}
	if _, _, err := s.commit(ctx, p); err != nil {
		return fmt.Errorf("digest %s: %w", d.ID, err)
	}
	return nil
}

// weekNow is what there is of a week's digest.
type weekNow struct {
	there   bool
	digest  coach.Digest
	version int64 // 0 before the first, and of one by a program without versions
}

func (s *Store) digestNow(ctx context.Context, id string) (w weekNow, err error) {
	values, err := s.db.MGet(ctx, s.keys.digest(id), s.keys.digestVersion(id)).Result()
	if err != nil {
		return w, unread(err)
	}
	if text := word(values, 0); text != "" {
		var r digestRecord
		if err := json.Unmarshal([]byte(text), &r); err != nil {
			return w, fmt.Errorf("read record: %w", err)
		}
		if err := tooNew("the digest", r.S); err != nil {
			return w, err
		}
		w.there, w.digest = true, r.digest(id)
	}
	if text := word(values, 1); text != "" {
		if _, err := fmt.Sscan(text, &w.version); err != nil {
			return w, fmt.Errorf("read the digest's version: %w", err)
		}
	}
	return w, nil
}

// digest writes a digest over what there is, unless that is complete.
func (p *plan) digest(d coach.Digest, is weekNow) error {
	if is.there && !is.digest.Early {
		return nil
	}
	version := p.in.digestVersion(d.ID)
	p.expect(version, is.version)
	p.keep(version, strconv.FormatInt(is.version+1, 10)+" ", digestLife)
	if err := p.snapshot(d, is.digest); err != nil {
		return err
	}
	for _, m := range d.Messages() {
		p.queue(m, onceMore)
	}
	if is.there {
		for _, m := range d.Edits(is.digest) {
			p.message(m)
		}
	}
	return nil
}

// snapshot writes a digest's record; over another one only when that was early.
func (p *plan) snapshot(d, over coach.Digest) error {
	text, err := json.Marshal(newDigestRecord(d))
	if err != nil {
		return fmt.Errorf("write digest: %w", err)
	}
	if over.Early {
		p.keep(p.in.digest(d.ID), string(text), digestLife)
	} else {
		p.first(p.in.digest(d.ID), string(text), digestLife)
	}
	return nil
}
