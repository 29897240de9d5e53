package storetest

import (
	"context"
	"time"

	"dealcoach/internal/coach"
)

// UpdateRep lets change alter what is kept of a rep, and has the rep looked at
// anew. change runs while the store is locked, and must not use it.
func (m *Memory) UpdateRep(ctx context.Context, id, op string, at time.Time, change func(*coach.Rep) error) (r coach.Rep, err error) {
	if op == "" {
		return coach.Rep{}, errNoOp
	}
	err = m.do(ctx, func() error {
		if first, done := m.repOps[op]; done {
			r = first
			return nil
		}
		next := m.reps[id]
		version := next.Version
		next.ID = id
		if err := change(&next); err != nil {
			return err
		}
		next.ID, next.Version = id, version+1
		next.Since = ms(next.Since)
		m.reps[id], m.repOps[op] = next, next
		m.set(coach.Timer{Name: coach.PromptTimer(id), Due: at})
		m.enqueue(coach.Home(id))
		r = next
		return nil
	})
	return r, err
}
