package workspace

import (
	"context"
	"fmt"
	"time"
)

// parting is how long sockets stay open after a disconnect frame. Slack gives
// them about ten seconds.
const parting = time.Second

// Sockets is how many sockets are connected now.
func (w *Workspace) Sockets() int {
	n, _ := w.switchboard.state()
	return n
}

// WaitSockets waits until at least n sockets are connected; for 0, until none is.
func (w *Workspace) WaitSockets(ctx context.Context, n int) error {
	for {
		have, changed := w.switchboard.state()
		if n == 0 && have == 0 || n > 0 && have >= n {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("%d of %d sockets connected: %w", have, n, context.Cause(ctx))
		case <-w.done:
			return ErrClosed
		}
	}
}

// Disconnect announces the end to all sockets, with one of Slack's reasons:
// warning, refresh_requested, link_disabled or too_many_websockets. A moment
// later they are closed.
func (w *Workspace) Disconnect(reason string) {
	sockets := w.switchboard.retire()
	w.spawn(func() {
		for _, s := range sockets {
			if s.sendJSON(disconnectFrame(reason)) != nil {
				s.cut()
			}
		}
		t := time.NewTimer(parting)
		defer t.Stop()
		select {
		case <-t.C:
		case <-w.done:
		}
		for _, s := range sockets {
			s.bye()
		}
	})
}

// Cut ends n sockets' connections without a frame, as a broken network does;
// -1 means all.
func (w *Workspace) Cut(n int) {
	sockets := w.switchboard.all()
	if n >= 0 {
		sockets = sockets[:min(n, len(sockets))]
	}
	for _, s := range sockets {
		s.cut()
	}
}

// SendRaw sends a text frame as it is on one socket.
func (w *Workspace) SendRaw(frame []byte) error {
	s, err := w.switchboard.pick()
	if err != nil {
		return err
	}
	return s.send(frame)
}
