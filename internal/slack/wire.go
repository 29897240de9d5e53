package slack

import (
	"net"
	"time"
)

// heldMost is how much a wire holds before it writes in any case.
const heldMost = 32 << 10

// wire is the connection under a websocket. While it holds, what is written stays
// in it until the flush, so that frames which come at the same time leave as one.
// After a write that failed it takes nothing more.
type wire struct {
	net.Conn
	turn  chan struct{} // holds one while somebody uses what follows
	holds bool
	held  []byte
	by    time.Time // when all that is held must have been written; zero: nobody said
	err   error     // of the first write that failed
}

func newWire(conn net.Conn) *wire { return &wire{Conn: conn, turn: make(chan struct{}, 1)} }

// Write writes p, or keeps it for the flush.
func (w *wire) Write(p []byte) (int, error) {
	defer w.takeTurn()()
	w.held = append(w.held, p...)
	if !w.holds || len(w.held) > heldMost {
		w.push()
	}
	if w.err != nil {
		return 0, w.err
	}
	return len(p), nil
}

// SetWriteDeadline bounds the next write. Of several that are held, the first
// deadline counts for all.
func (w *wire) SetWriteDeadline(by time.Time) error {
	defer w.takeTurn()()
	if len(w.held) == 0 || by.Before(w.by) {
		w.by = by
	}
	return nil
}

// hold keeps what is written from now on until the flush.
func (w *wire) hold() {
	defer w.takeTurn()()
	w.holds = true
}

// flush writes what is held and holds no more. Its error is that of the first
// write that failed, by whomever.
func (w *wire) flush() error {
	defer w.takeTurn()()
	w.holds = false
	w.push()
	return w.err
}

// hurry writes what is held, and holds on.
func (w *wire) hurry() error {
	defer w.takeTurn()()
	w.push()
	return w.err
}

// push writes what is held. The caller has the turn.
func (w *wire) push() {
	if w.err == nil && len(w.held) > 0 {
		if !w.by.IsZero() {
			_ = w.Conn.SetWriteDeadline(w.by) // the write fails too
		}
		_, w.err = w.Conn.Write(w.held)
	}
	if w.held = w.held[:0]; cap(w.held) > 2*heldMost {
		w.held = nil
	}
}

// takeTurn waits for the others, and returns what ends the turn. It is no mutex,
// because a write may wait for a second.
func (w *wire) takeTurn() (end func()) {
	w.turn <- struct{}{}
	return func() { <-w.turn }
}
