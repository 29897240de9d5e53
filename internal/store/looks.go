package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// Rep returns what is kept of a rep. A rep who has never been looked at is one
// with that id and version 0.
func (s *Store) Rep(ctx context.Context, id string) (coach.Rep, error) {
	value, err := s.db.Get(ctx, s.keys.rep(id)).Result()
	switch {
	case errors.Is(err, redis.Nil):
		return coach.Rep{ID: id}, nil
	case err != nil:
		return coach.Rep{}, unread(err)
	}
	var r repRecord
	version, err := unseal(value, &r)
	if err != nil {
		return coach.Rep{}, fmt.Errorf("rep %s: %w", id, err)
	}
	return r.rep(id, version), nil
}

// SaveLook commits what a look at a rep's deals led to: the rep, the deals that
// the prompt speaks of, the prompt and its message, and the timer's next
// instant. It is coach.ErrConflict, and nothing is written, when one of the
// records has another version by now; the timer then comes back by itself. The
// second time it changes nothing but the claim, which it ends.
func (s *Store) SaveLook(ctx context.Context, t coach.Timer, l coach.Look) error {
	p := s.newPlan(t.Op())
	before, done, err := s.beforeLook(ctx, t, l)
	if err != nil {
		return fmt.Errorf("look for %s: %w", l.Rep.ID, err)
	}
	if done {
		return s.endClaim(ctx, t, l.Next)
	}
	if err := p.rep(l.Rep); err != nil {
		return err
	}
	for i, d := range l.Deals {
		p.expect(s.keys.deal(d.ID), d.Version)
		d.Version++
		d.News = nil
		if _, err := p.deal(s.keys.places(&before[i]), &d); err != nil {
			return err
		}
	}
	if l.Prompt != nil {
		if err := p.prompt(*l.Prompt); err != nil {
			return err
		}
	}
	p.absent(l.Rep.ID, l.Absent)
	for _, m := range l.Notices {
		p.message(m)
	}
	p.move(t, l.Next)
	if done, _, err = s.commit(ctx, p); err != nil {
		return fmt.Errorf("look for %s: %w", l.Rep.ID, err)
	}
	if done {
		return s.endClaim(ctx, t, l.Next)
	}
	return nil
}

// beforeLook reads the deals of a look as they are, for their indexes, and
// whether the look was committed before.
func (s *Store) beforeLook(ctx context.Context, t coach.Timer, l coach.Look) (before []coach.Deal, done bool, err error) {
	names := []string{s.keys.op(t.Op()), s.keys.rep(l.Rep.ID)}
	for _, d := range l.Deals {
		names = append(names, s.keys.deal(d.ID))
	}
	values, err := s.db.MGet(ctx, names...).Result()
	if err != nil {
		return nil, false, unread(err)
	}
	if values[0] != nil {
		return nil, true, nil
	}
	var r repRecord
	if value := word(values, 1); value != "" {
		if _, err := unseal(value, &r); err != nil {
			return nil, false, err
		}
		if err := tooNew("the rep", r.S); err != nil {
			return nil, false, err
		}
	}
	for i, d := range l.Deals {
		was, err := s.writable(d.ID, word(values, i+2))
		if errors.Is(err, coach.ErrNotFound) {
			return nil, false, coach.ErrConflict
		}
		if err != nil {
			return nil, false, err
		}
		before = append(before, was)
	}
	return before, false, nil
}

func (p *plan) rep(r coach.Rep) error {
	value, err := seal(r.Version+1, newRepRecord(r))
	if err != nil {
		return err
	}
	p.expect(p.in.rep(r.ID), r.Version)
	p.put(p.in.rep(r.ID), value)
	return nil
}

func (p *plan) prompt(prompt coach.Prompt) error {
	text, err := json.Marshal(newPromptRecord(prompt))
	if err != nil {
		return fmt.Errorf("write prompt: %w", err)
	}
	p.first(p.in.prompt(prompt.ID), string(text), promptLife)
	p.message(coach.Message{
		ID: prompt.ID, Kind: coach.PromptMessage, To: prompt.Rep, NotAfter: prompt.NotAfter,
	})
	p.message(coach.Home(prompt.Rep))
	return nil
}

// endClaim moves a timer on whose commit had been done before.
func (s *Store) endClaim(ctx context.Context, t coach.Timer, next time.Time) error {
	p := s.newPlan("")
	p.move(t, next)
	if _, _, err := s.commit(ctx, p); err != nil {
		return fmt.Errorf("end the claim on %s: %w", t.Name, err)
	}
	return nil
}

// Prompt returns a prompt, or coach.ErrNotFound. Prompts are kept for 60 days.
func (s *Store) Prompt(ctx context.Context, id string) (coach.Prompt, error) {
	var r promptRecord
	if err := s.read(ctx, s.keys.prompt(id), &r); err != nil {
		return coach.Prompt{}, fmt.Errorf("prompt %s: %w", id, err)
	}
	return r.prompt(id), nil
}

// read reads a record without a version.
func (s *Store) read(ctx context.Context, key string, record any) error {
	text, err := s.db.Get(ctx, key).Bytes()
	switch {
	case errors.Is(err, redis.Nil):
		return coach.ErrNotFound
	case err != nil:
		return unread(err)
	}
	return json.Unmarshal(text, record)
}
