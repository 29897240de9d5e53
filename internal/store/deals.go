package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// Create stores a new deal under an id of its own and returns it. The same op
// again returns the first deal. Gaps between ids are fine.
func (s *Store) Create(ctx context.Context, op string, d coach.Deal) (coach.Deal, error) {
	if op == "" {
		return coach.Deal{}, errNoOp
	}
	for round := 0; ; round++ {
		id, err := s.db.Incr(ctx, s.keys.ids()).Result()
		if err != nil {
			return coach.Deal{}, unread(err) // a lost answer leaves a gap
		}
		numbered := d
		numbered.ID, numbered.Version = id, 0
		stored, err := s.save(ctx, op, origin{}, &numbered)
		// A conflict means that Redis went back in time, and the counter with it.
		if !errors.Is(err, coach.ErrConflict) || !again(ctx, round) {
			return stored, err
		}
	}
}

// Update lets change alter a deal and commits the result with everything that
// follows from it. The same op again changes nothing and returns the first
// result. change must depend on the deal alone, because it may run several times,
// the last of them on the deal as it is; its error is returned as it is then, and
// nothing is written. No such deal is coach.ErrNotFound; one that change says was
// called by its name, and does not have that alone, coach.ErrAmbiguous.
func (s *Store) Update(ctx context.Context, id int64, op string, change func(*coach.Deal) error) (coach.Deal, error) {
	if op == "" {
		return coach.Deal{}, errNoOp
	}
	if guess, value, known := s.recent.of(id); known {
		d, refused, err := s.alter(ctx, op, guess, value, change)
		if !refused && !errors.Is(err, coach.ErrConflict) {
			return d, err
		}
	}
	for round := 0; ; round++ {
		found, err := s.strings(ctx, s.keys.op(op), s.keys.deal(id))
		if err != nil {
			return coach.Deal{}, unread(err)
		}
		if result := word(found, 0); result != "" {
			return doneDeal(result)
		}
		is, err := s.writable(id, word(found, 1))
		if err != nil {
			return coach.Deal{}, err
		}
		d, refused, err := s.alter(ctx, op, is, word(found, 1), change)
		if refused || !errors.Is(err, coach.ErrConflict) || !again(ctx, round) {
			return d, err
		}
	}
}

// alter lets change alter a deal that is written like value, and commits that
// unless it is written otherwise by now. It was refused when the error is
// change's, or the deal is not called as change relies on.
func (s *Store) alter(ctx context.Context, op string, d coach.Deal, value string, change func(*coach.Deal) error) (stored coach.Deal, refused bool, err error) {
	before := origin{s.keys.places(&d), d.Owner, value}
	id, version, nudge, acted := d.ID, d.Version, d.Nudge, d.ActedSince(d.Nudge.At)
	if err := change(&d); err != nil {
		return coach.Deal{}, true, err
	}
	d.ID, d.Version = id, version
	if d.Calling != nil && coach.Normalize(d.Name) != d.Calling.Name {
		return coach.Deal{}, true, fmt.Errorf("deal %d: %w", id, coach.ErrAmbiguous)
	}
	stored, err = s.save(ctx, op, before, &d)
	if err == nil && nudge.Prompt != "" && !acted && stored.ActedSince(nudge.At) {
		s.observe.Acted(string(nudge.Situation))
	}
	return stored, false, err
}

// writable reads a deal that is going to be written.
func (s *Store) writable(id int64, value string) (coach.Deal, error) {
	if value == "" {
		return coach.Deal{}, fmt.Errorf("deal %d: %w", id, coach.ErrNotFound)
	}
	d, schema, err := unsealDeal(value)
	if err != nil {
		return coach.Deal{}, fmt.Errorf("deal %d: %w", id, err)
	}
	return d, tooNew(fmt.Sprintf("deal %d", id), schema)
}

