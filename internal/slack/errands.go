package slack

import (
	"context"
	"sync"
	"time"

	"dealcoach/internal/coach"
)

const (
	// maxErrands is how many run at once: each may hold a whole file in memory.
	maxErrands = 4
	// errandGrace is how long errands may take to end at a stop: the chunk that is
	// being written, and a last word about it.
	errandGrace = 6 * time.Second
)

// errands are what takes longer than an answer may: reading a file, importing it,
// putting one together. Each runs in a goroutine of its own, one at a time for each
// key, until it tells how it ended; stop asks them to end, and settle waits for it.
// The zero value is ready.
type errands struct {
	mu    sync.Mutex
	of    map[string]context.CancelFunc // by key, those that have not come to telling
	left  int                           // with those that tell
	over  bool
	quiet chan struct{} // closed when none is left; nil before the first
}

// errRestarting refuses an errand that would not end in time.
var errRestarting = coach.Refuse("I'm just being restarted, so I did not begin.", "Please try again in a minute.")

// begin runs work and then tell, and returns at once, or says why it does not. The
// context of work ends with stop. While it tells, which may take its time when Slack is
// busy, the next may begin.
func (e *errands) begin(key string, work, tell func(context.Context)) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	switch {
	case e.over:
		return errRestarting
	case e.of[key] != nil:
		return coach.Refuse("I'm still at the last one, so I did not begin another.", "Its message shows how far I am. Try again when it is done.")
	case len(e.of) >= maxErrands:
		return coach.Refuse("I have several long files in hand already, so I did not begin.", "Please try again in a minute.")
	}
	if e.of == nil {
		e.of = map[string]context.CancelFunc{}
	}
	if e.left++; e.left == 1 {
		e.quiet = make(chan struct{})
	}
	ctx, cancel := context.WithCancel(context.Background())
	e.of[key] = cancel
	go func() {
		defer e.done(cancel)
		func() {
			defer e.free(key)
			work(ctx)
		}()
		tell(ctx)
	}()
	return nil
}

// free lets the next errand of a key begin.
func (e *errands) free(key string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.of, key)
}

func (e *errands) done(cancel context.CancelFunc) {
	cancel()
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.left--; e.left == 0 {
		close(e.quiet)
	}
}

// stop lets none begin any more, and ends the context of those at work.
func (e *errands) stop() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.over = true
	for _, cancel := range e.of {
		cancel()
	}
}

// settle waits until none is at work, and reports how many are left when that
// takes longer than limit.
func (e *errands) settle(limit time.Duration) (left int) {
	e.mu.Lock()
	quiet := e.quiet
	e.mu.Unlock()
	if quiet == nil {
		return 0
	}
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-quiet:
	case <-timer.C:
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.left
}
