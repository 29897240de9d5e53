package slack

import (
	"context"
	"time"
)

// socketHello is how long a socket may stay without a hello.
const socketHello = 10 * time.Second

// awaitHello reports whether Slack greets the socket. One that it does not greet
// in time is closed.
func (s *socket) awaitHello(ctx context.Context) bool {
	timer := time.NewTimer(socketHello)
	defer timer.Stop()
	select {
	case <-s.hello:
	case <-s.leaving:
	case <-ctx.Done():
	case <-timer.C:
		s.log.Warn("Slack did not say hello")
		s.bye()
	}
	return s.wasGreeted()
}

// greeted notes that the socket works. Connections that Slack counts beyond ours
// belong to other instances, or to dead sockets that it still sends envelopes to.
func (s *socket) greeted(f frame) {
	s.all.options.observe.Counted(f.Counts)
	ours := max(s.all.options.connections, s.all.greet(s))
	if !s.wasGreeted() {
		close(s.hello)
	}
	s.log.Info("socket open", "host", f.Debug.Host, "slack_counts", f.Counts, "refresh_in_s", f.Debug.Seconds)
	if f.Counts > ours {
		s.log.Warn("Slack counts more connections than this instance runs; unless other instances run, it sends part of the envelopes to dead ones",
			"slack_counts", f.Counts, "ours", ours)
	}
}

func (s *socket) wasGreeted() bool { return isClosed(s.hello) }
func (s *socket) hasEnded() bool   { return isClosed(s.ended) }

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
