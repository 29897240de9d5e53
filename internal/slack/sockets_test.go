package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/slack-go/slack"
)

func TestEachKindOfEnvelopeArrivesDecoded(t *testing.T) {
	srv := newSocketServer(t)
	got := make(chan envelope, 3)
	runSockets(t, srv, socketOptions{}, func(ctx context.Context, e envelope) {
		got <- e
		var answer any
		if e.kind == envelopeCommand {
			answer = map[string]string{"text": "done"}
		}
		if err := e.ack(ctx, answer); err != nil {
			t.Error(err)
		}
		if err := e.ack(ctx, answer); !errors.Is(err, errAcked) {
			t.Errorf("second ack: %v", err)
		}
	})
	conn := srv.conn(t)

	before := time.Now()
	conn.command("E1", "7 won")
	e := next(t, got, "the command")
	if e.id != "E1" || e.kind != envelopeCommand || e.command.Text != "7 won" || e.taken.Before(before) {
		t.Errorf("command: %+v", e)
	}
	if ack := srv.ack(t); ack.EnvelopeID != "E1" || string(ack.Payload) != `{"text":"done"}` {
		t.Errorf("ack: %s %s", ack.EnvelopeID, ack.Payload)
	}
	conn.send(`{"envelope_id":"E2","type":"interactive","accepts_response_payload":true,"payload":{"type":"block_actions","trigger_id":"1.2.3","user":{"id":"U1"},"actions":[{"type":"button","action_id":"won","block_id":"b","value":"7"}]}}`)
	e = next(t, got, "the click")
	if e.kind != envelopeInteraction || e.interaction.Type != slack.InteractionTypeBlockActions || e.interaction.ActionCallback.BlockActions[0].Value != "7" {
		t.Errorf("interaction: %+v", e)
	}
	if ack := srv.ack(t); ack.EnvelopeID != "E2" || ack.Payload != nil {
		t.Errorf("ack: %s %s", ack.EnvelopeID, ack.Payload)
	}
	conn.event("E3", "Ev1")
	e = next(t, got, "the event")
	if e.kind != envelopeEvent || e.eventID != "Ev1" || e.retry != 2 || e.event.InnerEvent.Type != "app_home_opened" {
		t.Errorf("event: %+v", e)
	}
	if ack := srv.ack(t); ack.EnvelopeID != "E3" {
		t.Errorf("ack: %s", ack.EnvelopeID)
	}
}

// Pitfall: one client closes its socket before it opens the next. The second
// connection starts right after the first's hello, and serves meanwhile.
func TestOneConnectionServesWhileTheOtherIsRefreshed(t *testing.T) {
	srv := newSocketServer(t)
	var mu sync.Mutex
	var counts []int
	s := runSockets(t, srv, socketOptions{connections: 2, status: func(n int) {
		mu.Lock()
		defer mu.Unlock()
		counts = append(counts, n)
	}}, ackAll)
	first, second := srv.conn(t), srv.conn(t)
	next(t, s.helloed(), "the first hello")
	waitFor(t, "two connections", func() bool { return s.connected() == 2 })

	first.disconnect("refresh_requested")
	waitFor(t, "the end of the first", func() bool { return s.connected() == 1 })
	second.command("E1", "list")
	if ack := srv.ack(t); ack.Conn != second.number || srv.opened() != 2 {
		t.Errorf("answered over connection %d after %d opens; want %d and 2", ack.Conn, srv.opened(), second.number)
	}
	third := srv.conn(t)
	third.command("E2", "list")
	if ack := srv.ack(t); ack.Conn != third.number {
		t.Errorf("answered over connection %d, want %d", ack.Conn, third.number)
	}
	mu.Lock()
	defer mu.Unlock()
	if want := []int{1, 2, 1, 2}; !slices.Equal(counts, want) {
		t.Errorf("status heard %v, want %v", counts, want)
	}
}

func TestTheNextConnectionDoesNotWaitForASilentOne(t *testing.T) {
	srv := newSocketServer(t)
	srv.greet = func(c *serverSocket) {
		if c.number > 1 {
			c.hello(2)
		}
	}
	s := runSockets(t, srv, socketOptions{connections: 2}, ackAll)
	next(t, s.helloed(), "a hello")
	if got := s.connected(); got != 1 {
		t.Errorf("%d connections count as working, want the one that said hello", got)
	}
}

// Pitfall: a Slack that ends each socket at once makes slack-go call
// apps.connections.open a thousand times a second.
func TestNoHotLoop(t *testing.T) {
	srv := newSocketServer(t)
	srv.greet = func(c *serverSocket) {
		c.hello(10)
		c.disconnect("too_many_websockets")
	}
	runSockets(t, srv, socketOptions{connections: 2}, ackAll)
	srv.conn(t)
	time.Sleep(2 * time.Second)
	if got := srv.opened(); got < 3 || got > 8 {
		t.Errorf("%d opens in 2 s for two connections, want 3 to 8", got)
	}
}

