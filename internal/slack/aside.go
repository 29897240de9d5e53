package slack

import (
	"sync"
	"time"
)

const (
	// maxAside is how many short answers are given at once, and maxWaiting how
	// many may wait for it: refusals of what the crew has no room for, and
	// acknowledgements of what nobody handles. 10,000 refusals wait in some 50 MB
	// and are written within a second.
	maxAside   = 64
	maxWaiting = 10_000
)

// aside gives short answers in the order in which they came in. Its zero value
// is ready.
type aside struct {
	mu      sync.Mutex
	waiting []func()
	at      int           // how many goroutines are at it
	quiet   chan struct{} // closed when none is left; nil before the first
}

// add has an answer given soon. It returns at once, and false when too many wait.
func (a *aside) add(answer func()) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.waiting) >= maxWaiting {
		return false
	}
	a.waiting = append(a.waiting, answer)
	if a.at < maxAside {
		if a.at == 0 {
			a.quiet = make(chan struct{})
		}
		a.at++
		go a.work()
	}
	return true
}

// work gives answers until none waits.
func (a *aside) work() {
	for {
		answer, ok := a.next()
		if !ok {
			return
		}
		answer()
	}
}

func (a *aside) next() (answer func(), ok bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.waiting) == 0 {
		a.waiting = nil
		if a.at--; a.at == 0 {
			close(a.quiet)
		}
		return nil, false
	}
	answer = a.waiting[0]
	a.waiting[0] = nil
	a.waiting = a.waiting[1:]
	return answer, true
}

// settle waits until no answer is on its way, and reports how many still wait
// when that takes too long.
func (a *aside) settle(until time.Time) (left int) {
	a.mu.Lock()
	quiet := a.quiet
	a.mu.Unlock()
	if quiet == nil {
		return 0
	}
	timer := time.NewTimer(time.Until(until))
	defer timer.Stop()
	select {
	case <-quiet:
	case <-timer.C:
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.waiting) + a.at
}

// drop forgets the answers that wait.
func (a *aside) drop() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.waiting = nil
}
