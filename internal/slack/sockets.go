package slack

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// socketStagger is how long the next connection waits for the hello of the
	// one before it. Started one after the other they are not refreshed as one.
	socketStagger = time.Second
	// socketLinger is how long connections stay open after the last
	// acknowledgement was queued: slack-go does not tell when it is written, and
	// drops its queue when it ends.
	socketLinger = 100 * time.Millisecond
)

// socketOptions describe a bot's connections.
type socketOptions struct {
	appToken    string
	apiURL      string              // ends with "/"
	connections int                 // at least 1; Slack takes 10 per app, of all instances together
	log         *slog.Logger        // nil: discard
	busy        func(envelope)      // answers a command or an interaction that there is no room for; nil: nobody does
	status      func(connected int) // called on each change; must return at once. Nil: nobody cares
}

// sockets are the bot's Socket Mode connections. Slack sends each envelope over
// any one of them, so that none has a meaning of its own.
//
// There are several because slack-go, told to refresh a connection, closes it
// before it opens the next: meanwhile Slack has the others to send to. What that
// cannot mend is an envelope that Slack wrote to the old socket after the order
// to refresh, and that slack-go no longer reads: an event comes again, a command
// or a click does not, and the person has to repeat it. Nor does slack-go send a
// close frame; Slack learns of the end from the closed stream.
type sockets struct {
	options   socketOptions
	transport *http.Transport
	log       *slog.Logger

	mu        sync.Mutex // held while status is called, so that it hears changes in order
	up        atomic.Int64
	firstOnce sync.Once
	first     chan struct{}
}

// newSockets makes the connections. Nothing is opened before run.
func newSockets(o socketOptions) *sockets {
	if o.log == nil {
		o.log = slog.New(slog.DiscardHandler)
	}
	o.connections = max(1, o.connections)
	return &sockets{
		options:   o,
		transport: http.DefaultTransport.(*http.Transport).Clone(),
		log:       o.log,
		first:     make(chan struct{}),
	}
}

// connected returns how many connections work now: Slack said hello on them and
// they have not ended since.
func (s *sockets) connected() int { return int(s.up.Load()) }

// helloed returns a channel that is closed at the first hello of any connection.
func (s *sockets) helloed() <-chan struct{} { return s.first }

// run connects and hands every envelope to handle, each in its own goroutine,
// until ctx ends. It is called once.
//
// Then it takes no more (commands and interactions are answered through busy,
// events are left for another instance), waits up to five seconds for the
// handlers that are at work, lets their acknowledgements go out, closes, and
// returns nil. The context of the handlers ends four seconds after ctx. Sooner
// and with an error it ends only for what waiting cannot mend: an app token that
// Slack does not take, or an apiURL that nobody serves (404).
func (s *sockets) run(ctx context.Context, handle func(context.Context, envelope)) error {
	stop, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	open, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	defer hangUp()
	crew := newCrew(ctx, s.log, handle, s.options.busy)

	var keepers sync.WaitGroup
	var conns []*socket
	for i := 0; i < s.options.connections && stop.Err() == nil; i++ {
		conn := newSocket(s, i+1, crew)
		conns = append(conns, conn)
		keepers.Go(func() {
			if err := conn.keep(open); err != nil {
				fail(err)
			}
		})
		select {
		case <-conn.first:
		case <-time.After(socketStagger):
		case <-stop.Done():
		}
	}
	<-stop.Done()

	if left := crew.stop(); left > 0 {
		s.log.Warn("stopping although handlers have not ended", "handlers", left)
	}
	s.linger(conns)
	crew.end()
	hangUp()
	keepers.Wait()
	s.transport.CloseIdleConnections()

	if err := context.Cause(stop); !errors.Is(err, context.Cause(ctx)) {
		return err
	}
	return nil
}

// linger waits until the last acknowledgement has had time to be written.
func (s *sockets) linger(conns []*socket) {
	var last time.Time
	for _, conn := range conns {
		if queued := conn.lastAck(); queued.After(last) {
			last = queued
		}
	}
	time.Sleep(time.Until(last.Add(socketLinger)))
}

// changed notes that a connection came up (1) or went down (-1).
func (s *sockets) changed(by int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	up := s.up.Add(by)
	if by > 0 {
		s.firstOnce.Do(func() { close(s.first) })
	}
	if s.options.status != nil {
		s.options.status(int(up))
	}
}
