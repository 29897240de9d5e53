package workspace

import (
	"context"
	"fmt"
	"time"
)

// parting is how long sockets stay open after a disconnect frame, about as in
// Slack, unless they are replaced sooner.
const parting = 10 * time.Second

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
// warning, refresh_requested, link_disabled or too_many_websockets. They are
// closed when as many others have come, or ten seconds later.
func (w *Workspace) Disconnect(reason string) {
	sockets := w.switchboard.retire()
	w.spawn(func() {
		for _, s := range sockets {
			if s.sendJSON(disconnectFrame(reason)) != nil {
				s.cut()
			}
		}
		w.awaitSuccessors(len(sockets))
		for _, s := range sockets {
			s.bye()
		}
	})
}

// awaitSuccessors waits until n sockets are up that were not told to go.
func (w *Workspace) awaitSuccessors(n int) {
	t := time.NewTimer(parting)
	defer t.Stop()
	for {
		staying, changed := w.switchboard.staying()
		if staying >= n {
			return
		}
		select {
		case <-changed:
		case <-t.C:
			return
		case <-w.done:
			return
		}
	}
}

// staying is the number of sockets that were not told to go, and a channel that
// is closed when it changes.
func (b *switchboard) staying() (n int, changed <-chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.sockets {
		if !s.retiring {
			n++
		}
	}
	return n, b.changed
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
