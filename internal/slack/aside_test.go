package slack

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestAsideGivesAllAnswersInOrderAndFewAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var a aside
		var given, at, most atomic.Int64
		began := time.Now()
		for i := range 10 * maxAside {
			if !a.add(func() {
				if n := at.Add(1); n > most.Load() {
					most.Store(n)
				}
				time.Sleep(time.Second)
				if want := time.Duration(i/maxAside+1) * time.Second; time.Since(began) != want {
					t.Errorf("answer %d was given after %v, want %v", i, time.Since(began), want)
				}
				at.Add(-1)
				given.Add(1)
			}) {
				t.Fatal("no room")
			}
		}
		if left := a.settle(time.Now().Add(time.Minute)); left != 0 || given.Load() != 10*maxAside || most.Load() != maxAside {
			t.Errorf("%d given, %d left, %d at once", given.Load(), left, most.Load())
		}
	})
}

func TestAsideIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var a aside
		release := make(chan struct{})
		for i := range maxAside + maxWaiting {
			if !a.add(func() { <-release }) {
				t.Fatalf("no room for answer %d", i)
			}
			if i == maxAside-1 {
				synctest.Wait() // each has begun
			}
		}
		if a.add(func() {}) {
			t.Error("took one too many")
		}
		if left := a.settle(time.Now().Add(time.Second)); left != maxAside+maxWaiting {
			t.Errorf("%d left", left)
		}
		a.drop()
		close(release)
		if left := a.settle(time.Now().Add(time.Second)); left != 0 {
			t.Errorf("%d left after the end", left)
		}
		if !a.add(func() {}) {
			t.Error("takes none after a rest")
		}
		synctest.Wait()
	})
}
