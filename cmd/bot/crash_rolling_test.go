package main

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"
)

// Stopped one after the other and started anew while people type, instances
// leave no command without an answer.
func TestARollingRestartLeavesNothingUnanswered(t *testing.T) {
	if testing.Short() {
		t.Skip("takes ten seconds of real time")
	}
	t.Parallel()
	o := newOffice(t, 1, 12)
	f := &fleet{office: o}
	f.launch(3)
	ctx, enough := context.WithCancel(t.Context())
	defer enough()
	var typing sync.WaitGroup
	for _, r := range o.reps {
		typing.Go(func() { o.works(ctx, r.id, 20*time.Millisecond) })
	}
	rounds := 3
	if stress() {
		rounds = 60
	}
	for range rounds {
		for i := range f.up {
			f.renew(i)
		}
	}
	enough()
	typing.Wait()
	b := o.read()
	t.Logf("%d restarts\n%s\n%s\n%s\n%s", rounds*len(f.up), heading,
		o.countTyped(b, "add"), o.countTyped(b, "call"), o.countTyped(b, "won", "lost", "letgo"))
	for _, line := range o.typed {
		if line.answer == "" && !o.toldLater(line) {
			t.Errorf("%s got no answer", line.line)
		}
	}
	f.stop()
}

// toldLater reports whether the rep read of the line by its response_url: what
// comes over the last socket of an instance when that has said goodbye cannot be
// acknowledged any more.
func (o *office) toldLater(line typed) bool {
	for _, m := range o.workspace.Ephemerals(line.rep) {
		if strings.Contains(m.Text, line.word) {
			return true
		}
	}
	return false
}

// renew stops an instance and starts another in its place.
func (f *fleet) renew(i int) {
	f.Helper()
	ctx, cancel := context.WithTimeout(f.Context(), 15*time.Second)
	defer cancel()
	if err := f.up[i].stop(ctx); err != nil {
		f.Errorf("it ended with %v", err)
	}
	f.up[i] = f.start()
	f.sockets(2 * len(f.up))
}
