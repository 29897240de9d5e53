package slack

import "slices"

// socketState is how far a socket has come.
type socketState int

const (
	socketDialled socketState = iota // Slack has not said hello
	socketOpen
	socketClosing // a close frame was sent, or the socket has ended: nothing is written to it any more
)

// enter takes in a socket that was dialled.
func (s *sockets) enter(one *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.alive = append(s.alive, one)
}

// greet notes that Slack said hello on a socket, and tells how many are alive.
func (s *sockets) greet(one *socket) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if one.state == socketDialled {
		one.state = socketOpen
	}
	close(s.opened)
	s.opened = make(chan struct{})
	s.count()
	return len(s.alive)
}

// closing notes that a socket is not written to any more.
func (s *sockets) closing(one *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one.state = socketClosing
	s.count()
}

// takesWrites reports whether a socket may be written to.
func (s *sockets) takesWrites(one *socket) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return one.state != socketClosing
}

// gone notes that a socket is not read any more either.
func (s *sockets) gone(one *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	one.state = socketClosing
	s.alive = slices.DeleteFunc(s.alive, func(other *socket) bool { return other == one })
	s.count()
}

// count tells when the number of working connections has changed: a connection
// works while one of its sockets is open. The caller holds mu.
func (s *sockets) count() {
	working := map[*connection]bool{}
	for _, one := range s.alive {
		if one.state == socketOpen {
			working[one.of] = true
		}
	}
	if len(working) == s.up {
		return
	}
	s.up = len(working)
	if !isClosed(s.first) {
		close(s.first)
	}
	s.options.observe.Sockets(s.up)
	if s.options.status != nil {
		s.options.status(s.up)
	}
}

// way returns the socket to write to: the given one while it takes writes, else
// the youngest that is open. When there is none, it returns a channel that is
// closed at the next hello, or two nils when there will be none.
func (s *sockets) way(from *socket) (to *socket, more <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if from.state != socketClosing {
		return from, nil
	}
	for _, one := range slices.Backward(s.alive) {
		if one.state == socketOpen {
			return one, nil
		}
	}
	if s.over {
		return nil, nil
	}
	return nil, s.opened
}

// noMore says that no socket will be opened any more.
func (s *sockets) noMore() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
}

// inOrder returns the sockets that are alive in the order to close them: last
// comes the youngest that is open, for the acknowledgements of the others.
func (s *sockets) inOrder() []*socket {
	s.mu.Lock()
	defer s.mu.Unlock()
	order := slices.Clone(s.alive)
	for i, one := range slices.Backward(order) {
		if one.state == socketOpen {
			return append(slices.Delete(order, i, i+1), one)
		}
	}
	return order
}
