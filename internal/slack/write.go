package slack

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/gorilla/websocket"
)

const (
	// maxAck is the size from which Slack drops an acknowledgement without a word.
	maxAck = 20 << 10
	// writeWithin bounds one write. A socket that takes longer is given up, and
	// half of ackTimeout is left for another.
	writeWithin = time.Second
	// writeLeast is the least time that a write is begun with: less would say
	// nothing about the socket.
	writeLeast = 100 * time.Millisecond
)

// errNoTime means that a write was not begun, because it could not end in time.
var errNoTime = errors.New("no time left to write")

// sendAck writes the acknowledgement of an envelope that came over s.
func (s *socket) sendAck(ctx context.Context, id string, taken time.Time, payload any) error {
	text, ok := s.all.texts.Get().(*ackText)
	if !ok {
		text = &ackText{}
	}
	defer s.all.texts.Put(text) // it is written or given up by then
	*text = (*text)[:0]
	if err := text.ack(id, payload); err != nil {
		return err
	}
	if len(*text) >= maxAck {
		return fmt.Errorf("%w: %d bytes", errTooLarge, len(*text))
	}
	by := time.Now().Add(ackTimeout)
	if deadline, ok := ctx.Deadline(); ok && deadline.Before(by) {
		by = deadline
	}
	return s.all.write(ctx, s, *text, taken, by)
}

// write writes a frame to the socket that its envelope came over, or to another
// that is open; when there is none, to the next that is opened in time. A write
// that fails is tried again elsewhere, until by, and as long as ctx lasts and Slack
// waits.
func (s *sockets) write(ctx context.Context, from *socket, text []byte, taken, by time.Time) error {
	var failed error
	for {
		to, more := s.way(from)
		if to != nil {
			err := to.write(ctx, text, by)
			switch {
			case err == nil:
				return nil
			case errors.Is(err, websocket.ErrCloseSent): // nothing was written
				s.closing(to)
				continue
			case errors.Is(err, errNoTime), time.Since(taken) >= ackUseful:
				return errors.Join(err, failed)
			}
			failed = err
			continue
		}
		if more == nil || time.Since(taken) >= ackUseful {
			return errors.Join(errHungUp, failed)
		}
		if !closes(ctx, more, by) {
			return errors.Join(errHungUp, failed)
		}
	}
}

// closes waits for a channel to be closed, and reports whether it was in time.
func closes(ctx context.Context, c <-chan struct{}, by time.Time) bool {
	ctx, cancel := context.WithDeadline(ctx, by)
	defer cancel()
	select {
	case <-c:
		return true
	case <-ctx.Done():
		return false
	}
}

// ackUnread acknowledges an envelope that cannot be decoded, or is of no kind we
// know, so that Slack does not send it three times more.
func (s *socket) ackUnread(e *envelope, f frame) {
	s.log.Warn("acknowledging an envelope that cannot be read", "envelope", e.id, "type", f.Type)
	e.reply = s.reply()
	s.crew.spare(&s.crew.acks, e.id, func() {
		if err := e.ack(s.crew.work, nil); err != nil {
			s.log.Warn("could not acknowledge", "envelope", e.id, "err", socketText(err))
		}
	})
}
