package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"dealcoach/internal/coach"
)

// lives plans how long a deal and its history stay: a deleted one for a while,
// any other for ever. Writing the deal has made it last already.
func (p *plan) lives(before places, d *coach.Deal) {
	_, was := before.score(p.in.deleted(), strconv.FormatInt(d.ID, 10))
	switch {
	case d.IsDeleted():
		p.expire(p.in.deal(d.ID), coach.DeletedFor)
		p.expire(p.in.history(d.ID), coach.DeletedFor)
		p.cut(p.in.deleted(), d.Deleted.Add(-coach.DeletedFor).UnixMilli())
		if d.MergedInto != 0 {
			p.leads(d.ID, d.MergedInto)
		}
	case was:
		p.leads(d.ID, 0)
		p.expire(p.in.history(d.ID), 0)
	}
}

// Deleted returns the n deals of an owner that were deleted last and have not
// lapsed, the newest first. An empty owner is the whole team.
func (s *Store) Deleted(ctx context.Context, owner string, n int) ([]coach.Deal, error) {
	members, err := s.db.ZRevRange(ctx, s.keys.deleted(), 0, -1).Result()
	deals, err := s.found(ctx, members, err, func(d coach.Deal) bool {
		return d.IsDeleted() && (owner == "" || d.Owner == owner)
	})
	slices.SortFunc(deals, func(a, b coach.Deal) int { return -byDeletion(a, b) })
	return deals[:min(max(n, 0), len(deals))], err
}

func byDeletion(a, b coach.Deal) int {
	if order := a.Deleted.Compare(b.Deleted); order != 0 {
		return order
	}
	return byID(a, b)
}

// Merge lets change alter two deals and commits both at once, with the history of
// from among that of into. It returns into as it then is. Otherwise it is like
// Update; a deal that is not there is coach.ErrNotFound.
func (s *Store) Merge(ctx context.Context, from, into int64, op string, change func(from, into *coach.Deal) error) (coach.Deal, error) {
	switch {
	case op == "":
		return coach.Deal{}, errNoOp
	case from == into:
		return coach.Deal{}, coach.OneAndTheSame(into)
	}
	for round := 0; ; round++ {
		stored, err := s.merge(ctx, from, into, op, change)
		if !errors.Is(err, coach.ErrConflict) || !again(ctx, round) {
			return stored, err
		}
	}
}

func (s *Store) merge(ctx context.Context, from, into int64, op string, change func(from, into *coach.Deal) error) (coach.Deal, error) {
	found, err := s.db.MGet(ctx, s.keys.op(op), s.keys.deal(from), s.keys.deal(into)).Result()
	if err != nil {
		return coach.Deal{}, unread(err)
	}
	if result := word(found, 0); result != "" {
		return doneDeal(result)
	}
	var deals [2]coach.Deal
	var before [2]places
	for i, id := range []int64{from, into} {
		if deals[i], err = s.writable(id, word(found, i+1)); err != nil {
			return coach.Deal{}, err
		}
		before[i] = s.keys.places(&deals[i])
	}
	// What is pushed later has another version of its deal.
	lines, err := s.bothHistories(ctx, from, into)
	if err != nil {
		return coach.Deal{}, err
	}
	versions := [2]int64{deals[0].Version, deals[1].Version}
	if err := change(&deals[0], &deals[1]); err != nil {
		return coach.Deal{}, err
	}
	p := s.newPlan(op)
	p.clear(s.keys.history(into))
	for _, line := range lines {
		if err := p.event(into, line); err != nil {
			return coach.Deal{}, err
		}
	}
	for i, id := range []int64{from, into} {
		p.expect(s.keys.deal(id), versions[i])
		deals[i].ID, deals[i].Version = id, versions[i]+1
		if p.result, err = p.deal(before[i], &deals[i]); err != nil {
			return coach.Deal{}, err
		}
	}
	done, result, err := s.commit(ctx, p)
	switch {
	case err != nil:
		return coach.Deal{}, fmt.Errorf("deals %d and %d: %w", from, into, err)
	case done:
		return doneDeal(result)
	}
	return deals[1], nil
}

// bothHistories are the newest lines of two deals as the history of the second,
// the oldest first.
func (s *Store) bothHistories(ctx context.Context, from, into int64) ([]coach.Event, error) {
	theirs, err := s.History(ctx, from, historyCap)
	if err != nil {
		return nil, err
	}
	own, err := s.History(ctx, into, historyCap)
	if err != nil {
		return nil, err
	}
	all := coach.MergeHistories(from, theirs, own)
	all = all[:min(historyCap, len(all))]
	slices.Reverse(all)
	return all, nil
}
