package storetest

import (
	"context"
	"maps"
	"slices"

	"dealcoach/internal/coach"
)

// Absent returns the reps who were absent when they were looked at last.
func (m *Memory) Absent(ctx context.Context) (all []string, err error) {
	err = m.do(ctx, func() error { all = slices.Sorted(maps.Keys(m.absent)); return nil })
	return all, err
}

// Watch keeps whether a person looks at the whole team on their Home tab.
func (m *Memory) Watch(ctx context.Context, user string, watches bool) error {
	return m.do(ctx, func() error {
		delete(m.watchers, user)
		if watches {
			m.watchers[user] = true
			m.queueUp(coach.TeamHomes())
		}
		return nil
	})
}

// Watchers returns who looks at the team.
func (m *Memory) Watchers(ctx context.Context) (all []string, err error) {
	err = m.do(ctx, func() error { all = slices.Sorted(maps.Keys(m.watchers)); return nil })
	return all, err
}

// Notify puts messages into the outbox.
func (m *Memory) Notify(ctx context.Context, messages []coach.Message) error {
	return m.do(ctx, func() error {
		for _, message := range messages {
			m.enqueue(message)
		}
		return nil
	})
}
