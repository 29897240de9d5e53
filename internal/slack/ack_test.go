package slack

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// sendFunc is an ackSender made of a function.
type sendFunc func(ctx context.Context, payload any) error

func (f sendFunc) sendAck(ctx context.Context, _ string, _ time.Time, payload any) error {
	return f(ctx, payload)
}

// taken runs one connection and returns the first envelope that comes over it.
func taken(t *testing.T, srv *socketServer) (*running, *envelope) {
	t.Helper()
	got := make(chan *envelope, 1)
	s := runSockets(t, srv, socketOptions{}, func(_ context.Context, e *envelope) { got <- e })
	srv.conn(t).command("E1", "list")
	return s, next(t, got, "the command")
}

// Pitfall: several handlers run for one envelope, and each acknowledges it.
func TestAckIsSentOnce(t *testing.T) {
	var sent, again atomic.Int64
	e := &envelope{reply: &envelopeReply{to: sendFunc(func(context.Context, any) error { sent.Add(1); return nil })}}
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			if err := e.ack(t.Context(), nil); errors.Is(err, errAcked) {
				again.Add(1)
			}
		})
	}
	wg.Wait()
	if sent.Load() != 1 || again.Load() != 49 {
		t.Errorf("sent %d times, refused %d times; want 1 and 49", sent.Load(), again.Load())
	}
}

// Pitfall: an acknowledgement waits for ever when no socket takes it.
func TestAckWaitsTwoSecondsAtMost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		srv.answer = func(open int, _ http.ResponseWriter) bool { return open > 1 } // an answer of nothing
		s, e := taken(t, srv)
		_ = srv.all[0].ws.NetConn().Close()
		synctest.Wait()
		began := time.Now()
		err := e.ack(t.Context(), nil)
		if took := time.Since(began); !errors.Is(err, errHungUp) || took != ackTimeout {
			t.Errorf("err %v after %v; want errHungUp after %v", err, took, ackTimeout)
		}
		if err := e.ack(t.Context(), nil); errors.Is(err, errAcked) {
			t.Error("an acknowledgement that was not written counts as one")
		}
		time.Sleep(time.Second)
		began = time.Now()
		if err := e.ack(t.Context(), nil); !errors.Is(err, errHungUp) || time.Since(began) != 0 {
			t.Errorf("err %v after %v; Slack does not wait any more", err, time.Since(began))
		}
		s.stop()
	})
}

// Pitfall: Slack drops acknowledgements of 20 KB without a word.
func TestAckTooLargeIsNotSent(t *testing.T) {
	srv := newSocketServer(t)
	_, e := taken(t, srv)
	frame := len(`{"envelope_id":"E1","payload":""}`)
	if err := e.ack(t.Context(), strings.Repeat("x", 20*1024-frame)); !errors.Is(err, errTooLarge) {
		t.Errorf("20 KB: %v, want errTooLarge", err)
	}
	if err := e.ack(t.Context(), strings.Repeat("x", 20*1024-frame-1)); err != nil {
		t.Errorf("one byte less, after the failure: %v", err)
	}
	if ack := srv.ack(t); len(ack.Payload) != 20*1024-frame+1 {
		t.Errorf("a payload of %d bytes was sent", len(ack.Payload))
	}
}

func TestAckOfWhatIsNoJSON(t *testing.T) {
	srv := newSocketServer(t)
	_, e := taken(t, srv)
	if err := e.ack(t.Context(), make(chan int)); err == nil || errors.Is(err, errTooLarge) {
		t.Errorf("got %v, want an error that is not errTooLarge", err)
	}
	if err := e.ack(t.Context(), nil); err != nil {
		t.Errorf("after the failure: %v", err)
	}
}

// Pitfall: an acknowledgement after the end is kept for ever and reported as
// sent.
func TestAckAfterTheEndFails(t *testing.T) {
	srv := newSocketServer(t)
	s, e := taken(t, srv)
	s.stop()
	next(t, s.done, "the end")
	began := time.Now()
	if err := e.ack(t.Context(), nil); !errors.Is(err, errHungUp) || time.Since(began) > time.Second {
		t.Errorf("got %v after %v, want errHungUp at once", err, time.Since(began))
	}
}
