package slack

import (
	"context"
	"time"

	"dealcoach/internal/coach"
)

// watch keeps whether somebody looks at the whole team on their Home tab, so that it
// follows the others' deals too.
func (b *Bot) watch(ctx context.Context, p coach.Person) error {
	look, err := b.outlookOf(ctx, p)
	if err != nil {
		return err
	}
	return b.deals.Watch(ctx, p.ID, look.team)
}

// sendTeam has the Home tabs drawn anew that show the whole team. It forgets who is
// no manager any more. Doing it twice does no harm.
func (b *Bot) sendTeam(ctx context.Context) error {
	users, err := b.deals.Watchers(ctx)
	if err != nil {
		return unread(err)
	}
	for _, user := range users {
		if _, err := b.lookUp(ctx, user); err != nil {
			return coach.Held{Wait: time.Second, Cause: err}
		}
		p, err := b.admit(ctx, sender{user, b.home.Team, b.home.Enterprise})
		if err == nil && p.Manages(b.settings()) {
			err = b.deals.ShowHome(ctx, user)
		} else {
			err = b.deals.Watch(ctx, user, false)
		}
		if err != nil {
			return coach.Held{Wait: time.Second, Cause: err}
		}
	}
	return nil
}
