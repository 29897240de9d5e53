package slack

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// socketStagger is how long the next connection waits for the hello of the one
// before it. Started one after the other they are not refreshed as one.
const socketStagger = time.Second

// socketOptions describe a bot's connections.
type socketOptions struct {
	appToken    string
	apiURL      string              // ends with "/"
	dial        dialFunc            // nil: over the network
	connections int                 // at least 1; Slack takes 10 per app, of all instances together
	ping        time.Duration       // how often we ping each socket. 0: socketPing
	log         *slog.Logger        // nil: discard
	busy        func(*envelope)     // answers a command or an interaction that there is no room for; nil: nobody does
	status      func(connected int) // called on each change; must return at once. Nil: nobody cares
	observe     Observer            // nil: nobody watches
}

// sockets are the bot's Socket Mode connections. Slack sends each envelope over
// any one of them, so that none has a meaning of its own, and takes an
// acknowledgement over any other.
//
// What can go wrong with them, and what guards against each, is told in
// docs/decisions/0009-an-own-socket-loop.md.
type sockets struct {
	options   socketOptions
	log       *slog.Logger
	transport *http.Transport // of apps.connections.open
	dialer    *websocket.Dialer
	lives     sync.WaitGroup // the goroutines of all sockets
	texts     sync.Pool      // of *ackText: room to write in

	mu     sync.Mutex    // held while status is called, so that it hears changes in order
	alive  []*socket     // dialled and not ended, the youngest last
	opened chan struct{} // closed at the next hello, and then made anew
	over   bool          // no socket is opened any more
	up     int
	first  chan struct{}
}

// newSockets makes the connections. Nothing is opened before run.
func newSockets(o socketOptions) *sockets {
	if o.log == nil {
		o.log = slog.New(slog.DiscardHandler)
	}
	o.connections = max(1, o.connections)
	o.observe = observer(o.observe)
	o.ping = cmp.Or(o.ping, socketPing)
	return &sockets{
		options:   o,
		log:       o.log,
		transport: newTransport(o.dial),
		dialer:    newDialer(o.dial),
		opened:    make(chan struct{}),
		first:     make(chan struct{}),
	}
}

// connected returns how many connections work now: each has a socket on which
// Slack said hello, and which has not ended since.
func (s *sockets) connected() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.up
}

// silence is socketSilence for the pings of the options.
func (s *sockets) silence() time.Duration { return s.options.ping * (socketSilence / socketPing) }

// helloed returns a channel that is closed at the first hello of any connection.
func (s *sockets) helloed() <-chan struct{} { return s.first }

// run connects and hands every envelope to handle, each in its own goroutine,
// until ctx ends. It is called once.
//
// Then it takes no more (commands and interactions are answered through busy,
// events are left for another instance), waits up to five seconds for the
// handlers that are at work, closes the sockets as finish tells, and returns
// nil. The context of the handlers ends four seconds after ctx. Sooner and with
// an error it ends only for what waiting cannot mend: an app token that Slack
// does not take, or an apiURL that nobody serves (404).
func (s *sockets) run(ctx context.Context, handle func(context.Context, *envelope)) error {
	stop, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	crew := newCrew(ctx, s.log, handle, s.options.busy)

	var keepers sync.WaitGroup
	for i := 0; i < s.options.connections && stop.Err() == nil; i++ {
		conn := newConnection(s, i+1, crew)
		keepers.Go(func() {
			if err := conn.keep(stop); err != nil {
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
	keepers.Wait()
	s.finish(crew)
	s.transport.CloseIdleConnections()

	if err := context.Cause(stop); !errors.Is(err, context.Cause(ctx)) {
		return err
	}
	return nil
}
