package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
)

// Pitfall: what cannot be decoded is not acknowledged, and Slack sends it three
// times more. The log names it, and nothing that somebody typed.
func TestWhatCannotBeReadIsAcknowledged(t *testing.T) {
	srv := newSocketServer(t)
	var log testLog
	runSockets(t, srv, socketOptions{log: log.logger()}, func(_ context.Context, e *envelope) {
		t.Errorf("a handler got %+v", e)
	})
	conn := srv.conn(t)
	for i, tt := range []struct{ name, rest string }{
		{"an event unknown to slack-go", `"type":"events_api","payload":{"type":"event_callback","event_id":"Ev1","event":{"type":"brand_new"}}`},
		{"an event of another shape", `"type":"events_api","payload":{"type":"event_callback","event_id":"Ev2","event":{"type":"message","ts":1.5}}`},
		{"an unknown kind of envelope", `"type":"brand_new","payload":{}`},
		{"a kind that is no word", `"type":5,"payload":{}`},
		{"a command of another shape", `"type":"slash_commands","payload":{"text":31415}`},
		{"an interaction of another shape", `"type":"interactive","payload":[]`},
		{"an event that is null", `"type":"events_api","payload":{"type":"event_callback","event_id":"Ev3","event":null}`},
		{"a command without contents", `"type":"slash_commands"`},
	} {
		id := fmt.Sprint("E", i)
		conn.send(`{"envelope_id":"` + id + `",` + tt.rest + `}`)
		if ack := srv.ack(t); ack.EnvelopeID != id || ack.Payload != nil {
			t.Errorf("%s: acknowledged %q with %s", tt.name, ack.EnvelopeID, ack.Payload)
		}
	}
	for _, odd := range []string{`{"type":"brand_new"}`, `{"type":`, `[]`, `31415`, ``, "\xff\xfe"} {
		conn.send(odd) // nothing to acknowledge
	}
	conn.send(`{"envelope_id":"last","type":"brand_new"}`)
	if ack := srv.ack(t); ack.EnvelopeID != "last" {
		t.Errorf("acknowledged %q", ack.EnvelopeID)
	}
	if srv.opened() != 1 {
		t.Errorf("%d sockets were opened, want the first to go on", srv.opened())
	}
	if !strings.Contains(log.String(), "envelope=E0 type=events_api") || strings.Contains(log.String(), "31415") {
		t.Errorf("the log says\n%s", &log)
	}
}

// An outage of half an hour: the opens never come closer than the gate allows,
// nor further apart than its longest pause and one more try.
func TestOpensThroughALongOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		var opens []time.Time
		srv.answer = func(_ int, w http.ResponseWriter) bool {
			opens = append(opens, time.Now())
			w.WriteHeader(http.StatusBadGateway)
			return true
		}
		s := runSockets(t, srv, socketOptions{}, ackAll)
		time.Sleep(30 * time.Minute)
		s.stop()
		<-s.done
		if len(opens) < 30 || len(opens) > 60 {
			t.Errorf("%d opens in 30 minutes", len(opens))
		}
		for i := 1; i < len(opens); i++ {
			if apart := opens[i].Sub(opens[i-1]); apart < 375*time.Millisecond || apart > time.Minute {
				t.Errorf("opens %d and %d are %v apart", i, i+1, apart)
			}
		}
	})
}

func TestRetryAfterIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		srv.answer = func(open int, w http.ResponseWriter) bool {
			if open > 1 {
				return false
			}
			w.Header().Set("Retry-After", "90")
			w.WriteHeader(http.StatusTooManyRequests)
			return true
		}
		began := time.Now()
		s := runSockets(t, srv, socketOptions{}, ackAll)
		nextWithin(t, 2*time.Minute, s.helloed(), "a hello")
		if took := time.Since(began); took < 90*time.Second || took > 91*time.Second {
			t.Errorf("opened after %v, want 90 s", took)
		}
	})
}

