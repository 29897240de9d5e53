package slack

import (
	"context"
	"log/slog"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
)

func testCrew(t *testing.T, ctx context.Context, handle func(context.Context, *envelope), busy func(*envelope)) *crew {
	c := newCrew(ctx, slog.New(slog.DiscardHandler), handle, busy)
	t.Cleanup(c.abandon)
	return c
}

// Pitfall: a reader that waits misses pings. Here everything is full and taking
// still returns at once.
func TestCrewNeverMakesTheReaderWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		var refused atomic.Int64
		c := testCrew(t, t.Context(),
			func(context.Context, *envelope) { <-release },
			func(*envelope) { refused.Add(1); <-release })
		began := time.Now()
		for i := range maxInFlight {
			if !c.take(&envelope{kind: envelopeCommand}) {
				t.Fatalf("no room for envelope %d of %d", i+1, maxInFlight)
			}
		}
		for range 10 {
			if c.take(&envelope{kind: envelopeEvent}) {
				t.Error("took an event beyond the limit")
			}
		}
		for range maxAside + maxWaiting + 10 {
			if c.take(&envelope{kind: envelopeInteraction}) {
				t.Error("took an interaction beyond the limit")
			}
		}
		synctest.Wait()
		if took := time.Since(began); took != 0 {
			t.Errorf("the reader waited %v", took)
		}
		if got := refused.Load(); got != maxAside {
			t.Errorf("%d answered as busy at once, want %d", got, maxAside)
		}
		close(release)
		synctest.Wait()
		if got := refused.Load(); got < maxWaiting || got > maxAside+maxWaiting {
			t.Errorf("%d answered as busy, want up to %d: events come again, and answers are bounded too", got, maxAside+maxWaiting)
		}
		if !c.take(&envelope{kind: envelopeCommand}) {
			t.Error("no room after the handlers ended")
		}
		synctest.Wait()
	})
}

// Pitfall: a panic of one handler ends the process.
func TestCrewSurvivesPanics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log testLog
		c := newCrew(t.Context(), log.logger(),
			func(context.Context, *envelope) { panic("bad deal") },
			func(*envelope) { panic("bad answer") })
		t.Cleanup(c.abandon)
		for range 2 * maxInFlight { // each gives its place back
			if !c.take(&envelope{id: "E1", kind: envelopeCommand}) {
				t.Fatal("a panic kept its place")
			}
			synctest.Wait()
		}
		c.stop()
		for _, want := range []string{"envelope=E1", "bad deal", "crew_test.go"} {
			if !strings.Contains(log.String(), want) {
				t.Errorf("the log does not say %q", want)
			}
		}
	})
}

func TestCrewStops(t *testing.T) {
	untilCancelled := func(ctx context.Context) { <-ctx.Done() }
	tests := []struct {
		name   string
		handle func(context.Context)
		took   time.Duration
		left   int
	}{
		{"at once when nobody works", nil, 0, 0},
		{"when the handlers have ended", func(context.Context) { time.Sleep(3 * time.Second) }, 3 * time.Second, 0},
		{"with the context of those that would not end", untilCancelled, crewGrace, 0},
		{"after five seconds, whatever they do", func(context.Context) { time.Sleep(time.Minute) }, crewGrace + crewLast, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				c := testCrew(t, ctx, func(ctx context.Context, _ *envelope) { tt.handle(ctx) }, nil)
				if tt.handle != nil {
					c.take(&envelope{kind: envelopeCommand})
				}
				cancel() // ends the run, not the handlers
				began := time.Now()
				left := c.stop()
				if took := time.Since(began); took != tt.took || left != tt.left {
					t.Errorf("took %v with %d left, want %v with %d", took, left, tt.took, tt.left)
				}
				time.Sleep(time.Minute) // the stubborn one ends in the bubble
			})
		})
	}
}

func TestCrewTakesNoMoreWhileItStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var handled, refused atomic.Int64
		c := testCrew(t, t.Context(),
			func(context.Context, *envelope) { handled.Add(1); time.Sleep(time.Second) },
			func(*envelope) { refused.Add(1) })
		c.take(&envelope{kind: envelopeCommand})
		go c.stop()
		synctest.Wait()
		for _, kind := range []envelopeKind{envelopeCommand, envelopeInteraction, envelopeEvent} {
			if c.take(&envelope{kind: kind}) {
				t.Errorf("took a %s", kind)
			}
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if handled.Load() != 1 || refused.Load() != 2 {
			t.Errorf("%d handled and %d answered as busy, want 1 and 2", handled.Load(), refused.Load())
		}
	})
}

// The words to a click take their time, and must not keep the next click from
// being acknowledged.
func TestCrewAcknowledgesAllClicksBeforeItSaysWhy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var acked, told atomic.Int64
		c := testCrew(t, t.Context(),
			func(ctx context.Context, _ *envelope) { <-ctx.Done() },
			func(*envelope) { time.Sleep(time.Second); told.Add(1) })
		for range maxInFlight {
			c.take(&envelope{kind: envelopeEvent})
		}
		const clicks = 4 * maxAside
		for range clicks {
			e := &envelope{kind: envelopeInteraction, reply: &envelopeReply{to: sendFunc(func(context.Context, any) error { acked.Add(1); return nil })}}
			e.interaction = &slack.InteractionCallback{Type: slack.InteractionTypeBlockActions}
			c.take(e)
		}
		synctest.Wait()
		if acked.Load() != clicks || told.Load() != 0 {
			t.Errorf("%d acknowledged and %d told at once, want %d and 0", acked.Load(), told.Load(), clicks)
		}
		c.end()
		if told.Load() != clicks {
			t.Errorf("%d told at the end, want %d", told.Load(), clicks)
		}
	})
}

// A goroutine whose stack has grown serves who comes next, and goes when nobody
// does.
func TestCrewKeepsItsPeopleForAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		before := runtime.NumGoroutine()
		c := testCrew(t, t.Context(), func(context.Context, *envelope) { time.Sleep(time.Second) }, nil)
		for range 20 {
			c.take(&envelope{kind: envelopeCommand})
			c.take(&envelope{kind: envelopeCommand})
			time.Sleep(2 * time.Second)
		}
		if got := runtime.NumGoroutine() - before; got > 2 {
			t.Errorf("%d goroutines for two at a time", got)
		}
		time.Sleep(2 * crewRest)
		synctest.Wait()
		if got := runtime.NumGoroutine() - before; got > 0 {
			t.Errorf("%d goroutines stay for ever", got)
		}
	})
}
