package slack

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"
)

const (
	gateFirstPause   = 500 * time.Millisecond
	gateLongestPause = time.Minute

	// A connection that lived this long was cut by a routine refresh, not by a
	// Slack that does not want us, so that its successor need not wait.
	gateHealthyLife = 10 * time.Second
	// A connection that lived this long proves that the trouble is over.
	gateProvenLife = 30 * time.Second

	// gateTimeout bounds one call of apps.connections.open. slack-go sets no
	// limit, and a call that hangs would leave the connection closed for ever.
	gateTimeout = 10 * time.Second
	// gateMaxAnswer is far more than the answer to apps.connections.open needs.
	gateMaxAnswer = 1 << 20
)

// openGate is the HTTP transport for the app token of one connection. The only
// call that takes it is apps.connections.open, and it paces those: slack-go
// opens a new socket without any pause when Slack ends the last one, which at a
// Slack that ends each one at once (too_many_websockets, link_disabled) is a
// thousand calls a second.
//
// Each connection has its own gate, so that two that are refreshed in the same
// instant do not wait for each other.
type openGate struct {
	base http.RoundTripper
	log  *slog.Logger

	mu     sync.Mutex
	opened time.Time     // when the last call was let through; zero before the first
	hello  time.Time     // when the socket of that call said hello; zero: it did not
	step   time.Duration // what the last pause was measured from
}

// helloed notes that the socket that was opened last works since now.
func (g *openGate) helloed(now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.hello = now
}

// pause returns how long a call that wants through at now has to wait. The
// first goes at once, and so does one after a healthy life. Otherwise calls
// keep a distance of half a second, doubled each time up to a minute; a random
// quarter less, so that many instances do not come back in step.
func (g *openGate) pause(now time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	var lived time.Duration
	if !g.hello.IsZero() {
		lived = now.Sub(g.hello)
	}
	g.hello = time.Time{}
	switch {
	case g.opened.IsZero():
		return 0
	case lived >= gateProvenLife:
		g.step = 0
		return 0
	case lived >= gateHealthyLife:
		return 0
	}
	g.step = min(max(2*g.step, gateFirstPause), gateLongestPause)
	return max(0, g.opened.Add(g.step-rand.N(g.step/4)).Sub(now))
}

// pass waits until a call may go.
func (g *openGate) pass(ctx context.Context) error {
	if wait := g.pause(time.Now()); wait > 0 {
		g.log.Warn("the last socket to Slack did not open or did not live long; waiting before the next", "wait", wait)
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.opened = time.Now()
	return nil
}

// RoundTrip waits for its turn and then makes the call, the answer's body
// included, within gateTimeout. The limit is here and not in http.Client,
// because that one's clock would run during the wait.
func (g *openGate) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := g.pass(req.Context()); err != nil {
		if req.Body != nil {
			_ = req.Body.Close() // a RoundTripper must, and nothing was sent
		}
		return nil, err
	}
	ctx, cancel := context.WithTimeout(req.Context(), gateTimeout)
	defer cancel()
	resp, err := g.base.RoundTrip(req.WithContext(ctx))
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, gateMaxAnswer))
	if err != nil {
		return nil, fmt.Errorf("reading the answer: %w", err)
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}