// Pitfall: an open that hangs leaves the bot deaf for ever. Each step hangs in
// turn: the call, its answer, the handshake, the hello.
func TestAHungOpenIsGivenUp(t *testing.T) {
	for _, tt := range []struct {
		name  string
		setUp func(srv *socketServer, hang func())
		after time.Duration
	}{
		{"no answer", func(srv *socketServer, hang func()) {
			srv.answer = func(open int, _ http.ResponseWriter) bool {
				if open == 1 {
					hang()
				}
				return open == 1
			}
		}, openTimeout},
		{"an answer without an end", func(srv *socketServer, hang func()) {
			srv.answer = func(open int, w http.ResponseWriter) bool {
				if open == 1 {
					fmt.Fprint(w, `{"ok":`)
					_ = http.NewResponseController(w).Flush()
					hang()
				}
				return open == 1
			}
		}, openTimeout},
		{"no handshake", func(srv *socketServer, hang func()) {
			srv.shake = hang
		}, dialTimeout},
		{"no hello", func(srv *socketServer, _ func()) {
			srv.greet = func(c *serverSocket) {
				if c.number > 1 {
					c.hello(1)
				}
			}
		}, socketHello},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				srv := newPipeServer(t)
				over := make(chan struct{})
				tt.setUp(srv, func() { <-over })
				began := time.Now()
				s := runSockets(t, srv, socketOptions{}, ackAll)
				nextWithin(t, time.Minute, s.helloed(), "a hello")
				if took := time.Since(began); took < tt.after || took > tt.after+time.Second {
					t.Errorf("the second open came through after %v, want %v and a pause", took, tt.after)
				}
				close(over)
			})
		})
	}
}

// Pitfalls: half-open sockets look alive, and a watchdog that asks for one kind of
// sign cuts sockets that give another.
func TestLiveness(t *testing.T) {
	mute := func(c *serverSocket) { // answers no ping
		c.ws.SetPingHandler(func(string) error { return nil })
	}
	for _, tt := range []struct {
		name  string
		slack func(c *serverSocket, ctx context.Context)
		dies  bool
	}{
		{"Slack answers our pings", func(*serverSocket, context.Context) {}, false},
		{"Slack pings and does not answer", func(c *serverSocket, ctx context.Context) {
			mute(c)
			go every(ctx, func() {
				_ = c.ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second))
			})
		}, false},
		{"Slack sends frames only", func(c *serverSocket, ctx context.Context) {
			mute(c)
			go every(ctx, func() { c.send(`{"type":"news"}`) })
		}, false},
		{"nothing comes", func(c *serverSocket, _ context.Context) { mute(c) }, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				srv := newPipeServer(t)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				srv.greet = func(c *serverSocket) {
					c.hello(1)
					tt.slack(c, ctx)
				}
				began := time.Now()
				runSockets(t, srv, socketOptions{}, ackAll)
				first := srv.conn(t)
				if !tt.dies {
					time.Sleep(time.Hour)
					if srv.opened() != 1 {
						t.Errorf("%d opens within an hour", srv.opened())
					}
					return
				}
				time.Sleep(socketSilence - time.Second)
				first.bye(t)
				srv.conn(t)
				if took := time.Since(began); took != socketSilence {
					t.Errorf("replaced after %v, want %v", took, socketSilence)
				}
			})
		})
	}
}

// A socket that takes nothing is found by our own pings, sooner than by silence.
func TestASocketThatTakesNoPingIsReplaced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		defer stuckFirst(srv, 1)()
		began := time.Now()
		runSockets(t, srv, socketOptions{}, ackAll)
		srv.conn(t)
		nextWithin(t, time.Minute, srv.conns, "a second socket")
		if took := time.Since(began); took != socketPing+writeWithin {
			t.Errorf("replaced after %v, want %v", took, socketPing+writeWithin)
		}
	})
}

// every does something every twenty seconds.
func every(ctx context.Context, do func()) {
	for ctx.Err() == nil {
		do()
		select {
		case <-time.After(20 * time.Second):
		case <-ctx.Done():
		}
	}
}

