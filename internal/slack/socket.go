package slack

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// socketShedLog is how often the log hears of envelopes there was no room for.
const socketShedLog = 10 * time.Second

// socket is one connection to Slack, opened again as often as it ends. It has a
// slack-go client of its own: a client has one queue and one socket.
//
// Neither client is ever put into debug mode: slack.OptionDebug asks Slack to cut
// each connection after six minutes. The dialer is slack-go's own, because the
// write buffer of another would split large acknowledgements into fragments.
type socket struct {
	all    *sockets
	crew   *crew
	client *socketmode.Client
	gate   *openGate
	log    *slog.Logger

	sent   sentAcks
	queued atomic.Int64 // when the last acknowledgement was queued, Unix nanoseconds
	closed atomic.Bool

	first chan struct{} // closed at the first hello

	// What follows belongs to the goroutine of keep.
	cut      context.CancelFunc // ends the present socket
	up       bool
	unsent   []unsentAck // to be queued again at the next hello
	shed     int         // envelopes there was no room for since the log heard of it
	shedTold time.Time
}

func newSocket(all *sockets, number int, crew *crew) *socket {
	log := all.log.With("connection", number)
	gate := &openGate{base: all.transport, log: log}
	api := slack.New("",
		slack.OptionAppLevelToken(all.options.appToken),
		slack.OptionAPIURL(all.options.apiURL),
		slack.OptionHTTPClient(&http.Client{Transport: gate}))
	return &socket{
		all: all, crew: crew, log: log, gate: gate,
		client: socketmode.New(api),
		first:  make(chan struct{}),
	}
}

// keep holds the connection open until ctx ends, or returns why that is
// hopeless. One goroutine opens and this one reads, and does nothing that could
// wait: once slack-go's buffer of 50 is full it reads neither envelopes nor pings.
func (c *socket) keep(ctx context.Context) error {
	defer c.closed.Store(true)
	for {
		err := c.live(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case socketHopeless(err):
			return fmt.Errorf("opening a socket to Slack: %w", err)
		}
		c.log.Info("opening the socket anew", "err", socketText(err))
	}
}

// live runs slack-go's client until it gives up or is cut.
func (c *socket) live(ctx context.Context) error {
	life, cut := context.WithCancel(ctx)
	defer cut()
	defer c.setUp(false)
	c.cut = cut
	ended := make(chan error, 1)
	go func() { ended <- c.client.RunContext(life) }()
	for {
		select {
		case evt := <-c.client.Events:
			c.take(evt, time.Now())
		case err := <-ended:
			c.rest()
			return err
		}
	}
}

// rest takes what is left in slack-go's buffer, so that nothing that concerns
// one socket is put down to the next.
func (c *socket) rest() {
	for {
		select {
		case evt := <-c.client.Events:
			c.take(evt, time.Now())
		default:
			return
		}
	}
}

// take deals with one thing slack-go reports.
func (c *socket) take(evt socketmode.Event, now time.Time) {
	switch evt.Type {
	case socketmode.EventTypeSlashCommand, socketmode.EventTypeInteractive, socketmode.EventTypeEventsAPI:
		e, ok := decodeEnvelope(evt, now)
		if !ok {
			return
		}
		e.reply = &envelopeReply{to: c}
		if !c.crew.take(e) {
			c.noRoom(now)
		}
	case socketmode.EventTypeConnecting: // also the only sign that a socket ended
		c.setUp(false)
	case socketmode.EventTypeHello:
		c.hello(evt.Request, now)
	case socketmode.EventTypeConnectionError:
		c.notOpened(evt.Data)
	case socketmode.EventTypeErrorBadMessage:
		if bad, ok := evt.Data.(*socketmode.ErrorBadMessage); ok {
			c.ackUnread(bad, now)
		}
	case socketmode.EventTypeErrorWriteFailed:
		if failed, ok := evt.Data.(*socketmode.ErrorWriteFailed); ok {
			c.writeFailed(failed, now)
		}
	case socketmode.EventTypeIncomingError:
		if broken, ok := evt.Data.(*slack.IncomingEventError); ok {
			c.log.Info("the socket broke", "err", socketText(broken.ErrorObj))
		}
	}
}

// hello notes that the socket works, and queues what the last one could not
// write. Connections Slack counts beyond ours belong to other instances, or to
// dead sockets it still sends envelopes to.
func (c *socket) hello(req *socketmode.Request, now time.Time) {
	c.gate.helloed(now)
	c.setUp(true)
	select {
	case <-c.first:
	default:
		close(c.first)
	}
	c.log.Info("socket open", "host", req.DebugInfo.Host, "slack_counts", req.NumConnections, "refresh_in_s", req.DebugInfo.ApproximateConnectionTime)
	if ours := c.all.options.connections; req.NumConnections > ours {
		c.log.Warn("Slack counts more connections than this instance runs; unless other instances run, it sends part of the envelopes to dead ones",
			"slack_counts", req.NumConnections, "ours", ours)
	}
	for _, a := range c.unsent {
		if now.Sub(a.taken) < ackUseful {
			c.again(a)
		}
	}
	c.unsent = nil
}

func (c *socket) setUp(up bool) {
	if up == c.up {
		return
	}
	c.up = up
	if up {
		c.all.changed(1)
	} else {
		c.all.changed(-1)
	}
}

// notOpened logs a failed attempt. slack-go's own pauses between attempts grow
// to five minutes; beyond the gate's longest pause they are cut short, so that a
// bot is back soon after an outage. A pause that Slack asked for is kept.
func (c *socket) notOpened(data any) {
	failed, ok := data.(*slack.ConnectionErrorEvent)
	if !ok {
		return
	}
	c.log.Warn("could not open a socket to Slack", "attempt", failed.Attempt, "err", socketText(failed.ErrorObj))
	var limited *slack.RateLimitedError
	if failed.Backoff > gateLongestPause && !errors.As(failed.ErrorObj, &limited) {
		c.cut()
	}
}

// noRoom counts what the crew had no room for, and tells the log now and then.
func (c *socket) noRoom(now time.Time) {
	c.shed++
	if now.Sub(c.shedTold) >= socketShedLog {
		c.log.Warn("no room for envelopes", "since_last_told", c.shed, "at_work_at_most", maxInFlight)
		c.shed, c.shedTold = 0, now
	}
}
