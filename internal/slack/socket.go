package slack

import (
	"bytes"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	// socketPing is how often we ping Slack, which pings us about as often, unless
	// the options say otherwise.
	socketPing = 10 * time.Second
	// socketSilence is how long nothing may come, neither a frame nor a ping nor
	// a pong, before a socket counts as dead: for three pings.
	socketSilence = 3 * socketPing
	// socketOverlap is how long a socket is still read after its successor's
	// hello, unless Slack closes it sooner.
	socketOverlap = 30 * time.Second
	// keptFrame is the size of frame for which a socket keeps room. Few are larger.
	keptFrame = 64 << 10
)

// socket is the life of one websocket. One goroutine reads it and does nothing
// that could wait, a second pings and closes it when its time has come, and
// whoever acknowledges something writes.
type socket struct {
	of   *connection
	all  *sockets
	crew *crew
	ws   *websocket.Conn
	wire *wire // under ws
	log  *slog.Logger

	state   socketState   // guarded by sockets.mu
	writing chan struct{} // holds one while a frame is written
	company *company      // the frames that leave next; nil: none. For whoever writes

	hello    chan struct{} // closed at Slack's hello
	leaving  chan struct{} // closed when a successor is wanted; after then tells why
	after    ending
	replaced chan struct{} // closed by the connection when the successor works
	ended    chan struct{} // closed when nothing is read any more

	mu    sync.Mutex
	endAt time.Time // when reading ends, whatever comes; zero: not settled

	// What follows belongs to the goroutine of live.
	shed     int // envelopes there was no room for since the log heard of it
	shedTold time.Time
}

func newSocket(of *connection, ws *websocket.Conn, under *wire) *socket {
	s := &socket{
		of: of, all: of.all, crew: of.crew, ws: ws, wire: under, log: of.log,
		writing:  make(chan struct{}, 1),
		hello:    make(chan struct{}),
		leaving:  make(chan struct{}),
		replaced: make(chan struct{}),
		ended:    make(chan struct{}),
	}
	ws.SetPingHandler(func(text string) error {
		s.heard()
		// An error is left to whoever reads or writes next.
		_ = s.control(websocket.PongMessage, []byte(text))
		return nil
	})
	ws.SetPongHandler(func(string) error { s.heard(); return nil })
	ws.SetCloseHandler(func(code int, _ string) error {
		s.all.closing(s) // before the answer, after which nothing can be written
		_ = s.control(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""))
		return nil
	})
	return s
}

// live reads until the socket has ended. The successor need not wait for the rest.
func (s *socket) live() {
	s.heard()
	err := s.read()
	s.all.closing(s)
	s.leave(endedBroken)
	if s.expected(err) {
		s.log.Info("socket closed")
	} else {
		s.log.Warn("the socket broke", "err", socketText(err))
		s.sayBye() // the other half may still work, and Slack goes on sending to what it takes for alive
	}
	_ = s.ws.Close()
	s.all.gone(s)
	close(s.ended)
}

// read hands on what comes until the socket breaks or is closed.
func (s *socket) read() error {
	var text bytes.Buffer // of one frame after the other
	for {
		_, frame, err := s.ws.NextReader()
		if err != nil {
			return err
		}
		text.Reset()
		if _, err := text.ReadFrom(frame); err != nil {
			return err
		}
		s.heard()
		s.take(text.Bytes(), time.Now())
		if text.Cap() > keptFrame {
			text = bytes.Buffer{}
		}
	}
}

// tend pings, and closes the socket when it was replaced long enough ago.
func (s *socket) tend() {
	ping := time.NewTicker(s.all.options.ping)
	defer ping.Stop()
	replaced := s.replaced
	var enough <-chan time.Time
	for {
		select {
		case <-ping.C:
			err := s.control(websocket.PingMessage, nil)
			if err != nil && !errors.Is(err, websocket.ErrCloseSent) {
				s.log.Warn("could not ping Slack", "err", socketText(err))
				s.drop()
			}
		case <-replaced:
			replaced, enough = nil, time.After(socketOverlap)
		case <-enough:
			s.bye()
		case <-s.ended:
			return
		}
	}
}

// leave asks for a successor. The first reason counts.
func (s *socket) leave(after ending) {
	if !isClosed(s.leaving) {
		s.after = after
		close(s.leaving)
	}
}
