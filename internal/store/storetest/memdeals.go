package storetest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"dealcoach/internal/coach"
)

// historyCap is how many lines of a deal's history are kept.
const historyCap = 200

var errNoOp = errors.New("a change needs an operation id")

// Create stores a new deal under an id of its own.
func (m *Memory) Create(ctx context.Context, op string, d coach.Deal) (stored coach.Deal, err error) {
	err = m.once(ctx, op, &stored, func() error {
		m.lastID++
		d.ID, d.Version = m.lastID, 0
		stored = m.save(op, d)
		return nil
	})
	return stored, err
}

// Update lets change alter a deal and commits what follows from it. change runs
// while the store is locked, and must not use it.
func (m *Memory) Update(ctx context.Context, id int64, op string, change func(*coach.Deal) error) (stored coach.Deal, err error) {
	err = m.once(ctx, op, &stored, func() error {
		d, ok := m.deals[id]
		if !ok {
			return fmt.Errorf("deal %d: %w", id, coach.ErrNotFound)
		}
		version, before := d.Version, d
		d = asRead(d)
		if err := change(&d); err != nil {
			return err
		}
		if d.Calling != nil && !m.isMeant(id, d) {
			return fmt.Errorf("deal %d: %w", id, coach.ErrAmbiguous)
		}
		if d.Undoable {
			m.before[op] = previous{before, time.Now().Add(coach.UndoFor)}
		}
		d.ID, d.Version = id, version
		if before.Owner != "" && before.Owner != d.Owner {
			m.enqueue(coach.Home(before.Owner))
		}
		stored = m.save(op, d)
		return nil
	})
	return stored, err
}

// previous is a deal as it was before an operation, and how long that is kept.
type previous struct {
	deal  coach.Deal
	until time.Time
}

// Before returns a deal as it was before an operation that may be taken back.
func (m *Memory) Before(ctx context.Context, op string) (d coach.Deal, err error) {
	err = m.do(ctx, func() error {
		p, ok := m.before[op]
		if !ok || time.Now().After(p.until) {
			return fmt.Errorf("before %q: %w", op, coach.ErrNotFound)
		}
		d = asRead(p.deal)
		return nil
	})
	return d, err
}

// once runs f unless its operation is done; then it gives the first result.
func (m *Memory) once(ctx context.Context, op string, result *coach.Deal, f func() error) error {
	if op == "" {
		return errNoOp
	}
	return m.do(ctx, func() error {
		first, done := m.ops[op]
		if !done {
			return f()
		}
		if first.ID == 0 {
			return errors.New("the operation was done before, on something else than a deal")
		}
		*result = asRead(first)
		return nil
	})
}

// save commits a deal with its history, messages and timer.
func (m *Memory) save(op string, d coach.Deal) coach.Deal {
	stored := m.put(d)
	if d.Owner != "" {
		m.ensure(coach.PromptTimer(d.Owner), ms(d.Last.At))
	}
	m.ops[op] = stored
	return asRead(stored)
}

// put writes a deal as its next version.
func (m *Memory) put(d coach.Deal) coach.Deal {
	for _, event := range d.News {
		event.At = ms(event.At)
		lines := slices.Insert(m.history[d.ID], 0, event)
		m.history[d.ID] = lines[:min(len(lines), historyCap)]
	}
	if len(d.News) > 0 {
		for _, message := range d.Messages() {
			m.enqueue(message)
		}
	}
	d.Version++
	d = asRead(d)
	m.deals[d.ID] = d
	delete(m.lapses, d.ID)
	delete(m.merged, d.ID)
	if d.IsDeleted() {
		m.lapses[d.ID] = time.Now().Add(coach.DeletedFor)
		if d.MergedInto != 0 {
			m.merged[d.ID] = d.MergedInto
		}
	}
	return d
}

// asRead is a deal as a store gives it back: a copy of its own, without news,
// its instants in UTC to the millisecond.
func asRead(d coach.Deal) coach.Deal {
	d.News, d.Undoable, d.Told, d.Row, d.Calling = nil, false, false, "", nil
	d.Shown = maps.Clone(d.Shown)
	if len(d.Shown) == 0 {
		d.Shown = nil
	}
	d.Deleted = ms(d.Deleted)
	d.ClosedAt, d.Created, d.Touch, d.Outreach = ms(d.ClosedAt), ms(d.Created), ms(d.Touch), ms(d.Outreach)
	d.CallBack.Set, d.Asked.At, d.Nudge.At = ms(d.CallBack.Set), ms(d.Asked.At), ms(d.Nudge.At)
	d.Acted, d.Last.At, d.Sent.At, d.Doubt = ms(d.Acted), ms(d.Last.At), ms(d.Sent.At), ms(d.Doubt)
	d.Facts = maps.Clone(d.Facts)
	if len(d.Facts) == 0 {
		d.Facts = nil
	}
	for fact, known := range d.Facts {
		known.At = ms(known.At)
		d.Facts[fact] = known
	}
	return d
}

// Deal returns a deal, or coach.ErrNotFound.
func (m *Memory) Deal(ctx context.Context, id int64) (d coach.Deal, err error) {
	err = m.do(ctx, func() error {
		found, ok := m.deals[id]
		if !ok {
			return fmt.Errorf("deal %d: %w", id, coach.ErrNotFound)
		}
		d = asRead(found)
		return nil
	})
	return d, err
}

// Deals returns the deals with these ids; missing ones are left out.
func (m *Memory) Deals(ctx context.Context, ids []int64) (deals []coach.Deal, err error) {
	err = m.do(ctx, func() error {
		for _, id := range ids {
			if d, ok := m.deals[id]; ok {
				deals = append(deals, asRead(d))
			}
		}
		return nil
	})
	return deals, err
}

// History returns the n newest events of a deal.
func (m *Memory) History(ctx context.Context, id int64, n int) (events []coach.Event, err error) {
	err = m.do(ctx, func() error {
		all := m.history[id]
		events = slices.Clone(all[:min(max(n, 0), len(all))])
		return nil
	})
	return events, err
}
