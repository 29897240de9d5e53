package slack

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"
)

func newTestGate() *gate { return &gate{log: slog.New(slog.DiscardHandler)} }

// Pitfall: the next socket is opened without a pause (hot loop).
func TestGatePacesOpens(t *testing.T) {
	const failed = -1 // the open led to no hello
	const s = time.Second
	tests := []struct {
		name  string
		after ending          // how each socket ended
		lives []time.Duration // of the sockets, each ended right after
		want  []time.Duration // the longest pause before each open after; a quarter less may be drawn
	}{
		{"the first open goes at once", endedBroken, nil, nil},
		{"opens that fail keep a growing distance", endedBroken, []time.Duration{failed, failed, failed}, []time.Duration{s / 2, s, 2 * s}},
		{"sockets that end at once back off in the same way", endedBroken, []time.Duration{0, 0, 0, 0}, []time.Duration{s / 2, s, 2 * s, 4 * s}},
		{"the distance grows to a minute", endedBroken, []time.Duration{0, 0, 0, 0, 0, 0, 0, 0, 0}, []time.Duration{s / 2, s, 2 * s, 4 * s, 8 * s, 16 * s, 32 * s, 60 * s, 60 * s}},
		{"a socket that lived goes at once", endedBroken, []time.Duration{5 * time.Hour, 5 * time.Hour}, []time.Duration{0, 0}},
		{"so does one after ten seconds", endedBroken, []time.Duration{10 * s, 10 * s}, []time.Duration{0, 0}},
		{"ten seconds do not forget the distance", endedBroken, []time.Duration{0, 0, 10 * s, 0}, []time.Duration{s / 2, s, 0, 2 * s}},
		{"thirty seconds do", endedBroken, []time.Duration{0, 0, 30 * s, 0}, []time.Duration{s / 2, s, 0, s / 2}},
		{"a failed open after a long life is not taken for one", endedBroken, []time.Duration{time.Hour, failed}, []time.Duration{0, s / 2}},
		{"a refresh goes at once after half a second", endedRefreshed, []time.Duration{5 * time.Hour, s / 2}, []time.Duration{0, 0}},
		{"refreshes without end keep a distance that fits into Slack's ten seconds", endedRefreshed, []time.Duration{0, 0, 0, 0, 0, 0}, []time.Duration{s / 2, s, 2 * s, 4 * s, 5 * s, 5 * s}},
		{"a refusal is heeded whatever came before", endedRefused, []time.Duration{5 * time.Hour}, []time.Duration{time.Minute}},
		{"refusals pause for minutes", endedRefused, []time.Duration{0, 0, 0, 0}, []time.Duration{60 * s, 120 * s, 240 * s, 300 * s}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				g := newTestGate()
				if err := g.pass(t.Context(), endedBroken, nil); err != nil {
					t.Fatal(err)
				}
				for i, life := range tt.lives {
					opened := time.Now()
					if life != failed {
						g.helloed(time.Now())
						time.Sleep(life)
					}
					if err := g.pass(t.Context(), tt.after, nil); err != nil {
						t.Fatal(err)
					}
					got := time.Since(opened) - max(0, life)
					if most := tt.want[i]; got > most || got < most*3/4 {
						t.Errorf("pause %d is %v; want between %v and %v", i+1, got, most*3/4, most)
					}
				}
			})
		})
	}
}

// The distance is kept between opens, so that time spent otherwise counts.
func TestGateCountsTheTimeSinceTheLastOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newTestGate()
		_ = g.pass(t.Context(), endedBroken, nil)
		time.Sleep(500 * time.Millisecond)
		if wait := g.pause(time.Now(), endedBroken); wait != 0 {
			t.Errorf("waits %v more after the pause has passed", wait)
		}
	})
}

func TestGateKeepsThePauseThatSlackAskedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newTestGate()
		_ = g.pass(t.Context(), endedBroken, nil)
		g.hold(time.Now().Add(2 * time.Minute))
		began := time.Now()
		_ = g.pass(t.Context(), endedBroken, nil)
		if took := time.Since(began); took < 2*time.Minute || took > 2*time.Minute+time.Second {
			t.Errorf("waited %v, want two minutes and a little", took)
		}
	})
}

func TestGateEndsItsWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newTestGate()
		_ = g.pass(t.Context(), endedBroken, nil)
		room := make(chan struct{})
		time.AfterFunc(10*time.Second, func() { close(room) })
		began := time.Now()
		if err := g.pass(t.Context(), endedRefused, room); err != nil || time.Since(began) != 10*time.Second {
			t.Errorf("with room at Slack: %v after %v, want none after 10 s", err, time.Since(began))
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		if err := g.pass(ctx, endedRefused, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("with its context: %v", err)
		}
	})
}

// Two connections that are refreshed in the same instant do not wait for each
// other: a gate knows only its own.
func TestGatesAreApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		one, other := newTestGate(), newTestGate()
		for _, g := range []*gate{one, other} {
			_ = g.pass(t.Context(), endedBroken, nil)
			g.helloed(time.Now())
		}
		time.Sleep(time.Hour)
		began := time.Now()
		_, _ = one.pass(t.Context(), endedRefreshed, nil), other.pass(t.Context(), endedRefreshed, nil)
		if took := time.Since(began); took != 0 {
			t.Errorf("two refreshes took %v", took)
		}
	})
}
