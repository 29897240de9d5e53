package storetest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"dealcoach/internal/coach"
)

// Deleted returns the n deals of an owner that were deleted last.
func (m *Memory) Deleted(ctx context.Context, owner string, n int) ([]coach.Deal, error) {
	deals, err := m.all(ctx, func(d coach.Deal) bool { return d.IsDeleted() && (owner == "" || d.Owner == owner) })
	slices.SortFunc(deals, func(a, b coach.Deal) int {
		return -cmp.Or(a.Deleted.Compare(b.Deleted), cmp.Compare(a.ID, b.ID))
	})
	return first(deals, n), err
}

// Merge lets change alter two deals and commits both, with their histories in
// one.
func (m *Memory) Merge(ctx context.Context, from, into int64, op string, change func(from, into *coach.Deal) error) (stored coach.Deal, err error) {
	if from == into {
		return coach.Deal{}, coach.OneAndTheSame(into)
	}
	err = m.once(ctx, op, &stored, func() error {
		deals := [2]coach.Deal{}
		for i, id := range []int64{from, into} {
			d, ok := m.deals[id]
			if !ok {
				return fmt.Errorf("deal %d: %w", id, coach.ErrNotFound)
			}
			deals[i] = asRead(d)
		}
		versions := [2]int64{deals[0].Version, deals[1].Version}
		if err := change(&deals[0], &deals[1]); err != nil {
			return err
		}
		lines := coach.MergeHistories(from, m.history[from], m.history[into])
		m.history[into] = lines[:min(len(lines), historyCap)]
		for i, id := range []int64{from, into} {
			deals[i].ID, deals[i].Version = id, versions[i]
			stored = m.put(deals[i])
		}
		m.ops[op] = stored
		stored = asRead(stored)
		return nil
	})
	return stored, err
}

// lapse forgets deals that were deleted long enough ago, in real time, as a
// server does.
func (m *Memory) lapse() {
	for id, until := range m.lapses {
		if !time.Now().Before(until) {
			delete(m.deals, id)
			delete(m.history, id)
			delete(m.lapses, id)
		}
	}
}
