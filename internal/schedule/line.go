package schedule

import (
	"time"

	"golang.org/x/time/rate"
)

// line is the prompts that wait for their turn. On a morning on which thousands
// are due each is told once when that is, instead of asking again and again.
type line struct {
	pace  *rate.Limiter
	turns map[string]time.Time // by message
}

const (
	// longestTurn is how far ahead turns are given. Whoever comes later asks again
	// then: another instance may have taken a part of the line by then.
	longestTurn = 5 * time.Minute
	// missedTurn is how late somebody may come to their turn.
	missedTurn = 2 * time.Second
)

func newLine() line {
	return line{rate.NewLimiter(promptsPerSecond, promptsBurst), map[string]time.Time{}}
}

// called reports whether it is the message's turn, which is used up then. A turn
// that was missed is over.
func (l *line) called(id string, now time.Time) bool {
	turn, ok := l.turns[id]
	if !ok || now.Before(turn) {
		return false
	}
	delete(l.turns, id)
	return now.Before(turn.Add(missedTurn))
}

// join returns how long the message waits for its turn; 0: it is now.
func (l *line) join(id string, now time.Time) time.Duration {
	if turn, ok := l.turns[id]; ok {
		return turn.Sub(now)
	}
	r := l.pace.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait == 0 {
		return 0
	}
	if wait > longestTurn {
		r.CancelAt(now)
		return longestTurn
	}
	l.forget(now)
	l.turns[id] = now.Add(wait)
	return wait
}

// forget drops the turns of messages that another instance has taken, once there
// are more than can be waiting.
func (l *line) forget(now time.Time) {
	if len(l.turns) < 2*promptsPerSecond*int(longestTurn/time.Second) {
		return
	}
	for id, turn := range l.turns {
		if now.After(turn.Add(missedTurn)) {
			delete(l.turns, id)
		}
	}
}
