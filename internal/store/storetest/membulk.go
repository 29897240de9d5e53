package storetest

import (
	"context"
	"fmt"

	"dealcoach/internal/coach"
)

// SaveAll commits several deals at once.
func (m *Memory) SaveAll(ctx context.Context, op string, deals []coach.Deal) error {
	if op == "" {
		return errNoOp
	}
	return m.do(ctx, func() error {
		if _, done := m.ops[op]; done || len(deals) == 0 {
			return nil
		}
		for _, d := range deals {
			if !m.fits(d) {
				return fmt.Errorf("%d deals: %w", len(deals), coach.ErrConflict)
			}
		}
		for _, d := range deals {
			m.file(d)
		}
		m.ops[op] = coach.Deal{}
		return nil
	})
}

// fits reports whether a deal is as it was read, and nobody else has its names.
func (m *Memory) fits(d coach.Deal) bool {
	for _, field := range linkFields(d) {
		if id, linked := m.links[field]; linked && id != d.ID {
			_, merged := m.merged[id]
			if _, alive := m.deals[id]; alive && !merged {
				return false
			}
		}
	}
	return d.ID == 0 || m.deals[d.ID].Version == d.Version
}

// file writes one deal of several.
func (m *Memory) file(d coach.Deal) {
	if d.ID == 0 {
		m.lastID++
		d.ID, d.Version = m.lastID, 0
	}
	if before := m.deals[d.ID].Owner; before != "" && before != d.Owner {
		m.enqueue(coach.Home(before))
	}
	m.put(d)
	for _, field := range linkFields(d) {
		m.links[field] = d.ID
	}
	if d.Owner != "" && d.IsOpen() {
		m.ensure(coach.PromptTimer(d.Owner), ms(d.Last.At))
	}
}

func linkFields(d coach.Deal) []string {
	var all []string
	if d.External != "" {
		all = append(all, "id:"+d.External)
	}
	if d.Row != "" {
		all = append(all, "row:"+d.Row)
	}
	return all
}

// ByExternal returns the deals that are known by these ids of another system.
func (m *Memory) ByExternal(ctx context.Context, ids []string) (map[string]int64, error) {
	return m.linked(ctx, "id:", ids)
}

// ByRow returns the deals that were imported from these rows.
func (m *Memory) ByRow(ctx context.Context, rows []string) (map[string]int64, error) {
	return m.linked(ctx, "row:", rows)
}

func (m *Memory) linked(ctx context.Context, kind string, names []string) (map[string]int64, error) {
	found := map[string]int64{}
	err := m.do(ctx, func() error {
		for _, name := range names {
			if id, ok := m.links[kind+name]; ok {
				for m.merged[id] != 0 {
					id = m.merged[id]
				}
				found[name] = id
			}
		}
		return nil
	})
	return found, err
}
