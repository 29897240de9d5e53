package storetest

import (
	"context"
	"time"

	"dealcoach/internal/coach"
)

// Retime moves the timers of the reps that are mine, and ends the timer t.
func (m *Memory) Retime(ctx context.Context, t coach.Timer, mine func(rep string) bool,
	decide func(r coach.Rep, due time.Time) (at time.Time, ok bool)) (moved int, err error) {
	err = m.do(ctx, func() error {
		for name, due := range m.due {
			rep, ok := coach.Timer{Name: name}.Rep()
			if !ok || !mine(rep) {
				continue
			}
			r := m.reps[rep]
			r.ID = rep
			if at, ok := decide(r, due); ok {
				m.set(coach.Timer{Name: name, Due: at})
				moved++
			}
		}
		m.move(t, time.Time{})
		return nil
	})
	return moved, err
}
