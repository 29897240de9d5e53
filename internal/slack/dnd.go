package slack

import (
	"context"
	"errors"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// quietAsk bounds the question whether somebody wants to be left in peace: an
// answer that takes longer does not keep their prompt back.
const quietAsk = 500 * time.Millisecond

var errQuiet = errors.New("the person wants no notifications now")

// inPeace holds a prompt back while its reader snoozes notifications or is in
// their do-not-disturb hours, until these end or the prompt's time is over. A look-up
// that fails holds nothing back, and neither does a rehearsal, in which nobody
// knows what Slack's clock shows.
func (b *Bot) inPeace(ctx context.Context, d coach.Delivery) error {
	now := b.now()
	if b.rehearses() || d.NotAfter.IsZero() || now.After(d.NotAfter) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, quietAsk)
	defer cancel()
	status, err := b.quietHours(ctx, d.To)
	if err != nil {
		b.log.Debug("slack did not say whether somebody wants notifications", "message", d.ID, "err", redact(err))
		return nil
	}
	var until time.Time
	if from, to := unixOf(status.NextStartTimestamp), unixOf(status.NextEndTimestamp); status.Enabled && !now.Before(from) && now.Before(to) {
		until = to
	}
	if to := unixOf(status.SnoozeEndTime); status.SnoozeEnabled && to.After(until) {
		until = to
	}
	if !until.After(now) {
		return nil
	}
	if until.After(d.NotAfter) {
		until = d.NotAfter.Add(time.Second) // it is dropped then
	}
	return coach.Held{Wait: until.Sub(now), Cause: errQuiet}
}

// quietHours asks Slack when somebody wants no notifications: about them alone,
// which tells of a snooze too, or when too many are asked about, about them and
// whoever is next.
func (c *Client) quietHours(ctx context.Context, user string) (*slack.DNDStatus, error) {
	crowd := c.people.crowd
	if status, ok := crowd.said(user); ok {
		return &status, nil
	}
	if crowd.quiet.Allow() {
		return c.api.GetDNDInfoContext(ctx, &user)
	}
	if !crowd.quiets.Allow() {
		return nil, errCrowd
	}
	asked := crowd.next(user)
	all, err := c.api.GetDNDTeamInfoContext(ctx, asked)
	if err != nil {
		return nil, err
	}
	crowd.hears(asked, all)
	status := all[user]
	return &status, nil
}

var errCrowd = errors.New("too many are asked about at once")

func unixOf(seconds int) time.Time { return time.Unix(int64(seconds), 0) }

// rehearses reports whether the bot's clock is not the real one.
func (b *Bot) rehearses() bool { return time.Until(b.now()).Abs() > lookSlack }
