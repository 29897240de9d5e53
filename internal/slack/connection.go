package slack

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"time"

	"github.com/slack-go/slack"
)

// connection is one place at Slack, on which one socket follows the other. The
// next is opened before the last is closed, so that Slack always has one to send
// to, and each is read until it has ended.
type connection struct {
	all  *sockets
	crew *crew
	api  *slack.Client
	log  *slog.Logger

	first chan struct{} // closed at the first hello

	// What follows belongs to the goroutine of keep.
	gate     gate
	standing []*socket // that no other has replaced yet, the youngest last
}

// newConnection makes a connection. Its client is never put into debug mode: that
// asks Slack to cut each socket after six minutes.
func newConnection(all *sockets, number int, crew *crew) *connection {
	log := all.log.With("connection", number)
	return &connection{
		all: all, crew: crew, log: log, gate: gate{log: log},
		api: slack.New("",
			slack.OptionAppLevelToken(all.options.appToken),
			slack.OptionAPIURL(all.options.apiURL),
			slack.OptionHTTPClient(&http.Client{Transport: all.transport})),
		first: make(chan struct{}),
	}
}

// keep opens one socket after the other until ctx ends, or returns why that is
// hopeless. The sockets live on: see finish.
func (c *connection) keep(ctx context.Context) error {
	after, why := endedBroken, "start"
	var room <-chan struct{}
	for {
		if c.gate.pass(ctx, after, room) != nil {
			return nil
		}
		after, room = endedBroken, nil
		s, err := c.open(ctx)
		if err == nil {
			c.all.options.observe.Opened(why)
		}
		switch {
		case ctx.Err() != nil && err != nil:
			return nil
		case socketHopeless(err):
			return fmt.Errorf("opening a socket to Slack: %w", err)
		case err != nil:
			c.notOpened(err, time.Now())
			continue
		}
		greeted := s.awaitHello(ctx)
		c.stand(s, greeted)
		select {
		case <-s.leaving:
		case <-ctx.Done():
			return nil
		}
		if after, why = s.after, s.after.String(); after == endedRefused && !greeted {
			room = c.room()
		}
	}
}

// stand takes note of a socket that was opened. Once Slack has greeted it, the
// ones before it are replaced.
func (c *connection) stand(s *socket, greeted bool) {
	c.standing = slices.DeleteFunc(c.standing, (*socket).hasEnded)
	if greeted {
		c.gate.helloed(time.Now())
		for _, old := range c.standing {
			close(old.replaced)
		}
		c.standing = nil
		if !isClosed(c.first) {
			close(c.first)
		}
	}
	c.standing = append(c.standing, s)
}

// room returns a channel that is closed when the socket that serves meanwhile
// ends. When Slack has no room for one more of us, there may be room then. Nil:
// there is none to wait for.
func (c *connection) room() <-chan struct{} {
	for _, s := range slices.Backward(c.standing) {
		if s.wasGreeted() && !s.hasEnded() {
			return s.ended
		}
	}
	return nil
}

// notOpened logs a failed attempt and keeps the pause that Slack asked for.
func (c *connection) notOpened(err error, now time.Time) {
	c.log.Warn("could not open a socket to Slack", "err", socketText(err))
	var limited *slack.RateLimitedError
	if errors.As(err, &limited) {
		c.gate.hold(now.Add(limited.RetryAfter))
	}
}
