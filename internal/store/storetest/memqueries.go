package storetest

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"dealcoach/internal/coach"
)

// OpenOf returns a rep's open deals, by id.
func (m *Memory) OpenOf(ctx context.Context, owner string) ([]coach.Deal, error) {
	deals, err := m.all(ctx, func(d coach.Deal) bool { return d.IsOpen() && d.Owner == owner })
	slices.SortFunc(deals, byID)
	return deals, err
}

// Revisits returns a rep's closed deals whose day of another look has come.
func (m *Memory) Revisits(ctx context.Context, owner string, until coach.Date) ([]coach.Deal, error) {
	deals, err := m.all(ctx, func(d coach.Deal) bool {
		return d.IsClosed() && d.Owner == owner && !d.Revisit.IsZero() && !d.Revisit.After(until)
	})
	slices.SortFunc(deals, byID)
	return deals, err
}

// Focused returns the deals that were chosen for an ISO week.
func (m *Memory) Focused(ctx context.Context, week string) ([]coach.Deal, error) {
	deals, err := m.all(ctx, func(d coach.Deal) bool { return d.Focus == week && !d.IsDeleted() })
	slices.SortFunc(deals, byID)
	return deals, err
}

func byID(a, b coach.Deal) int { return cmp.Compare(a.ID, b.ID) }

// OpenAll returns the n open deals with the oldest touch, and how many are open.
func (m *Memory) OpenAll(ctx context.Context, n int) ([]coach.Deal, int, error) {
	deals, err := m.all(ctx, coach.Deal.IsOpen)
	slices.SortFunc(deals, func(a, b coach.Deal) int {
		return cmp.Or(a.Touch.Compare(b.Touch), cmp.Compare(a.ID, b.ID))
	})
	return first(deals, n), len(deals), err
}

// ClosedOf returns the n deals that were closed last, the newest first.
func (m *Memory) ClosedOf(ctx context.Context, owner string, n int) ([]coach.Deal, error) {
	deals, err := m.all(ctx, func(d coach.Deal) bool {
		return d.IsClosed() && (owner == "" || d.Owner == owner)
	})
	slices.SortFunc(deals, func(a, b coach.Deal) int { return -byEnd(a, b) })
	return first(deals, n), err
}

// ClosedBetween returns the deals that were closed after from and not after to.
func (m *Memory) ClosedBetween(ctx context.Context, from, to time.Time) ([]coach.Deal, error) {
	deals, err := m.all(ctx, func(d coach.Deal) bool {
		return d.IsClosed() && d.ClosedAt.After(ms(from)) && !d.ClosedAt.After(ms(to))
	})
	slices.SortFunc(deals, byEnd)
	return deals, err
}

// Names returns up to n deals whose name or company begins with prefix.
func (m *Memory) Names(ctx context.Context, owner, prefix string, n int) ([]coach.Named, error) {
	deals, err := m.all(ctx, func(d coach.Deal) bool { return !d.IsDeleted() && (owner == "" || d.Owner == owner) })
	type spot struct {
		text string
		deal coach.Named
	}
	var spots []spot
	for _, d := range deals {
		for _, name := range []string{d.Name, d.Company} {
			if text := coach.Normalize(name); text != "" && strings.HasPrefix(text, prefix) {
				text += "\x00" + strconv.FormatInt(d.ID, 10)
				spots = append(spots, spot{text, coach.Named{ID: d.ID, Name: d.Name}})
			}
		}
	}
	slices.SortFunc(spots, func(a, b spot) int { return strings.Compare(a.text, b.text) })
	var names []coach.Named
	for _, s := range spots {
		if !slices.Contains(names, s.deal) {
			names = append(names, s.deal)
		}
	}
	return first(names, n), err
}

// Called returns the deals that have one of these names.
func (m *Memory) Called(ctx context.Context, owner string, names []string) (called []coach.Named, err error) {
	deals, err := m.all(ctx, func(d coach.Deal) bool {
		return !d.IsDeleted() && (owner == "" || d.Owner == owner) && slices.Contains(names, coach.Normalize(d.Name))
	})
	for _, d := range deals {
		called = append(called, coach.Named{ID: d.ID, Name: d.Name})
	}
	slices.SortFunc(called, func(a, b coach.Named) int { return cmp.Compare(a.ID, b.ID) })
	return called, err
}

// Recall returns the deal that has the longest of these names, if it is the
// only one.
func (m *Memory) Recall(names []string) (coach.Named, bool) {
	called, err := m.Called(context.Background(), "", names)
	if err != nil || len(called) != 1 {
		return coach.Named{}, false
	}
	return called[0], true
}

// isMeant reports whether a deal is called by what a change of it relies on, and
// no other is.
func (m *Memory) isMeant(id int64, d coach.Deal) bool {
	for _, other := range m.deals {
		if other.ID != id && !other.IsDeleted() && (slices.Contains(d.Calling.Words, coach.Normalize(other.Name)) ||
			other.Company != "" && slices.Contains(d.Calling.Words, coach.Normalize(other.Company))) {
			return false
		}
	}
	return coach.Normalize(d.Name) == d.Calling.Name
}

// all returns the deals that fit, in no order.
func (m *Memory) all(ctx context.Context, fits func(coach.Deal) bool) (deals []coach.Deal, err error) {
	err = m.do(ctx, func() error {
		for _, d := range m.deals {
			if fits(d) {
				deals = append(deals, asRead(d))
			}
		}
		return nil
	})
	return deals, err
}

func first[T any](all []T, n int) []T { return all[:min(max(n, 0), len(all))] }

func byEnd(a, b coach.Deal) int {
	return cmp.Or(a.ClosedAt.Compare(b.ClosedAt), cmp.Compare(a.ID, b.ID))
}
