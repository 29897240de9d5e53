package schedule

import (
	"context"
	"errors"

	"dealcoach/internal/coach"
)

// noChannel tells the managers that there is no such channel for the digest that a
// timer is for. The digest itself waits: its timer comes back.
func (l *Look) noChannel(ctx context.Context, t coach.Timer, cause error) error {
	if !errors.Is(cause, coach.ErrNoChannel) {
		return nil
	}
	watchers, err := l.Store.Watchers(ctx)
	if err != nil {
		return err
	}
	s := l.Settings()
	n := coach.Notice{
		What: coach.NoChannelNotice, About: s.DigestChannel, By: "channel_not_found", When: coach.DateOf(t.Due.In(s.Zone)).ISOWeek(),
	}
	return l.Store.Notify(ctx, n.ToEach(coach.Everybody(s.Managers, watchers)))
}
