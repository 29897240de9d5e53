package slack

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// stuckFirst makes the server read nothing of its first connections, so that
// writes to them hang.
func stuckFirst(srv *socketServer, n int) (release func()) {
	over := make(chan struct{})
	srv.read = func(c *serverSocket) {
		if c.number <= n {
			<-over
		}
	}
	return func() { close(over) }
}

// older is the socket that was opened first: the second may be told of before.
func older(a, b *serverSocket) *serverSocket {
	if a.number < b.number {
		return a
	}
	return b
}

// Pitfalls: a failed write is reported and forgotten, and the dead socket is
// written to again and again. Here the first socket hangs: it is given up within
// a second, and all goes out over the other.
func TestAFailedWriteIsTriedAgainOnAnotherSocket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		release := stuckFirst(srv, 1)
		s := runSockets(t, srv, socketOptions{connections: 2}, func(ctx context.Context, e *envelope) {
			if err := e.ack(ctx, nil); err != nil {
				t.Error(err)
			}
		})
		first := older(srv.conn(t), srv.conn(t))
		synctest.Wait()
		began := time.Now()
		for i := range 20 {
			first.command(fmt.Sprint("E", i), "list")
		}
		seen := map[string]bool{}
		for range 20 {
			ack := srv.ack(t)
			seen[ack.EnvelopeID] = true
			if ack.Conn == 1 {
				t.Errorf("%s came over connection %d", ack.EnvelopeID, ack.Conn)
			}
		}
		if took := time.Since(began); len(seen) != 20 || took > writeWithin {
			t.Errorf("%d of 20 acknowledged after %v", len(seen), took)
		}
		srv.conn(t)
		synctest.Wait()
		if took := time.Since(began); took > 2*writeWithin || s.connected() != 2 {
			t.Errorf("%d connected after %v", s.connected(), took)
		}
		release()
	})
}

// When every socket hangs, there is time for two of them.
func TestAWriteThatKeepsFailingIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		defer stuckFirst(srv, 10)()
		failed := make(chan error, 1)
		runSockets(t, srv, socketOptions{connections: 3}, func(ctx context.Context, e *envelope) { failed <- e.ack(ctx, nil) })
		first := srv.conn(t)
		srv.conn(t)
		srv.conn(t)
		began := time.Now()
		first.command("E1", "list")
		if err := next(t, failed, "an error"); err == nil || time.Since(began) != ackTimeout {
			t.Errorf("got %v after %v, want an error after %v", err, time.Since(began), ackTimeout)
		}
	})
}

// Slack takes nothing after three seconds: a person's answer then has to go
// another way, and must not be counted as given.
func TestAWriteIsNotTriedAgainTooLate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		defer stuckFirst(srv, 1)()
		failed := make(chan error, 1)
		runSockets(t, srv, socketOptions{connections: 2}, func(ctx context.Context, e *envelope) {
			time.Sleep(2500 * time.Millisecond)
			failed <- e.ack(ctx, nil)
		})
		older(srv.conn(t), srv.conn(t)).command("E1", "list")
		if err := next(t, failed, "an error"); err == nil || len(srv.acks) > 0 {
			t.Errorf("got %v, and %d acknowledgements", err, len(srv.acks))
		}
	})
}

// A write that waits for its turn gives up in time, and says nothing bad about
// the socket.
func TestAWriteWithoutTimeIsNotBegun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		s, e := taken(t, srv)
		ctx, cancel := context.WithTimeout(t.Context(), writeLeast/2)
		defer cancel()
		if err := e.ack(ctx, nil); !errors.Is(err, errNoTime) {
			t.Errorf("got %v", err)
		}
		if err := e.ack(t.Context(), nil); err != nil || s.connected() != 1 {
			t.Errorf("then %v, with %d connected", err, s.connected())
		}
	})
}

func TestAcksAreWrittenOneByOne(t *testing.T) {
	srv := newSocketServer(t)
	runSockets(t, srv, socketOptions{busy: func(e *envelope) { ackAll(context.Background(), e) }}, ackAll)
	conn := srv.conn(t)
	var typing sync.WaitGroup
	for i := range 8 {
		typing.Go(func() {
			for n := range 100 {
				conn.command(fmt.Sprint(i, "-", n), "list")
			}
		})
	}
	seen := map[string]bool{}
	for range 800 {
		seen[srv.ack(t).EnvelopeID] = true
	}
	typing.Wait()
	if len(seen) != 800 {
		t.Errorf("%d of 800 acknowledged", len(seen))
	}
}
