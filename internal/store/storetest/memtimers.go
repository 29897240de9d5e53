package storetest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"dealcoach/internal/coach"
)

// claim is a timer that somebody looks at.
type claim struct {
	due   time.Time
	until time.Time // real time
}

// Claim takes up to n timers that are due at now for the caller alone.
func (m *Memory) Claim(ctx context.Context, now time.Time, n int, lease time.Duration) (due []coach.Timer, next time.Time, err error) {
	err = m.do(ctx, func() error {
		for name, c := range m.claims {
			if !c.until.After(time.Now()) {
				delete(m.claims, name)
				m.due[name] = c.due
			}
		}
		now := ms(now)
		for name, at := range m.due {
			switch {
			case !at.After(now):
				due = append(due, coach.Timer{Name: name, Due: at})
			case next.IsZero() || at.Before(next):
				next = at
			}
		}
		slices.SortFunc(due, func(a, b coach.Timer) int {
			return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Name, b.Name))
		})
		due = first(due, n)
		for _, t := range due {
			delete(m.due, t.Name)
			m.claims[t.Name] = claim{due: t.Due, until: time.Now().Add(lease)}
		}
		return nil
	})
	return due, next, err
}

// Renew makes claims last for another lease from now.
func (m *Memory) Renew(ctx context.Context, timers []coach.Timer, lease time.Duration) error {
	return m.do(ctx, func() error {
		for _, t := range timers {
			if c, ok := m.claims[t.Name]; ok && c.due.Equal(ms(t.Due)) {
				m.claims[t.Name] = claim{due: c.due, until: time.Now().Add(lease)}
			}
		}
		return nil
	})
}

// NextDue returns the earliest instant that any timer stands for.
func (m *Memory) NextDue(ctx context.Context) (at time.Time, ok bool, err error) {
	err = m.do(ctx, func() error {
		all := make([]time.Time, 0, len(m.due)+len(m.claims))
		for _, t := range m.due {
			all = append(all, t)
		}
		for _, c := range m.claims {
			all = append(all, c.due)
		}
		if ok = len(all) > 0; ok {
			at = slices.MinFunc(all, time.Time.Compare)
		}
		return nil
	})
	return at, ok, err
}

// SetTimer sets a timer or moves it, unless somebody has claimed it right now.
func (m *Memory) SetTimer(ctx context.Context, t coach.Timer) error {
	return m.do(ctx, func() error { m.set(t); return nil })
}

func (m *Memory) set(t coach.Timer) {
	if c, ok := m.claims[t.Name]; ok && c.until.After(time.Now()) {
		return
	}
	delete(m.claims, t.Name)
	m.schedule(t.Name, ms(t.Due))
}

// ensure puts a timer into due that is nowhere.
func (m *Memory) ensure(name string, at time.Time) {
	_, waiting := m.due[name]
	if _, claimed := m.claims[name]; !waiting && !claimed {
		m.schedule(name, at)
	}
}

// move ends the claim on a timer and sets its next instant, unless it stands
// for another one by now.
func (m *Memory) move(t coach.Timer, next time.Time) {
	stands, ok := m.due[t.Name]
	if c, claimed := m.claims[t.Name]; claimed {
		stands, ok = c.due, true
	}
	if ok && !stands.Equal(ms(t.Due)) {
		return
	}
	delete(m.claims, t.Name)
	delete(m.due, t.Name)
	if !next.IsZero() {
		m.schedule(t.Name, ms(next))
	}
}

func (m *Memory) schedule(name string, at time.Time) {
	m.due[name] = at
	m.added = true
}