// Pitfall: with slack-go's buffer full nobody reads, so that pings are missed.
func TestFullHandlersDoNotStopTheReading(t *testing.T) {
	srv := newSocketServer(t)
	release := make(chan struct{})
	var events atomic.Int64
	runSockets(t, srv, socketOptions{busy: func(e envelope) {
		_ = e.ack(context.Background(), map[string]string{"text": "busy"})
	}}, func(ctx context.Context, e envelope) {
		events.Add(1)
		<-release
		_ = e.ack(ctx, nil)
	})
	defer close(release)
	conn := srv.conn(t)
	for i := range maxInFlight + 200 {
		conn.event(fmt.Sprint("E", i), fmt.Sprint("Ev", i))
	}
	conn.command("C1", "list")
	if ack := srv.ack(t); ack.EnvelopeID != "C1" || string(ack.Payload) != `{"text":"busy"}` {
		t.Errorf("first ack: %s %s, want a busy one for the command", ack.EnvelopeID, ack.Payload)
	}
	conn.ping(t, "still there?")
	if pong := next(t, conn.pongs, "a pong"); pong != "still there?" {
		t.Errorf("pong %q", pong)
	}
	if got := events.Load(); got != maxInFlight {
		t.Errorf("%d events at work, want %d", got, maxInFlight)
	}
}

// Pitfalls: acknowledgements are only queued, and what is queued is dropped at
// the end. Fifty handlers are at work when the stop comes.
func TestAStopLosesNoAcknowledgement(t *testing.T) {
	srv := newSocketServer(t)
	const n = 50
	started, release := make(chan struct{}, n), make(chan struct{})
	s := runSockets(t, srv, socketOptions{}, func(ctx context.Context, e envelope) {
		started <- struct{}{}
		<-release
		if err := e.ack(ctx, map[string]string{"text": strings.Repeat("x", 8<<10)}); err != nil {
			t.Error(err)
		}
	})
	conn := srv.conn(t)
	for i := range n {
		conn.command(fmt.Sprint("E", i), "list")
	}
	for range n {
		next(t, started, "a handler")
	}
	s.stop()
	close(release)
	if err := next(t, s.done, "the end"); err != nil {
		t.Errorf("run: %v", err)
	}
	for range n {
		srv.ack(t)
	}
	if got := s.connected(); got != 0 {
		t.Errorf("%d connected after the end", got)
	}
}

// Pitfall: slack-go does not tell when it has written an acknowledgement.
func TestConnectionsStayOpenAfterTheLastAcknowledgement(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		quiet, talking := idleSocket(t), idleSocket(t)
		all := newSockets(socketOptions{})
		began := time.Now()
		all.linger([]*socket{quiet})
		if took := time.Since(began); took != 0 {
			t.Errorf("waited %v although nothing was said", took)
		}
		if err := talking.envelope("E1").ack(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		time.Sleep(socketLinger / 4)
		all.linger([]*socket{quiet, talking})
		if took := time.Since(began); took != socketLinger {
			t.Errorf("closed %v after the last acknowledgement, want %v", took, socketLinger)
		}
	})
}

func TestAStopDoesNotWaitForASlackThatHangs(t *testing.T) {
	srv := newSocketServer(t)
	asked, release := make(chan struct{}, 1), make(chan struct{})
	srv.answer = func(int, http.ResponseWriter) bool { asked <- struct{}{}; <-release; return true }
	defer close(release)
	s := runSockets(t, srv, socketOptions{}, ackAll)
	next(t, asked, "an open")
	s.stop()
	if err := next(t, s.done, "the end"); err != nil {
		t.Errorf("run: %v", err)
	}
}

func TestRunEndsOnlyForWhatWaitingCannotMend(t *testing.T) {
	refusal := func(code string) func(int, http.ResponseWriter) bool {
		return func(open int, w http.ResponseWriter) bool {
			if open > 1 {
				return false
			}
			fmt.Fprintf(w, `{"ok":false,"error":%q}`, code)
			return true
		}
	}
	status := func(code int) func(int, http.ResponseWriter) bool {
		return func(open int, w http.ResponseWriter) bool {
			if open > 1 {
				return false
			}
			w.WriteHeader(code)
			return true
		}
	}
	tests := []struct {
		name   string
		answer func(int, http.ResponseWriter) bool
		ends   bool
	}{
		{"a wrong token", refusal("invalid_auth"), true},
		{"a closed account", refusal("account_inactive"), true},
		{"no token", refusal("not_authed"), true},
		{"a revoked token", refusal("token_revoked"), true},
		{"a wrong address", status(http.StatusNotFound), true},
		{"Socket Mode switched off for now", refusal("not_allowed"), false},
		{"trouble at Slack", refusal("internal_error"), false},
		{"a gateway without Slack behind it", status(http.StatusBadGateway), false},
		{"a limit that does not say how long", status(http.StatusTooManyRequests), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			srv := newSocketServer(t)
			srv.answer = tt.answer
			s := runSockets(t, srv, socketOptions{}, ackAll)
			if !tt.ends {
				next(t, s.helloed(), "a second try")
				return
			}
			err := next(t, s.done, "the end")
			if err == nil || strings.Contains(err.Error(), testAppToken) {
				t.Errorf("run: %v", err)
			}
		})
	}
}

// waitFor polls until ok holds.
func waitFor(tb testing.TB, what string, ok func() bool) {
	tb.Helper()
	for end := time.Now().Add(10 * time.Second); !ok(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			tb.Fatalf("waited in vain for %s", what)
		}
	}
}
