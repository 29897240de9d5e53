package schedule

import (
	"context"
	"errors"
	"time"

	"dealcoach/internal/coach"
)

// earlyAgain is when an early digest is looked at again whose instant has been
// moved to a later one.
const earlyAgain = time.Hour

// lookAtEarly brings a digest up to date that was posted early and passed over at
// its instant, by a program that knows no early ones. Usually there is nothing to
// do. One of another channel than the present one stays as it is.
func (l *Look) lookAtEarly(ctx context.Context, t coach.Timer, id string) error {
	early, err := l.Store.Digest(ctx, id)
	if errors.Is(err, coach.ErrNotFound) || err == nil && !early.Early {
		return l.Store.CompleteDigest(ctx, t, coach.Digest{}, time.Time{})
	}
	if err != nil {
		return err
	}
	last, ok, err := l.Store.LastDigest(ctx)
	if err != nil {
		return err
	}
	if !ok || last.Before(early.To) { // its own timer is still to come
		return l.Store.CompleteDigest(ctx, t, coach.Digest{}, l.Clock.Now().Add(earlyAgain))
	}
	channel, err := l.Directory.Channel(ctx, l.Settings().DigestChannel)
	if err != nil {
		return err
	}
	if channel != early.Channel {
		return l.Store.CompleteDigest(ctx, t, coach.Digest{}, time.Time{})
	}
	d, err := week(ctx, l.Store, l.Settings(), channel, early.From, early.To, l.Clock.Now())
	if err != nil {
		return err
	}
	l.Log.Info("digest completed, which another version passed over", "digest", d.ID)
	return l.Store.CompleteDigest(ctx, t, d, time.Time{})
}
