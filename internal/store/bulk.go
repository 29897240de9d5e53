package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// SaveAll commits several deals at once: all of them or none. Those without an id
// are new and get one; the others are written over the versions that they carry.
// The same op again changes nothing. When one of them changed meanwhile, or another
// deal is known by the same external id or row, it is coach.ErrConflict: read again,
// and decide anew. Everybody's Home tab is drawn once. A few hundred are enough for
// one commit, so that others need not wait for it.
func (s *Store) SaveAll(ctx context.Context, op string, deals []coach.Deal) error {
	if op == "" {
		return errNoOp
	}
	if len(deals) == 0 {
		return nil
	}
	for round := 0; ; round++ {
		numbered, fresh, err := s.number(ctx, deals)
		if err != nil {
			return err
		}
		before, err := s.origins(ctx, numbered)
		if err != nil {
			return err
		}
		gone, err := s.gone(ctx, numbered)
		if err != nil {
			return err
		}
		p, err := s.planAll(op, numbered, before, gone)
		if err != nil {
			return err
		}
		_, _, err = s.commit(ctx, p)
		if err == nil {
			return nil
		}
		err = fmt.Errorf("%d deals: %w", len(deals), err)
		// Without a known deal the conflict may be about the numbers alone: Redis went
		// back in time, and the counter with it.
		if fresh < len(deals) || round > 0 {
			return err
		}
	}
}

// number gives ids to the deals that have none, and says how many these are.
func (s *Store) number(ctx context.Context, deals []coach.Deal) (numbered []coach.Deal, fresh int, err error) {
	numbered = append(numbered, deals...)
	var ids []*redis.IntCmd
	_, err = s.db.Pipelined(ctx, func(p redis.Pipeliner) error {
		for _, d := range deals {
			if d.ID == 0 {
				ids = append(ids, p.Incr(ctx, s.keys.ids()))
			}
		}
		return nil
	})
	if err != nil {
		return nil, 0, unread(err)
	}
	for i := range numbered {
		if numbered[i].ID == 0 {
			numbered[i].ID, numbered[i].Version = ids[fresh].Val(), 0
			fresh++
		}
	}
	return numbered, fresh, nil
}

// origins reads how the known ones of the deals are now.
func (s *Store) origins(ctx context.Context, deals []coach.Deal) (map[int64]origin, error) {
	var known []int64
	versions := map[int64]int64{}
	for _, d := range deals {
		if d.Version > 0 {
			known = append(known, d.ID)
			versions[d.ID] = d.Version
		}
	}
	before := make(map[int64]origin, len(known))
	err := s.each(ctx, known, func(value string) error {
		d, schema, err := unsealDeal(value)
		if err == nil && d.Version == versions[d.ID] {
			before[d.ID] = origin{s.keys.places(&d), d.Owner, value}
			return tooNew(fmt.Sprintf("deal %d", d.ID), schema)
		}
		return err
	})
	if err == nil && len(before) < len(known) {
		err = fmt.Errorf("%d deals: %w", len(deals), coach.ErrConflict)
	}
	return before, err
}

// planAll plans to write the deals, and what follows from all of them together.
func (s *Store) planAll(op string, deals []coach.Deal, before map[int64]origin, gone map[string]int64) (*plan, error) {
	p := s.newPlan(op)
	p.result = "1 {}"
	told := map[string]bool{}
	tell := func(m coach.Message) {
		if !told[m.ID] {
			told[m.ID] = true
			p.message(m)
		}
	}
	timed := map[string]bool{}
	for _, d := range deals {
		was := before[d.ID]
		p.expect(s.keys.deal(d.ID), d.Version)
		d.Version++
		links := fields(d)
		if _, err := p.record(was.places, &d); err != nil {
			return nil, err
		}
		for _, field := range links {
			p.link(field, d.ID, gone[field])
		}
		if was.owner != "" && was.owner != d.Owner {
			tell(coach.Home(was.owner))
		}
		for _, m := range d.Refreshes() {
			tell(m)
		}
		if d.Owner != "" && d.IsOpen() && !timed[d.Owner] {
			timed[d.Owner] = true
			p.ensure(coach.Timer{Name: coach.PromptTimer(d.Owner), Due: d.Last.At})
		}
	}
	return p, nil
}

