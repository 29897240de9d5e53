package store

import (
	"context"
	"fmt"

	"dealcoach/internal/coach"
)

// ShowHome asks for a person's Home tab to be drawn: now, and from now on
// whenever one of their deals changes. Nobody's is drawn for ever: after 60 days
// without a change of their deals, it is drawn again when they open it.
func (s *Store) ShowHome(ctx context.Context, user string) error {
	p := s.newPlan("")
	p.queue(coach.Home(user), repeated)
	if _, _, err := s.commit(ctx, p); err != nil {
		return fmt.Errorf("the Home tab of %s: %w", user, err)
	}
	return nil
}
