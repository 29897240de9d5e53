// Package schedule holds the only clock loops of the program.
//
// Look claims the timers that are due, one per rep and one for the digest,
// loads what they concern, lets package coach decide, and commits what came of
// it. It writes to the store only; nothing leaves the house here.
//
// Deliver takes messages out of the store's outbox, hands them to a Sender,
// and records where they were posted. A message whose earlier attempt may have
// got through is marked as repeated, so that the sender looks before it posts.
//
// Any number of instances run both loops on one store and share the work: a
// claim and a delivery are leases, and what a dead instance held is taken over
// when its lease has run out. There is no leader.
package schedule

import (
	"context"
	"time"
)

// Clock is the bot's clock: the real one, or a rehearsal's that runs faster.
type Clock interface {
	Now() time.Time
	// Until returns the real time until the clock shows t; negative when it
	// already does.
	Until(t time.Time) time.Duration
}

// pause waits for d, for ctx to end or for a wake-up, whichever comes first. A
// nil wake never comes.
func pause(ctx context.Context, d time.Duration, wake <-chan struct{}) {
	timer := time.NewTimer(max(d, 0))
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-wake:
	case <-timer.C:
	}
}

// The pauses after failures: from the first, doubling to the longest.
const (
	firstPause   = 50 * time.Millisecond
	longestPause = 5 * time.Second
)

// grow returns the pause that follows last.
func grow(last time.Duration) time.Duration {
	return min(max(2*last, firstPause), longestPause)
}