func TestAHugeFrameEndsItsSocketOnly(t *testing.T) {
	srv := newSocketServer(t)
	runSockets(t, srv, socketOptions{connections: 2}, ackAll)
	first, second := srv.conn(t), srv.conn(t)
	first.command("E1", strings.Repeat("x", maxFrame))
	third := srv.conn(t)
	for id, c := range map[string]*serverSocket{"E2": second, "E3": third} {
		c.command(id, strings.Repeat("x", 1<<20))
		if ack := srv.ack(t); ack.EnvelopeID != id || ack.Conn != c.number {
			t.Errorf("%s was acknowledged over %d", ack.EnvelopeID, ack.Conn)
		}
	}
}

// Pitfall: slack.OptionDebug asks Slack for sockets that live six minutes. Nor do
// we ask for compression, which costs more than it gives.
func TestSocketsAreNotOpenedForDebugging(t *testing.T) {
	srv := newSocketServer(t)
	runSockets(t, srv, socketOptions{}, ackAll)
	srv.conn(t)
	srv.mu.Lock()
	defer srv.mu.Unlock()
	if got := srv.asked[0].URL.RawQuery; got != "ticket=hush" {
		t.Errorf("dialled with %q, want the query as Slack gave it", got)
	}
	if got := srv.asked[0].Header.Get("Sec-WebSocket-Extensions"); got != "" {
		t.Errorf("asked for %q", got)
	}
}

func TestTicketsAndTokensStayOutOfTheLog(t *testing.T) {
	srv := newSocketServer(t)
	urls := []string{"ws://127.0.0.1:1/link?ticket=hush", "wss://bad host/link?ticket=hush", "ws://127.0.0.1:1/%zz?ticket=hush"}
	srv.answer = func(open int, w http.ResponseWriter) bool {
		if open <= len(urls) {
			fmt.Fprintf(w, `{"ok":true,"url":%q}`, urls[open-1])
			return true
		}
		return false
	}
	var log testLog
	s := runSockets(t, srv, socketOptions{log: log.logger()}, ackAll)
	next(t, s.helloed(), "a socket")
	if got := strings.Count(log.String(), "could not open a socket"); got != len(urls) {
		t.Errorf("%d failures in the log, want %d", got, len(urls))
	}
	for _, secret := range []string{"hush", testAppToken} {
		if strings.Contains(log.String(), secret) {
			t.Errorf("%q is in the log:\n%s", secret, &log)
		}
	}
}

func TestSocketText(t *testing.T) {
	for in, want := range map[string]string{
		`parse "wss://wss-primary.slack.com/link/?ticket=abc": invalid port`: `parse "wss://wss-primary.slack.com…": invalid port`,
		`dial ws://10.0.0.1:80?ticket=abc failed`:                            `dial ws://10.0.0.1:80…`,
		`header "Bearer xapp-1-A1-2-abc" refused`:                            `header "Bearer …" refused`,
		`connection reset by peer`:                                           `connection reset by peer`,
	} {
		if got := socketText(errors.New(in)); got != want {
			t.Errorf("%s\nbecame %s\nwant   %s", in, got, want)
		}
	}
}

// Slack counts dead connections too, and sends envelopes to them. During a
// refresh we have one more ourselves.
func TestMoreConnectionsThanOursAreLogged(t *testing.T) {
	for _, tt := range []struct {
		name   string
		counts []int // of the first hello, and of its successor's
		warned bool
	}{
		{"as many as ours", []int{1}, false},
		{"one more", []int{2}, true},
		{"one more during a refresh", []int{1, 2}, false},
		{"two more during a refresh", []int{1, 3}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				srv := newPipeServer(t)
				srv.greet = func(c *serverSocket) { c.hello(tt.counts[c.number-1]) }
				var log testLog
				runSockets(t, srv, socketOptions{log: log.logger()}, ackAll)
				for n := range tt.counts {
					c := srv.conn(t)
					time.Sleep(time.Hour)
					if n+1 < len(tt.counts) {
						c.disconnect("refresh_requested")
					}
				}
				if got := strings.Contains(log.String(), "Slack counts more connections"); got != tt.warned {
					t.Errorf("warned is %v in\n%s", got, &log)
				}
			})
		})
	}
}