// What a field of the external ids begins with: an id of another system, a row
// that had none, or the number of a deal that was merged into another, to which
// everything leads from then on that led to it.
const (
	idField     = "id:"
	rowField    = "row:"
	mergedField = "merged:"
)

// fields are the fields of the external ids that lead to a deal.
func fields(d coach.Deal) []string {
	var all []string
	if d.External != "" {
		all = append(all, idField+d.External)
	}
	if d.Row != "" {
		all = append(all, rowField+d.Row)
	}
	return all
}

// gone returns which fields of the deals lead to deals that are no more, or that
// are a part of others by now.
func (s *Store) gone(ctx context.Context, deals []coach.Deal) (map[string]int64, error) {
	var names []string
	for _, d := range deals {
		names = append(names, fields(d)...)
	}
	led, err := s.fieldsOf(ctx, "", names)
	if err != nil {
		return nil, err
	}
	merged, err := s.merged(ctx, led)
	if err != nil {
		return nil, err
	}
	alive := map[int64]bool{}
	err = s.each(ctx, slices.Collect(maps.Values(led)), func(value string) error {
		var r nameRecord
		_, err := unseal(value, &r)
		alive[r.ID] = true
		return err
	})
	maps.DeleteFunc(led, func(_ string, id int64) bool { return alive[id] && merged[id] == 0 })
	return led, err
}

// ByExternal returns the deals that are known by these ids of another system; of one
// that was merged away, the one that is left. Some may be gone by now.
func (s *Store) ByExternal(ctx context.Context, ids []string) (map[string]int64, error) {
	return s.linked(ctx, idField, ids)
}

// ByRow returns the deals that were imported from these rows (see coach.Deal.Row).
// Some may be gone by now.
func (s *Store) ByRow(ctx context.Context, rows []string) (map[string]int64, error) {
	return s.linked(ctx, rowField, rows)
}

// linked returns where the fields lead that begin with kind, past all deals that
// were merged away.
func (s *Store) linked(ctx context.Context, kind string, names []string) (map[string]int64, error) {
	found, err := s.fieldsOf(ctx, kind, names)
	// A deal that took others in may be merged itself. Each step leads to another deal.
	for range mergedChain {
		var merged map[int64]int64
		if err == nil {
			merged, err = s.merged(ctx, found)
		}
		if err != nil || len(merged) == 0 {
			break
		}
		for name, id := range found {
			if into := merged[id]; into != 0 {
				found[name] = into
			}
		}
	}
	return found, err
}

// mergedChain is how many merges in a row are followed.
const mergedChain = 16

// merged returns which of the deals were merged away, and into what.
func (s *Store) merged(ctx context.Context, led map[string]int64) (map[int64]int64, error) {
	ids := slices.Sorted(maps.Values(led))
	var names []string
	for _, id := range slices.Compact(ids) {
		names = append(names, strconv.FormatInt(id, 10))
	}
	into, err := s.fieldsOf(ctx, mergedField, names)
	merged := make(map[int64]int64, len(into))
	for name, id := range into {
		from, _ := strconv.ParseInt(name, 10, 64) // written so just above
		merged[from] = id
	}
	return merged, err
}

// fieldsOf returns where the fields lead that begin with kind.
func (s *Store) fieldsOf(ctx context.Context, kind string, names []string) (map[string]int64, error) {
	found := map[string]int64{}
	if len(names) == 0 {
		return found, nil
	}
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = kind + name
	}
	values, err := s.db.HMGet(ctx, s.keys.external(), all...).Result()
	if err != nil {
		return nil, unread(err)
	}
	for i, name := range names {
		id := word(values, i)
		if id == "" {
			continue
		}
		if found[name], err = strconv.ParseInt(id, 10, 64); err != nil {
			return nil, fmt.Errorf("an external id leads to a deal %q: %w", id, err)
		}
	}
	return found, nil
}
