package main

import (
	"context"
	"sync"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

const (
	faultSpeed = 480 // a 429 that does not say how long holds a message for half a minute, which are four hours
	faultReps  = 240
	faultTypes = 90 // reps who type and click as well
	faultShare = 0.1
)

// faultsFor is how long calls go wrong.
func faultsFor() time.Duration {
	if stress() {
		return time.Hour
	}
	return time.Second // one Friday
}

// A tenth of all calls of Slack's Web API go wrong, half of them after Slack has
// done what was asked. Every message is there once all the same, and shows the
// present state in the end.
func TestNoFaultOfSlackLosesOrDoublesAMessage(t *testing.T) {
	if testing.Short() || underRace {
		t.Skip("takes a minute, and runs processes, which the race detector has no part in")
	}
	t.Parallel()
	o := newOffice(t, faultSpeed, faultReps, "DIGEST_AT=Fri 09:30")
	f := &fleet{office: o}
	f.launch(3)
	f.prepare()
	f.stop()
	var due []string
	since, fridays, begun := 0, 0, time.Now()
	for ; fridays == 0 || time.Since(begun) < faultsFor(); fridays++ {
		ids := o.due(friday(fridays), since)
		since = len(o.typed)
		o.leap(friday(fridays).At(8*60+58, place(mia)))
		f.faultyDay(fridays, ids)
		due = append(due, ids...)
	}
	b, messages := o.read(), o.messages()
	prompts, gone := o.countPrompts(due, messages)
	o.comeUpAgain(gone, fridays, b)
	o.checkClean(messages)
	o.checkRendered(b)
	o.Logf("%d times an instance looked before it posted again\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s", o.looks(begun),
		wentWrong(o.workspace, begun), heading,
		o.countTyped(b, "add"), o.countTyped(b, "call"), o.countTyped(b, "won", "lost", "letgo"), o.countClicked(b),
		prompts, o.countDigests(fridays, messages))
}

// faultyDay plays a Friday on which calls go wrong until it is after eleven. Then
// all is well again, and what was held back goes out.
func (f *fleet) faultyDay(n int, due []string) {
	f.Helper()
	goWrong(f.workspace, "", faultShare)
	f.launch(3)
	ctx, enough := context.WithCancel(f.Context())
	var working sync.WaitGroup
	for i, r := range f.reps {
		working.Go(func() {
			f.adds(r.id, quiet)
			if i < faultTypes {
				f.works(ctx, r.id, 2*time.Second)
			}
		})
	}
	f.until(friday(n).At(coach.Clock(11*60+15), place(mia)))
	enough()
	working.Wait()
	f.within(40*time.Second, func() bool { return len(missing(due, f.messages())) == 0 })
	f.workspace.ClearFaults()
	f.settle(100 * time.Second)
	if left := missing(due, f.messages()); len(left) > 0 {
		f.Logf("late or dropped: %v", left)
	}
	f.stop()
}
