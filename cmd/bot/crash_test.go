package main

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/workspace"
)

// The share of a Friday that is played: prompts fall due at nine in three zones,
// the digest at half past eleven. At this speed a dead instance's lease of five
// seconds is an hour and a half, and the prompts' last hour is far away.
const (
	crashSpeed   = 1050
	crashReps    = 40
	crashStrikes = 18 // a Friday, and then all three at once
)

var fridayBegins, fridayEnds = coach.Clock(8*60 + 55), coach.Clock(13*60 + 30)

// crashFridays is how long it goes on: 60 kills in a minute, or 1,000.
func crashFridays() int {
	if stress() {
		return 50
	}
	return 3
}

// Three instances are killed at random moments, above all when something falls
// due, while reps type and click. What was answered is kept once, what was not
// is kept once or not at all, and every message is there once.
func TestAKilledInstanceLosesNothing(t *testing.T) {
	if testing.Short() || underRace {
		t.Skip("takes a minute, and kills processes, which the race detector has no part in")
	}
	t.Parallel()
	o := newOffice(t, crashSpeed, crashReps, "DIGEST_AT=Fri 11:30")
	// As long as Slack takes, so that kills meet posts whose answer is on its way.
	o.workspace.Fail(workspace.Fault{Method: "chat.postMessage", Times: -1, Done: true, Delay: 150 * time.Millisecond})
	f := &fleet{office: o}
	f.launch(3)
	f.prepare()
	f.crash()
	f.kills = 0
	var due []string
	looks, since := 0, 0
	for n := range crashFridays() {
		begun := time.Now()
		ids := o.due(friday(n), since)
		since = len(o.typed)
		o.leap(friday(n).At(fridayBegins, place(mia)))
		f.launch(3)
		f.day(n, ids)
		due = append(due, ids...)
		looks += o.looks(begun)
		if n < crashFridays()-1 {
			f.crash()
		}
	}
	f.settle(40 * time.Second)
	o.report(f, crashFridays(), due, looks)
}

// prepare lets each rep add the first deal, on the Wednesday before.
func (f *fleet) prepare() {
	var all sync.WaitGroup
	for _, r := range f.reps {
		all.Go(func() { f.adds(r.id, quiet) })
	}
	all.Wait()
}

// day plays a Friday. It goes on until all that is due is posted, but not for ever.
func (f *fleet) day(n int, due []string) {
	f.Helper()
	ctx, cancel := context.WithCancel(f.Context())
	var working sync.WaitGroup
	for _, r := range f.reps {
		working.Go(func() {
			f.adds(r.id, quiet)
			f.works(ctx, r.id, 1500*time.Millisecond)
		})
	}
	f.strikeAt(f.moments(friday(n)))
	f.until(friday(n).At(fridayEnds, place(mia)))
	cancel()
	working.Wait()
	f.bursts.Wait()
	f.within(15*time.Second, func() bool { return len(missing(due, f.messages())) == 0 })
}

// moments are when to strike on a Friday: shortly after something falls due, and
// at random.
func (f *fleet) moments(day coach.Date) []time.Time {
	clock := f.clock
	begins, ends := day.At(fridayBegins, place(mia)), day.At(fridayEnds, place(mia))
	var moments []time.Time
	for _, hour := range []coach.Clock{9 * 60, 10 * 60, 11 * 60, 11*60 + 30} {
		at := time.Now().Add(clock.Until(day.At(hour, place(mia))))
		moments = append(moments, at.Add(rand.N(300*time.Millisecond)))
	}
	for len(moments) < crashStrikes {
		moments = append(moments, time.Now().Add(rand.N(clock.Until(ends)-clock.Until(begins))))
	}
	return moments
}

// looks counts how often an instance looked whether a message was there, before
// it posted it again.
func (o *office) looks(since time.Time) (n int) {
	for _, c := range o.workspace.Calls() {
		if c.Method == "conversations.history" && c.At.After(since) {
			n++
		}
	}
	return n
}

// report counts everything and logs the table.
func (o *office) report(f *fleet, fridays int, due []string, looks int) {
	o.Helper()
	b, messages := o.read(), o.messages()
	prompts, gone := o.countPrompts(due, messages)
	o.comeUpAgain(gone, fridays, b)
	o.checkClean(messages)
	o.checkRendered(b)
	o.Logf("%d kills; %d times an instance looked before it posted again\n%s\n%s\n%s\n%s\n%s\n%s\n%s", f.kills, looks, heading,
		o.countTyped(b, "add"), o.countTyped(b, "call"), o.countTyped(b, "won", "lost", "letgo"), o.countClicked(b),
		prompts, o.countDigests(fridays, messages))
}
