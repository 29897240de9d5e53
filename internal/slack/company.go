package slack

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/gorilla/websocket"
)

// company are frames that leave a socket together. Handlers wait for the store in
// crowds and go on in crowds; one write for each of their answers would cost as
// much as making it. Whoever brings the first frame sees them off, the others wait.
type company struct {
	gone chan struct{} // closed when they have left; err then tells how
	err  error
}

// write writes one text frame, or reports why not; the socket is then dropped,
// unless it was not even tried.
func (s *socket) write(ctx context.Context, text []byte, by time.Time) error {
	if err := s.begin(ctx, by); err != nil {
		return err
	}
	if err := s.put(ctx, text, by); err != nil {
		<-s.writing
		return err
	}
	with := s.company
	switch {
	case with != nil:
		<-s.writing
		<-with.gone
		return with.err
	case s.crew.alone():
		defer func() { <-s.writing }()
		return s.written(s.wire.flush())
	}
	with = &company{gone: make(chan struct{})}
	s.company = with
	<-s.writing
	runtime.Gosched() // those who are about to write come along: it makes five frames of one
	s.writing <- struct{}{}
	s.company = nil
	with.err = s.written(s.wire.flush())
	<-s.writing
	close(with.gone)
	return with.err
}

// begin waits until the caller may write. That is mostly at once, and then needs no
// context with a deadline.
func (s *socket) begin(ctx context.Context, by time.Time) error {
	select {
	case s.writing <- struct{}{}:
		return nil
	default:
	}
	ctx, cancel := context.WithDeadline(ctx, by)
	defer cancel()
	select {
	case s.writing <- struct{}{}:
		return nil
	case <-s.ended:
		return websocket.ErrCloseSent
	case <-ctx.Done():
		return fmt.Errorf("%w: %w", errNoTime, ctx.Err())
	}
}

// put adds a frame to what leaves next. The caller may write.
func (s *socket) put(ctx context.Context, text []byte, by time.Time) error {
	if !s.all.takesWrites(s) {
		return websocket.ErrCloseSent
	}
	now := time.Now()
	if latest := now.Add(writeWithin); latest.Before(by) {
		by = latest
	}
	if ctx.Err() != nil || by.Sub(now) < writeLeast {
		return errNoTime
	}
	s.wire.hold()
	_ = s.ws.SetWriteDeadline(by) // never fails
	return s.written(s.ws.WriteMessage(websocket.TextMessage, text))
}

// written drops the socket when something could not be written. The caller may
// write.
func (s *socket) written(err error) error {
	if err == nil || errors.Is(err, websocket.ErrCloseSent) {
		return err
	}
	s.log.Warn("an acknowledgement was not written", "err", socketText(err))
	s.all.closing(s)
	s.drop()
	return err
}

// control writes a ping, a pong or a close frame, with what is held before it.
func (s *socket) control(kind int, text []byte) error {
	if err := s.ws.WriteControl(kind, text, time.Now().Add(writeWithin)); err != nil {
		return err
	}
	return s.wire.hurry()
}
