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

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// Pitfall: slack-go reports what it cannot decode without acknowledging it, and
// Slack sends it three times more.
func TestWhatCannotBeReadIsAcknowledged(t *testing.T) {
	srv := newSocketServer(t)
	runSockets(t, srv, socketOptions{}, func(_ context.Context, e envelope) {
		t.Errorf("a handler got %+v", e)
	})
	conn := srv.conn(t)
	for i, tt := range []struct{ name, rest string }{
		{"an event unknown to slack-go", `"type":"events_api","payload":{"type":"event_callback","event_id":"Ev1","event":{"type":"brand_new"}}`},
		{"an event of another shape", `"type":"events_api","payload":{"type":"event_callback","event_id":"Ev2","event":{"type":"message","ts":1.5}}`},
		{"an unknown kind of envelope", `"type":"brand_new","payload":{}`},
		{"a kind that is no word", `"type":5,"payload":{}`},
		{"a command of another shape", `"type":"slash_commands","payload":{"text":5}`},
	} {
		id := fmt.Sprint("E", i)
		conn.send(`{"envelope_id":"` + id + `",` + tt.rest + `}`)
		if ack := srv.ack(t); ack.EnvelopeID != id || ack.Payload != nil {
			t.Errorf("%s: acknowledged %q with %s", tt.name, ack.EnvelopeID, ack.Payload)
		}
	}
	conn.send(`{"type":"brand_new"}`) // nothing to acknowledge
	conn.send(`{"envelope_id":"last","type":"brand_new"}`)
	if ack := srv.ack(t); ack.EnvelopeID != "last" {
		t.Errorf("acknowledged %q", ack.EnvelopeID)
	}
}

// Pitfalls: a failed write is reported and forgotten, and slack-go goes on
// writing to the dead socket. The report is made up here; what follows is not.
func TestAnUnwrittenAckGoesOutOnceMoreOverTheNextSocket(t *testing.T) {
	srv := newSocketServer(t)
	all := newSockets(socketOptions{appToken: testAppToken, apiURL: srv.http.URL + "/api/"})
	crew := testCrew(t.Context(), func(ctx context.Context, e envelope) {
		_ = e.ack(ctx, map[string]string{"text": e.command.Text})
	}, nil)
	c := newSocket(all, 1, crew)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- c.keep(ctx) }()
	defer func() {
		cancel()
		<-done
		all.transport.CloseIdleConnections()
	}()

	fail := func() {
		c.client.Events <- socketmode.Event{Type: socketmode.EventTypeErrorWriteFailed, Data: &socketmode.ErrorWriteFailed{
			Cause: errors.New("broken pipe"), Response: &socketmode.Response{EnvelopeID: "E1", Payload: map[string]string{"text": "won"}},
		}}
	}
	srv.conn(t).command("E1", "won")
	srv.ack(t)
	fail()
	second := srv.conn(t)
	if ack := srv.ack(t); ack.Conn != second.number || ack.EnvelopeID != "E1" || string(ack.Payload) != `{"text":"won"}` {
		t.Errorf("repeated: %+v, want E1 over connection %d", ack, second.number)
	}
	fail()
	third := srv.conn(t)
	third.command("E2", "lost")
	if ack := srv.ack(t); ack.EnvelopeID != "E2" {
		t.Errorf("%s was repeated again", ack.EnvelopeID)
	}
}

// slack-go's buffer outlives a socket: a failed write that was reported over the
// last one must not end the next.
func TestReportsAreNotPutDownToTheNextSocket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := idleSocket(t)
		c.all.options.status = func(int) { time.Sleep(time.Second) } // meanwhile slack-go ends
		c.client.Events <- socketmode.Event{Type: socketmode.EventTypeHello, Request: &socketmode.Request{}}
		for len(c.client.Events) < cap(c.client.Events) {
			c.client.Events <- socketmode.Event{Type: socketmode.EventTypeErrorWriteFailed, Data: &socketmode.ErrorWriteFailed{Response: &socketmode.Response{EnvelopeID: "E1"}}}
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_ = c.live(ctx)
		if left := len(c.client.Events); left != 0 {
			t.Errorf("%d reports left for the next socket", left)
		}
	})
}

