package schedule

import (
	"sync/atomic"
	"time"
)

// Pulse tells whether a loop still turns. Its zero value has not begun.
type Pulse struct{ last atomic.Int64 }

// beat notes a turn.
func (p *Pulse) beat() {
	if p != nil {
		p.last.Store(time.Now().UnixMilli())
	}
}

// Since returns how long ago, in real time, the loop turned last; ok is false
// before its first turn. A loop that is well turns at least every 30 seconds.
func (p *Pulse) Since() (ago time.Duration, ok bool) {
	last := p.last.Load()
	return time.Since(time.UnixMilli(last)), last != 0
}
