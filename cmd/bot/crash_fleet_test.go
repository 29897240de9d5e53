package main

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// fleet is the instances of an office.
type fleet struct {
	*office
	up     []*instance
	kills  int
	bursts sync.WaitGroup
}

// launch starts so many instances and waits for their sockets.
func (f *fleet) launch(n int) {
	f.Helper()
	for range n {
		f.up = append(f.up, f.start())
	}
	f.sockets(2 * n)
}

// strike kills one at random, as kill -9 does, and starts another. It does so
// while some reps type at once, so that it meets commits.
func (f *fleet) strike() {
	for range 6 {
		r := f.reps[rand.IntN(len(f.reps))]
		f.bursts.Go(func() { f.adds(r.id, "Burst") })
	}
	time.Sleep(rand.N(5 * time.Millisecond)) // the moment is the point
	i := rand.IntN(len(f.up))
	f.up[i].kill()
	f.up[i] = f.start()
	f.kills++
}

// strikeAt strikes at each of the instants, on the machine's clock.
func (f *fleet) strikeAt(moments []time.Time) {
	slices.SortFunc(moments, time.Time.Compare)
	for _, at := range moments {
		select {
		case <-time.After(time.Until(at)):
			f.strike()
		case <-f.Context().Done():
			return
		}
	}
}

// crash kills all at once.
func (f *fleet) crash() {
	for _, i := range f.up {
		i.kill()
		f.kills++
	}
	f.up = nil
	f.sockets(0)
}

// stop ends all gracefully.
func (f *fleet) stop() {
	f.Helper()
	ctx, cancel := context.WithTimeout(f.Context(), 15*time.Second)
	defer cancel()
	for _, i := range f.up {
		if err := i.stop(ctx); err != nil {
			f.Errorf("an instance ended with %v", err)
		}
	}
	f.up = nil
	f.sockets(0)
}

// settle waits until nothing is to be done any more: no message on its way, no
// timer overdue.
func (f *fleet) settle(within time.Duration) {
	f.Helper()
	settled := func() bool {
		n, err := f.store.Pending(f.Context())
		next, _, err2 := f.store.NextDue(f.Context())
		return err == nil && err2 == nil && n == 0 && next.After(f.Now())
	}
	if !f.within(within, settled) {
		n, err := f.store.Pending(f.Context())
		next, _, err2 := f.store.NextDue(f.Context())
		f.Errorf("after %s, %d messages are on their way, and at %s the next timer is %s (%v, %v)",
			within, n, f.Now().Format(time.RFC3339), next, err, err2)
	}
}

// within waits until something is so, and reports whether it came to that.
func (g *ground) within(d time.Duration, so func() bool) bool {
	deadline := time.After(d)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-tick.C:
		case <-deadline:
			return so()
		case <-g.Context().Done():
			return false
		}
	}
	return true
}
