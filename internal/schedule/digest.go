package schedule

import (
	"context"
	"errors"
	"fmt"

	"dealcoach/internal/coach"
)

// prepareDigest sets the digest's timer. The next instant is a pure function of
// the last digest and the settings, so that every instance and every restart
// finds the same one, and a missed week is still due.
func (l *Look) prepareDigest(ctx context.Context) error {
	if err := l.Store.StartDigests(ctx, coach.DigestBefore(l.Clock.Now(), l.Settings())); err != nil {
		return err
	}
	last, ok, err := l.Store.LastDigest(ctx)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("the last digest's instant was not kept")
	}
	return l.Store.SetTimer(ctx, coach.Timer{Name: coach.DigestTimer, Due: coach.NextDigest(last, l.Settings())})
}

// lookAtDigest sums up the deals closed since the last digest's instant up to
// this one's. After an outage the next timer is the next missed week. A week
// without a channel passes in silence, and is not made up for.
func (l *Look) lookAtDigest(ctx context.Context, t coach.Timer) error {
	if l.Settings().DigestChannel == "" {
		return l.Store.SaveDigest(ctx, t, coach.Digest{}, coach.NextDigest(t.Due, l.Settings()))
	}
	channel, err := l.Directory.Channel(ctx, l.Settings().DigestChannel)
	if err != nil {
		return errors.Join(fmt.Errorf("find the digest channel: %w", err), l.noChannel(ctx, t, err))
	}
	last, ok, err := l.Store.LastDigest(ctx)
	if err != nil {
		return err
	}
	if !ok {
		last = coach.DigestBefore(t.Due.Add(-1), l.Settings())
	}
	d, err := week(ctx, l.Store, l.Settings(), channel, last, t.Due, l.Clock.Now())
	if err != nil {
		return err
	}
	if err := l.Store.SaveDigest(ctx, t, d, coach.NextDigest(t.Due, l.Settings())); err != nil {
		return err
	}
	l.Log.Info("digest decided", "digest", d.ID, "won", d.Won.Count, "let_go", d.LetGo.Count, "lost", d.Lost.Count)
	return nil
}
