package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"dealcoach/internal/coach"
)

// UpdateRep lets change alter what is kept of a rep, who need not be known yet,
// and has the rep looked at anew at an instant on the bot's clock. The same op
// again changes nothing and returns the first result. change may run again when
// somebody else was faster; its error is returned as it is, and nothing is
// written.
func (s *Store) UpdateRep(ctx context.Context, id, op string, at time.Time, change func(*coach.Rep) error) (coach.Rep, error) {
	if op == "" {
		return coach.Rep{}, errNoOp
	}
	for round := 0; ; round++ {
		r, err := s.updateRep(ctx, id, op, at, change)
		if !errors.Is(err, coach.ErrConflict) || !again(ctx, round) {
			return r, err
		}
	}
}

// updateRep is one round of UpdateRep.
func (s *Store) updateRep(ctx context.Context, id, op string, at time.Time, change func(*coach.Rep) error) (coach.Rep, error) {
	found, err := s.db.MGet(ctx, s.keys.op(op), s.keys.rep(id)).Result()
	if err != nil {
		return coach.Rep{}, unread(err)
	}
	if result := word(found, 0); result != "" {
		return readRep(id, result)
	}
	r := coach.Rep{ID: id}
	if value := word(found, 1); value != "" {
		if r, err = readRep(id, value); err != nil {
			return coach.Rep{}, err
		}
	}
	version := r.Version
	if err := change(&r); err != nil {
		return coach.Rep{}, err
	}
	r.ID, r.Version = id, version
	p := s.newPlan(op)
	if err := p.rep(r); err != nil {
		return coach.Rep{}, err
	}
	if p.result, err = seal(version+1, newRepRecord(r)); err != nil {
		return coach.Rep{}, err
	}
	p.set(coach.Timer{Name: coach.PromptTimer(id), Due: at})
	p.message(coach.Home(id))
	result := p.result
	done, first, err := s.commit(ctx, p)
	if err != nil {
		return coach.Rep{}, fmt.Errorf("rep %s: %w", id, err)
	}
	if done {
		result = first
	}
	return readRep(id, result)
}

// readRep reads a rep's record that is going to be written, or that an operation
// led to.
func readRep(id, value string) (coach.Rep, error) {
	var record repRecord
	version, err := unseal(value, &record)
	if err != nil {
		return coach.Rep{}, fmt.Errorf("rep %s: %w", id, err)
	}
	return record.rep(id, version), tooNew("the rep", record.S)
}
