package storetest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"dealcoach/internal/coach"
)

// Rep returns what is kept of a rep; version 0 when that is nothing.
func (m *Memory) Rep(ctx context.Context, id string) (r coach.Rep, err error) {
	err = m.do(ctx, func() error {
		r = m.reps[id]
		r.ID = id
		return nil
	})
	return r, err
}

// SaveLook commits what a look at a rep's deals led to.
func (m *Memory) SaveLook(ctx context.Context, t coach.Timer, l coach.Look) error {
	return m.do(ctx, func() error {
		if _, done := m.ops[t.Op()]; done {
			m.move(t, l.Next)
			return nil
		}
		if m.reps[l.Rep.ID].Version != l.Rep.Version {
			return fmt.Errorf("look for %s: %w", l.Rep.ID, coach.ErrConflict)
		}
		for _, d := range l.Deals {
			if is, ok := m.deals[d.ID]; !ok || is.Version != d.Version {
				return fmt.Errorf("look for %s: %w", l.Rep.ID, coach.ErrConflict)
			}
		}
		rep := l.Rep
		rep.Version++
		rep.Since = ms(rep.Since)
		m.reps[rep.ID] = rep
		for _, d := range l.Deals {
			d.News = nil
			m.put(d)
		}
		if l.Prompt != nil {
			m.savePrompt(*l.Prompt)
		}
		delete(m.absent, rep.ID)
		if l.Absent {
			m.absent[rep.ID] = true
		}
		for _, message := range l.Notices {
			m.enqueue(message)
		}
		m.move(t, l.Next)
		m.ops[t.Op()] = coach.Deal{}
		return nil
	})
}

func (m *Memory) savePrompt(p coach.Prompt) {
	if _, there := m.prompts[p.ID]; !there {
		p.At, p.NotAfter, p.DigestAt = ms(p.At), ms(p.NotAfter), ms(p.DigestAt)
		p.Cards, p.More, p.Focus, p.Ended = cloned(p.Cards), cloned(p.More), cloned(p.Focus), cloned(p.Ended)
		m.prompts[p.ID] = p
	}
	m.enqueue(coach.Message{ID: p.ID, Kind: coach.PromptMessage, To: p.Rep, NotAfter: p.NotAfter})
	m.enqueue(coach.Home(p.Rep))
}

// Prompt returns a prompt, or coach.ErrNotFound.
func (m *Memory) Prompt(ctx context.Context, id string) (p coach.Prompt, err error) {
	err = m.do(ctx, func() error {
		found, ok := m.prompts[id]
		if !ok {
			return fmt.Errorf("prompt %s: %w", id, coach.ErrNotFound)
		}
		p = found
		p.Cards, p.More, p.Focus, p.Ended = cloned(p.Cards), cloned(p.More), cloned(p.Focus), cloned(p.Ended)
		return nil
	})
	return p, err
}

// LastDigest returns the instant of the last digest, and whether there is one.
func (m *Memory) LastDigest(ctx context.Context) (at time.Time, ok bool, err error) {
	err = m.do(ctx, func() error { at, ok = m.digested, m.hasDigested; return nil })
	return at, ok, err
}

// StartDigests sets the last digest's instant if there is none.
func (m *Memory) StartDigests(ctx context.Context, at time.Time) error {
	return m.do(ctx, func() error {
		if !m.hasDigested {
			m.digested, m.hasDigested = ms(at), true
		}
		return nil
	})
}

// cloned copies a list; an empty one is read back as nil.
func cloned[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return slices.Clone(list)
}
