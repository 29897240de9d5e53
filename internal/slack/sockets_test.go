package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
)

func TestEachKindOfEnvelopeArrivesDecoded(t *testing.T) {
	srv := newSocketServer(t)
	got := make(chan *envelope, 3)
	runSockets(t, srv, socketOptions{}, func(ctx context.Context, e *envelope) {
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
	conn.send(strings.Replace(commandFrame("E4", "7 lost"), "{", `{"retry_attempt":"odd","num_connections":"odd",`, 1))
	if e = next(t, got, "a command in an odd frame"); e.command.Text != "7 lost" {
		t.Errorf("command: %+v", e)
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

// Pitfall: a Slack that ends each socket at once is asked for the next a thousand
// times a second.
func TestNoHotLoop(t *testing.T) {
	for _, tt := range []struct {
		reason string
		most   int // opens within ten minutes, of two connections
	}{
		{"too_many_websockets", 2 * 6},
		{"link_disabled", 2 * 6},
		{"refresh_requested", 2 * 165},
		{"never_heard_of", 2 * 20},
		{"", 2 * 20},
	} {
		t.Run(tt.reason, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				srv := newPipeServer(t)
				srv.greet = func(c *serverSocket) {
					c.hello(10)
					c.disconnect(tt.reason)
					c.closeWith(websocket.CloseNormalClosure)
				}
				s := runSockets(t, srv, socketOptions{connections: 2}, ackAll)
				time.Sleep(10 * time.Minute)
				s.stop()
				<-s.done
				if got := srv.opened(); got < tt.most/2 || got > tt.most {
					t.Errorf("%d opens in 10 minutes for two connections, want at most %d", got, tt.most)
				}
			})
		})
	}
}

// Pitfall: a full buffer stops the reading, so that pings are missed.
func TestFullHandlersDoNotStopTheReading(t *testing.T) {
	srv := newSocketServer(t)
	release := make(chan struct{})
	events := make(chan struct{}, maxInFlight+200)
	runSockets(t, srv, socketOptions{busy: func(e *envelope) {
		_ = e.ack(context.Background(), map[string]string{"text": "busy"})
	}}, func(ctx context.Context, e *envelope) {
		events <- struct{}{}
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
	for range maxInFlight { // each has its place by now, and begins when it is its turn
		next(t, events, "an event at work")
	}
	if more := len(events); more > 0 {
		t.Errorf("%d more events at work than the %d there is room for", more, maxInFlight)
	}
}

// Three thousand commands in one instant, while the store hangs: who has a
// handler hears from it when the store should have answered, and everybody else
// that it is busy. Slack waits for three seconds after it sent a command.
func TestABurstIsAnsweredInTime(t *testing.T) {
	srv := newSocketServer(t)
	const n = 3000
	runSockets(t, srv, socketOptions{connections: 2, busy: func(e *envelope) {
		_ = e.ack(context.Background(), map[string]string{"text": strings.Repeat("busy ", 100)})
	}}, func(ctx context.Context, e *envelope) {
		time.Sleep(time.Until(e.taken.Add(answerWithin)))
		_ = e.ack(ctx, nil)
	})
	conns := []*serverSocket{srv.conn(t), srv.conn(t)}
	var mu sync.Mutex
	sent := map[string]time.Time{}
	var typing sync.WaitGroup
	for i, c := range conns {
		typing.Go(func() {
			for k := range n / 2 {
				id := fmt.Sprint(i, "-", k)
				mu.Lock()
				sent[id] = time.Now()
				mu.Unlock()
				c.command(id, "list")
			}
		})
	}
	seen := map[string]bool{}
	var slowest time.Duration
	for range n {
		id := srv.ack(t).EnvelopeID
		seen[id] = true
		mu.Lock()
		slowest = max(slowest, time.Since(sent[id]))
		mu.Unlock()
	}
	typing.Wait()
	if len(seen) != n || slowest > ackUseful && !underRace {
		t.Errorf("%d of %d were answered, the slowest after %v", len(seen), n, slowest)
	}
	t.Logf("the slowest answer took %v", slowest)
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
