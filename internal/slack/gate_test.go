package slack

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// roundTrip is an http.RoundTripper made of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func newTestGate(base roundTrip) *openGate {
	return &openGate{base: base, log: slog.New(slog.DiscardHandler)}
}

func answering(body io.ReadCloser) roundTrip {
	return func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusOK, Body: body}, nil
	}
}

func openRequest(ctx context.Context) *http.Request {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://slack.test/api/apps.connections.open", strings.NewReader("{}"))
	if err != nil {
		panic(err)
	}
	return req
}

// Pitfall: slack-go opens the next socket without a pause (hot loop).
func TestGatePacesOpens(t *testing.T) {
	const failed = -1 // the open led to no hello
	tests := []struct {
		name  string
		lives []time.Duration // of the sockets, each ended right after
		want  []time.Duration // the longest pause before each open after; a quarter less may be drawn
	}{
		{"the first open goes at once", nil, nil},
		{"opens that fail keep a growing distance", []time.Duration{failed, failed, failed}, []time.Duration{time.Second / 2, time.Second, 2 * time.Second}},
		{"sockets that Slack ends at once back off in the same way", []time.Duration{0, 0, 0, 0}, []time.Duration{time.Second / 2, time.Second, 2 * time.Second, 4 * time.Second}},
		{"the distance grows to a minute", []time.Duration{0, 0, 0, 0, 0, 0, 0, 0, 0}, []time.Duration{time.Second / 2, time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 16 * time.Second, 32 * time.Second, time.Minute, time.Minute}},
		{"a routine refresh goes at once", []time.Duration{5 * time.Hour, 5 * time.Hour}, []time.Duration{0, 0}},
		{"so does one after ten seconds", []time.Duration{10 * time.Second, 10 * time.Second}, []time.Duration{0, 0}},
		{"ten seconds do not forget the distance", []time.Duration{0, 0, 10 * time.Second, 0}, []time.Duration{time.Second / 2, time.Second, 0, 2 * time.Second}},
		{"thirty seconds do", []time.Duration{0, 0, 30 * time.Second, 0}, []time.Duration{time.Second / 2, time.Second, 0, time.Second / 2}},
		{"a failed open after a long life is not taken for one", []time.Duration{time.Hour, failed}, []time.Duration{0, time.Second / 2}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				g := newTestGate(nil)
				if err := g.pass(t.Context()); err != nil {
					t.Fatal(err)
				}
				for i, life := range tt.lives {
					opened := time.Now()
					if life != failed {
						g.helloed(time.Now())
						time.Sleep(life)
					}
					if err := g.pass(t.Context()); err != nil {
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
		g := newTestGate(nil)
		_ = g.pass(t.Context())
		time.Sleep(gateFirstPause)
		if wait := g.pause(time.Now()); wait != 0 {
			t.Errorf("waits %v more after the pause has passed", wait)
		}
	})
}

// Pitfall: a hung apps.connections.open freezes the connection for ever.
func TestGateEndsAHungOpen(t *testing.T) {
	hung := func(r *http.Request) (*http.Response, error) {
		<-r.Context().Done()
		return nil, r.Context().Err()
	}
	hungBody := func(r *http.Request) (*http.Response, error) {
		body, w := io.Pipe()
		context.AfterFunc(r.Context(), func() { w.CloseWithError(r.Context().Err()) })
		return &http.Response{StatusCode: http.StatusOK, Body: body}, nil
	}
	for name, base := range map[string]roundTrip{"no answer": hung, "an answer without an end": hungBody} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				_, err := newTestGate(base).RoundTrip(openRequest(t.Context()))
				if took := time.Since(began); !errors.Is(err, context.DeadlineExceeded) || took != gateTimeout {
					t.Errorf("err %v after %v; want a deadline after %v", err, took, gateTimeout)
				}
			})
		})
	}
}

func TestGateEndsItsWaitWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		g := newTestGate(func(*http.Request) (*http.Response, error) {
			calls++
			return nil, io.ErrUnexpectedEOF
		})
		_, _ = g.RoundTrip(openRequest(t.Context()))
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		_, err := g.RoundTrip(openRequest(ctx))
		if !errors.Is(err, context.DeadlineExceeded) || calls != 1 {
			t.Errorf("err %v after %d calls; want a deadline and 1 call", err, calls)
		}
	})
}

func TestGateHandsTheAnswerOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		resp, err := newTestGate(answering(io.NopCloser(strings.NewReader(`{"ok":true}`)))).RoundTrip(openRequest(t.Context()))
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		if body, err := io.ReadAll(resp.Body); err != nil || string(body) != `{"ok":true}` {
			t.Errorf("body %q, %v", body, err)
		}
	})
}

// Two connections that are refreshed in the same instant do not wait for each
// other: a gate knows only its own.
func TestGatesAreApart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		one, other := newTestGate(nil), newTestGate(nil)
		for _, g := range []*openGate{one, other} {
			_ = g.pass(t.Context())
			g.helloed(time.Now())
		}
		time.Sleep(time.Hour)
		began := time.Now()
		_, _ = one.pass(t.Context()), other.pass(t.Context())
		if took := time.Since(began); took != 0 {
			t.Errorf("two refreshes took %v", took)
		}
	})
}