// save commits a deal over the one that it was, and returns it as it will be read.
// Nobody may change d any more.
func (s *Store) save(ctx context.Context, op string, before origin, d *coach.Deal) (coach.Deal, error) {
	p, err := s.planned(op, before, d)
	if err != nil {
		return coach.Deal{}, err
	}
	done, result, err := s.commit(ctx, p)
	if err != nil {
		return coach.Deal{}, fmt.Errorf("deal %d: %w", d.ID, err)
	}
	if done {
		return doneDeal(result)
	}
	s.recent.keep(d, p.result)
	return detached(d), nil
}

// planned plans to write a deal over the one that it was. It leaves the deal as it
// will be read.
func (s *Store) planned(op string, before origin, d *coach.Deal) (*plan, error) {
	p := s.newPlan(op)
	key := s.keys.deal(d.ID)
	if before.value == "" {
		p.expect(key, d.Version)
	} else {
		p.same(key, before.value)
		if d.Undoable {
			p.before(p.in.undo(op), key, coach.UndoFor)
		}
	}
	if d.Calling != nil {
		p.alone(d.ID, rangesOf(d.Calling.Words))
	}
	d.Version++
	if before.owner != "" && before.owner != d.Owner {
		p.message(coach.Home(before.owner))
	}
	var err error
	if p.result, err = p.deal(before.places, d); err != nil {
		return nil, err
	}
	if d.Owner != "" {
		p.ensure(coach.Timer{Name: coach.PromptTimer(d.Owner), Due: d.Last.At})
	}
	return p, nil
}

// origin is a deal as it was before a change: where it is found, whose it is, and
// how it is written.
type origin struct {
	places places
	owner  string
	value  string
}

// Before returns a deal as it was before an operation that may be taken back, or
// coach.ErrNotFound when that is not possible any more.
func (s *Store) Before(ctx context.Context, op string) (coach.Deal, error) {
	value, err := s.db.Get(ctx, s.keys.undo(op)).Result()
	switch {
	case errors.Is(err, redis.Nil):
		return coach.Deal{}, fmt.Errorf("before %q: %w", op, coach.ErrNotFound)
	case err != nil:
		return coach.Deal{}, unread(err)
	}
	d, _, err := unsealDeal(value)
	return d, err
}

// deal plans to write a deal, its indexes, its history and its messages. It
// returns how the deal is written, and leaves it as it will be read.
func (p *plan) deal(before places, d *coach.Deal) (value string, err error) {
	var messages []coach.Message
	if len(d.News) > 0 {
		messages = d.Messages()
	}
	value, err = p.record(before, d)
	for _, m := range messages {
		p.message(m)
	}
	return value, err
}

// record plans to write a deal, its indexes and its history. It returns how the
// deal is written, and leaves it as it will be read.
func (p *plan) record(before places, d *coach.Deal) (value string, err error) {
	news := d.News
	if value, err = sealDeal(d); err != nil {
		return "", err
	}
	p.put(p.in.deal(d.ID), value)
	p.reindex(before, p.in.places(d))
	for _, event := range news {
		if err := p.event(d.ID, event); err != nil {
			return "", err
		}
	}
	p.lives(before, d)
	return value, nil
}

// event plans a line of a deal's history.
func (p *plan) event(id int64, e coach.Event) error {
	line, err := writeLine(e)
	if err != nil {
		return err
	}
	p.push(p.in.history(id), line, historyCap)
	return nil
}

// doneDeal reads the result of an operation that had been done before.
func doneDeal(result string) (coach.Deal, error) {
	d, _, err := unsealDeal(result)
	if err != nil {
		return coach.Deal{}, fmt.Errorf("the operation was done before, on something else than a deal: %w", err)
	}
	return d, nil
}

// Deal returns a deal, or coach.ErrNotFound.
func (s *Store) Deal(ctx context.Context, id int64) (coach.Deal, error) {
	value, err := s.db.Get(ctx, s.keys.deal(id)).Result()
	switch {
	case errors.Is(err, redis.Nil):
		return coach.Deal{}, fmt.Errorf("deal %d: %w", id, coach.ErrNotFound)
	case err != nil:
		return coach.Deal{}, unread(err)
	}
	d, _, err := unsealDeal(value)
	if err != nil {
		return coach.Deal{}, fmt.Errorf("deal %d: %w", id, err)
	}
	return d, nil
}
