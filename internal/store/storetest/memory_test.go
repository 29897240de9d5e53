package storetest

import (
	"testing"
	"testing/synctest"
	"time"

	"dealcoach/internal/coach"
)

func TestMemory(t *testing.T) {
	TestStore(t, func(*testing.T) Store { return NewMemory(nil) })
}

func TestMemoryWakesTheLoopWhenATimerIsSet(t *testing.T) {
	woken := 0
	s := NewMemory(func() { woken++ })
	d := add(t, s, "U1", "Acme")
	equal(t, "woken by a rep's first deal", woken, 1)
	happen(t, s, d.ID, "click", "a call")
	equal(t, "woken by a change that sets no timer", woken, 1)
	must(t, s.SetTimer(t.Context(), coach.Timer{Name: "a", Due: start}))
	equal(t, "woken by a timer", woken, 2)
}

// In a bubble nothing takes real time, so each instant can be checked exactly.
func TestMemoryRunsOnTheBubblesClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, begin := NewMemory(nil), time.Now()
		got, err := s.Receive(t.Context(), "reader", 1, time.Hour, time.Minute)
		must(t, err)
		equal(t, "messages", len(got), 0)
		equal(t, "a wait for nothing", time.Since(begin), time.Hour)

		prompt(t, s, "U1")
		first := receiveOne(t, s, time.Minute)
		begin = time.Now()
		got, err = s.Receive(t.Context(), "another", 1, time.Hour, time.Minute)
		must(t, err)
		equal(t, "messages", messageIDs(got), []string{first.ID})
		equal(t, "the wait for a takeover", time.Since(begin), time.Minute)

		must(t, s.Defer(t.Context(), got[0], 10*time.Minute))
		begin = time.Now()
		got, err = s.Receive(t.Context(), "reader", 1, time.Hour, time.Minute)
		must(t, err)
		equal(t, "messages", messageIDs(got), []string{first.ID})
		equal(t, "the wait for a deferred message", time.Since(begin), 10*time.Minute)

		must(t, s.SetTimer(t.Context(), coach.Timer{Name: "a", Due: start}))
		equal(t, "claimed", len(claimAll(t, s, time.Minute)), 1)
		time.Sleep(time.Minute - time.Millisecond)
		equal(t, "claimed just before the lease's end", len(claimAll(t, s, time.Minute)), 0)
		time.Sleep(time.Millisecond)
		equal(t, "claimed at the lease's end", len(claimAll(t, s, time.Minute)), 1)
	})
}