// Pitfall: slack-go's pauses between failed opens grow to five minutes.
func TestLongPausesAreCutShort(t *testing.T) {
	for _, tt := range []struct {
		name    string
		backoff time.Duration
		err     error
		cut     bool
	}{
		{"a pause up to the gate's own", time.Minute, errors.New("refused"), false},
		{"a longer one", 2 * time.Minute, errors.New("refused"), true},
		{"a longer one that Slack asked for", 2 * time.Minute, &slack.RateLimitedError{RetryAfter: 2 * time.Minute}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, cut := idleSocket(t), false
			c.cut = func() { cut = true }
			c.take(socketmode.Event{Type: socketmode.EventTypeConnectionError, Data: &slack.ConnectionErrorEvent{Backoff: tt.backoff, ErrorObj: tt.err}}, time.Now())
			if cut != tt.cut {
				t.Errorf("cut is %v", cut)
			}
		})
	}
}

func TestARefreshAfterAHealthyLifeGoesAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := idleSocket(t)
		for _, life := range []time.Duration{time.Hour, gateHealthyLife} {
			if err := c.gate.pass(t.Context()); err != nil {
				t.Fatal(err)
			}
			c.take(socketmode.Event{Type: socketmode.EventTypeHello, Request: &socketmode.Request{}}, time.Now())
			c.gate.step = gateLongestPause // after much trouble before
			time.Sleep(life)
			if wait := c.gate.pause(time.Now()); wait != 0 {
				t.Errorf("waits %v after a life of %v", wait, life)
			}
		}
	})
}

// An outage of half an hour: the opens never come closer than the gate allows,
// nor further apart than its longest pause and one more try.
func TestOpensThroughALongOutage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var opens []time.Time
		c := idleSocket(t)
		c.gate.base = roundTrip(func(*http.Request) (*http.Response, error) {
			opens = append(opens, time.Now())
			return nil, errors.New("connection refused")
		})
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Minute)
		defer cancel()
		if err := c.keep(ctx); err != nil {
			t.Fatal(err)
		}
		if len(opens) < 30 || len(opens) > 60 {
			t.Errorf("%d opens in 30 minutes", len(opens))
		}
		for i := 1; i < len(opens); i++ {
			if apart := opens[i].Sub(opens[i-1]); apart < gateFirstPause*3/4 || apart > gateLongestPause {
				t.Errorf("opens %d and %d are %v apart", i, i+1, apart)
			}
		}
	})
}

// Pitfall: slack.OptionDebug asks Slack for sockets that live six minutes.
func TestSocketsAreNotOpenedForDebugging(t *testing.T) {
	srv := newSocketServer(t)
	runSockets(t, srv, socketOptions{}, ackAll)
	srv.conn(t)
	srv.mu.Lock()
	defer srv.mu.Unlock()
	if got := srv.queries[0]; got != "ticket=hush" {
		t.Errorf("dialled with %q, want the query as Slack gave it", got)
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

// Slack counts dead connections too, and sends envelopes to them.
func TestMoreConnectionsThanOursAreLogged(t *testing.T) {
	for _, tt := range []struct {
		counts int
		warned bool
	}{{1, false}, {2, true}} {
		srv := newSocketServer(t)
		srv.counts = tt.counts
		var log testLog
		s := runSockets(t, srv, socketOptions{log: log.logger()}, ackAll)
		srv.conn(t).command("E1", "list") // answered after the hello was dealt with
		srv.ack(t)
		if got := strings.Contains(log.String(), "Slack counts more connections"); got != tt.warned {
			t.Errorf("Slack counts %d, we run 1: warned is %v", tt.counts, got)
		}
		s.stop()
	}
}
