package slack

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"dealcoach/internal/coach"
)

const (
	// askAgain is how long a digest waits for its channel before it is tried again.
	askAgain = time.Minute
	// keptFor is how long it waits altogether; the next one is due by then.
	keptFor = 7 * 24 * time.Hour
)

// placeDigest posts a digest in its channel or, when that does not take it, in the
// one that the settings name by now. While neither does, the digest is held, and the
// managers are told what to do.
func (b *Bot) placeDigest(ctx context.Context, d coach.Delivery) (coach.Posted, error) {
	other := d
	if now, err := b.Channel(ctx, b.settings().DigestChannel); err == nil && now != "" {
		other.To = now
	}
	if d.Repeated() && other.To != d.To {
		// An earlier attempt may have found its place there.
		ts, err := b.look(ctx, coach.Posted{Channel: other.To}, d)
		if err == nil && ts != "" {
			return coach.Posted{Channel: other.To, TS: ts}, nil
		}
		if _, none := noPlace(err); err != nil && !none {
			return coach.Posted{}, err
		}
	}
	at, err := b.sendDigest(ctx, d)
	reason, none := noPlace(err)
	if none && other.To != d.To {
		at, err = b.sendDigest(ctx, other)
		reason, none = noPlace(err)
	}
	if !none {
		return at, err
	}
	return coach.Posted{}, b.keepDigest(ctx, other, reason)
}

// mendable are the refusals of a post that somebody can mend in Slack.
var mendable = []string{"not_in_channel", "channel_not_found", "is_archived"}

// noPlace reports that a channel does not take a message, and why.
func noPlace(err error) (reason string, none bool) {
	var dead coach.Undeliverable
	none = errors.As(err, &dead) && slices.Contains(mendable, dead.Reason)
	return dead.Reason, none
}

// keepDigest holds a digest that finds no place, and tells the managers.
func (b *Bot) keepDigest(ctx context.Context, d coach.Delivery, reason string) error {
	digest, err := b.deals.Digest(ctx, d.ID)
	if err != nil {
		return unread(err)
	}
	if b.now().After(digest.To.Add(keptFor)) {
		return coach.Undeliverable{Reason: reason}
	}
	watchers, err := b.deals.Watchers(ctx)
	if err != nil {
		return unread(err)
	}
	week := d.ID[strings.LastIndexByte(d.ID, ':')+1:]
	n := coach.Notice{What: coach.NoChannelNotice, About: d.To, By: reason, When: week}
	if err := b.deals.Notify(ctx, n.ToEach(coach.Everybody(b.settings().Managers, watchers))); err != nil {
		return unread(err)
	}
	b.log.Warn("the digest's channel does not take it; trying again", "digest", d.ID, "channel", d.To, "reason", reason)
	return coach.Held{Wait: askAgain, Cause: coach.Undeliverable{Reason: reason}}
}
