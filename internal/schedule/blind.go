package schedule

import (
	"context"
	"log/slog"
	"time"

	"dealcoach/internal/coach"
)

// Lifeline is what watching for blindness needs of the store.
type Lifeline interface {
	// Reached returns when Slack was reached last by any instance; zero: never.
	Reached(ctx context.Context) (time.Time, error)
	// Reach keeps that it is reached now.
	Reach(ctx context.Context, at time.Time) error
	// Blind keeps the same after a time from which on it was not, and the notices
	// of that, once for all instances.
	Blind(ctx context.Context, from, to time.Time, notices []coach.Message) error
	// Late counts what should have been said since an instant: prompts that are due
	// and messages that wait.
	Late(ctx context.Context, since, now time.Time) (int, error)
	Watchers(ctx context.Context) ([]string, error)
}

// Blind tells the managers when nobody could reach Slack for a while, because
// every instance was cut off or not running.
type Blind struct {
	Store     Lifeline
	Connected func() bool
	Settings  func() coach.Settings
	Log       *slog.Logger
}

const (
	// reachEvery is how often it is kept that Slack is reached.
	reachEvery = 20 * time.Second
	// reachLook is how often it is looked whether it is reached again.
	reachLook = time.Second
	// blindFor is the shortest time that managers hear of. Restarts and the
	// refreshes of sockets are shorter.
	blindFor = 10 * time.Minute
)

// Run watches until ctx ends. It must begin before the other loops, which do
// away with what was late.
func (b *Blind) Run(ctx context.Context, begun func()) {
	late, err := b.late(ctx)
	if err != nil {
		b.report(ctx, err)
	}
	begun()
	down := true
	for ctx.Err() == nil {
		wait := reachEvery
		switch {
		case !b.Connected():
			down, wait = true, reachLook
		default:
			if down && late == 0 {
				late, err = b.late(ctx)
			}
			if err == nil {
				err = b.reached(ctx, late)
			}
			if err != nil {
				b.report(ctx, err)
				wait, err = reachLook, nil
			} else {
				down, late = false, 0
			}
		}
		pause(ctx, wait, nil)
	}
}

// late counts what has become late since Slack was reached last.
func (b *Blind) late(ctx context.Context) (int, error) {
	last, err := b.Store.Reached(ctx)
	if err != nil || last.IsZero() {
		return 0, err
	}
	return b.Store.Late(ctx, last, time.Now())
}

// reached keeps that Slack is reached, and tells of a time in which it was not.
func (b *Blind) reached(ctx context.Context, late int) error {
	now := time.Now()
	last, err := b.Store.Reached(ctx)
	if err != nil {
		return err
	}
	if last.IsZero() || now.Sub(last) < blindFor {
		return b.Store.Reach(ctx, now)
	}
	watchers, err := b.Store.Watchers(ctx)
	if err != nil {
		return err
	}
	b.Log.Warn("Slack was out of reach", "from", last, "to", now, "late", late)
	notice := coach.Blindness(last, now, late)
	return b.Store.Blind(ctx, last, now, notice.ToEach(coach.Everybody(b.Settings().Managers, watchers)))
}

func (b *Blind) report(ctx context.Context, err error) {
	if ctx.Err() == nil {
		b.Log.Warn("could not keep that Slack is reached", "err", err)
	}
}
