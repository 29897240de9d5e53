package store

import (
	"context"
	"fmt"

	"dealcoach/internal/coach"
)

// Absent returns the reps who were gone or away for long when they were looked at
// last, by id.
func (s *Store) Absent(ctx context.Context) ([]string, error) {
	return s.members(ctx, s.keys.absent())
}

// absent keeps whether a rep is absent.
func (p *plan) absent(rep string, is bool) {
	if is {
		p.rank(p.in.absent(), 0, rep)
	} else {
		p.unrank(p.in.absent(), rep)
	}
}

// Watch keeps whether a person looks at the whole team on their Home tab. From then
// on a change of anybody's deal asks for coach.TeamHomes.
func (s *Store) Watch(ctx context.Context, user string, watches bool) error {
	p := s.newPlan("")
	if watches {
		p.rank(p.in.watchers(), 0, user)
		p.queue(coach.TeamHomes(), repeated)
	} else {
		p.unrank(p.in.watchers(), user)
	}
	if _, _, err := s.commit(ctx, p); err != nil {
		return fmt.Errorf("what %s looks at: %w", user, err)
	}
	return nil
}

// Watchers returns who looks at the team, by id.
func (s *Store) Watchers(ctx context.Context) ([]string, error) {
	return s.members(ctx, s.keys.watchers())
}

// Notify puts messages into the outbox. One that has been there before is left
// out.
func (s *Store) Notify(ctx context.Context, messages []coach.Message) error {
	if len(messages) == 0 {
		return nil
	}
	p := s.newPlan("")
	for _, m := range messages {
		p.message(m)
	}
	if _, _, err := s.commit(ctx, p); err != nil {
		return fmt.Errorf("notices: %w", err)
	}
	return nil
}

func (s *Store) members(ctx context.Context, key string) ([]string, error) {
	all, err := s.db.ZRange(ctx, key, 0, -1).Result()
	return all, unread(err)
}
