package slack

import (
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// socketFarewell is how long Slack may take to answer our close frame.
const socketFarewell = 2 * time.Second

// finish ends it all so that nothing Slack sent stays without an answer. First
// the handlers end, which includes that their acknowledgements are written. Then
// all sockets but one are closed; what still comes over them is answered over the
// one. What comes over that one after its close frame cannot be acknowledged, and
// is answered by response_url.
func (s *sockets) finish(crew *crew) {
	s.noMore()
	if left := crew.stop(); left > 0 {
		s.log.Warn("stopping although handlers have not ended", "handlers", left)
	}
	order := s.inOrder()
	if last := len(order) - 1; last >= 0 {
		crew.settle()
		s.partFrom(order[:last])
		crew.settle()
		s.partFrom(order[last:])
	}
	s.lives.Wait()
	crew.end()
}

// partFrom closes sockets and waits until nothing comes over them any more.
func (s *sockets) partFrom(some []*socket) {
	var parting sync.WaitGroup
	for _, one := range some {
		parting.Go(func() {
			one.bye()
			<-one.ended
		})
	}
	parting.Wait()
}

// bye says good-bye: from then on nothing is written, and what Slack still sends
// until its own close frame is read, for two seconds at the most.
func (s *socket) bye() {
	s.all.closing(s)
	s.endBy(time.Now().Add(socketFarewell))
	s.sayBye()
}

// sayBye sends the close frame, without which Slack would take the socket for
// alive and send part of the envelopes to it.
func (s *socket) sayBye() {
	text := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	_ = s.control(websocket.CloseMessage, text) // the socket ends in any case
}

// drop ends a socket that cannot be written to.
func (s *socket) drop() { s.endBy(time.Now()) }

// endBy settles when reading ends; the first to settle it counts.
func (s *socket) endBy(at time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.endAt.IsZero() || at.Before(s.endAt) {
		s.endAt = at
		_ = s.ws.NetConn().SetReadDeadline(at)
	}
}

// heard notes that something came, so that the socket is alive.
func (s *socket) heard() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.endAt.IsZero() {
		_ = s.ws.NetConn().SetReadDeadline(time.Now().Add(s.all.silence()))
	}
}

// expected reports whether err is the end of a closed socket rather than of a
// broken one.
func (s *socket) expected(err error) bool {
	return websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway, websocket.CloseNoStatusReceived)
}
