package slack

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"time"
)

// ending is how a socket ended, or did not come about.
type ending int

const (
	endedBroken    ending = iota // it broke, was closed, or could not be opened
	endedRefreshed               // Slack wants another in its place
	endedRefused                 // Slack wants none, or no more
)

// endingFor tells what Slack means by a disconnect.
func endingFor(reason string) ending {
	switch reason {
	case "warning", "refresh_requested":
		return endedRefreshed
	case "link_disabled", "too_many_websockets":
		return endedRefused
	default:
		return endedBroken
	}
}

// String names the ending for whoever watches.
func (e ending) String() string {
	switch e {
	case endedRefreshed:
		return "refreshed"
	case endedRefused:
		return "refused"
	default:
		return "broken"
	}
}

// level is how loud the log is about it.
func (e ending) level() slog.Level {
	switch e {
	case endedRefreshed:
		return slog.LevelInfo
	case endedRefused:
		return slog.LevelError
	default:
		return slog.LevelWarn
	}
}

// pauses returns between what bounds the pause before the next open grows, and
// after what life there is none. The one after a refresh stays short: Slack cuts
// the old socket about ten seconds later.
func (e ending) pauses() (first, longest, healthy time.Duration) {
	switch e {
	case endedRefreshed:
		return 500 * time.Millisecond, 5 * time.Second, 500 * time.Millisecond
	case endedRefused:
		return time.Minute, 5 * time.Minute, 1<<63 - 1
	default:
		return 500 * time.Millisecond, time.Minute, 10 * time.Second
	}
}

// gateProvenLife is the life of a socket that proves that the trouble is over.
const gateProvenLife = 30 * time.Second

// gate paces the opens of one connection: without it, a Slack that ends each
// socket at once is asked for the next a thousand times a second. Connections
// have one each, so that two that are refreshed in the same instant do not wait
// for each other.
type gate struct {
	log *slog.Logger

	opened time.Time     // when the last open was let through; zero before the first
	hello  time.Time     // when the socket of that open was greeted; zero: it was not
	step   time.Duration // what the last pause was measured from
	shut   time.Time     // Slack wants no open before
}

// helloed notes that the socket that was opened last works since now.
func (g *gate) helloed(now time.Time) { g.hello = now }

// hold keeps the gate shut until then, or a little longer.
func (g *gate) hold(until time.Time) { g.shut = until }

// pause returns how long an open that wants through at now has to wait. The
// first goes at once, and so does one after a healthy life. Otherwise opens keep
// a distance that doubles each time; a random quarter less, so that many
// instances do not come back in step.
func (g *gate) pause(now time.Time, after ending) time.Duration {
	shut := g.shut.Sub(now)
	if shut > 0 {
		shut += rand.N(time.Second)
	}
	return max(0, shut, g.distance(now, after))
}

func (g *gate) distance(now time.Time, after ending) time.Duration {
	first, longest, healthy := after.pauses()
	var lived time.Duration
	if !g.hello.IsZero() {
		lived = now.Sub(g.hello)
	}
	g.hello = time.Time{}
	if lived >= gateProvenLife {
		g.step = 0
	}
	if g.opened.IsZero() || lived >= healthy {
		return 0
	}
	g.step = min(max(2*g.step, first), longest)
	wait := g.step - rand.N(g.step/4)
	if after == endedRefused {
		return wait
	}
	return g.opened.Add(wait).Sub(now)
}

// pass waits until the next open may go, or until sooner is closed.
func (g *gate) pass(ctx context.Context, after ending, sooner <-chan struct{}) error {
	if wait := g.pause(time.Now(), after); wait > 0 {
		g.log.Warn("the last socket to Slack did not open or did not live long; waiting before the next", "wait", wait)
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-sooner:
		case <-ctx.Done():
		}
	}
	g.opened = time.Now()
	return ctx.Err()
}
