package slack

import (
	"context"
	"encoding/json"
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
	text, err := json.Marshal(struct {
		ID      string `json:"envelope_id"`
		Payload any    `json:"payload,omitempty"`
	}{id, payload})
	if err != nil {
		return err
	}
	if len(text) >= maxAck {
		return fmt.Errorf("%w: %d bytes", errTooLarge, len(text))
	}
	return s.all.write(ctx, s, text, taken)
}

// write writes a frame to the socket that its envelope came over, or to another
// that is open; when there is none, to the next that is opened in time. A write
// that fails is tried again elsewhere, as long as ctx lasts and Slack waits.
func (s *sockets) write(ctx context.Context, from *socket, text []byte, taken time.Time) error {
	var failed error
	for {
		to, more := s.way(from)
		if to != nil {
			err := to.write(ctx, text)
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
		select {
		case <-more:
		case <-ctx.Done():
			return errors.Join(errHungUp, failed)
		}
	}
}

// write writes one text frame, or reports why not; the socket is then dropped,
// unless it was not even tried.
func (s *socket) write(ctx context.Context, text []byte) error {
	select {
	case s.writing <- struct{}{}:
		defer func() { <-s.writing }()
	case <-s.ended:
		return websocket.ErrCloseSent
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", errNoTime, ctx.Err())
	}
	if !s.all.takesWrites(s) {
		return websocket.ErrCloseSent
	}
	by := time.Now().Add(writeWithin)
	if deadline, ok := ctx.Deadline(); ok && deadline.Before(by) {
		by = deadline
	}
	if ctx.Err() != nil || time.Until(by) < writeLeast {
		return errNoTime
	}
	_ = s.ws.SetWriteDeadline(by) // never fails
	err := s.ws.WriteMessage(websocket.TextMessage, text)
	if err == nil || errors.Is(err, websocket.ErrCloseSent) {
		return err
	}
	s.log.Warn("an acknowledgement was not written", "err", socketText(err))
	s.all.closing(s)
	s.drop()
	return err
}

// ackUnread acknowledges an envelope that cannot be decoded, or is of no kind we
// know, so that Slack does not send it three times more.
func (s *socket) ackUnread(e envelope, f frame) {
	s.log.Warn("acknowledging an envelope that cannot be read", "envelope", e.id, "type", f.Type)
	s.crew.spare(&s.crew.acks, e.id, func() {
		if err := e.ack(s.crew.work, nil); err != nil {
			s.log.Warn("could not acknowledge", "envelope", e.id, "err", socketText(err))
		}
	})
}
