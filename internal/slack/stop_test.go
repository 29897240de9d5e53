package slack

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// Pitfall: what is on its way is dropped at the end. Fifty handlers are at work
// when the stop comes.
func TestAStopLosesNoAcknowledgement(t *testing.T) {
	srv := newSocketServer(t)
	const n = 50
	started, release := make(chan struct{}, n), make(chan struct{})
	s := runSockets(t, srv, socketOptions{}, func(ctx context.Context, e *envelope) {
		started <- struct{}{}
		<-release
		if err := e.ack(ctx, map[string]string{"text": strings.Repeat("x", 8<<10)}); err != nil {
			t.Error(err)
		}
	})
	conn := srv.conn(t)
	for i := range n {
		conn.command(fmt.Sprint("E", i), "list")
	}
	for range n {
		next(t, started, "a handler")
	}
	s.stop()
	close(release)
	if err := next(t, s.done, "the end"); err != nil {
		t.Errorf("run: %v", err)
	}
	for range n {
		srv.ack(t)
	}
	conn.bye(t)
	if got := s.connected(); got != 0 {
		t.Errorf("%d connected after the end", got)
	}
}

// Pitfall: a socket is closed while Slack still writes to it. Here Slack sends a
// command before it answers each close frame: to the first two the words come
// over the last socket, to the last by response_url, which busy stands for.
func TestWhatComesWhileTheSocketsCloseIsAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		srv.greet = func(c *serverSocket) {
			answer := c.ws.CloseHandler()
			c.ws.SetCloseHandler(func(code int, text string) error {
				time.Sleep(time.Second)
				c.command(fmt.Sprint("late ", c.number), "7 won")
				return answer(code, text)
			})
			c.hello(3)
		}
		var mu sync.Mutex
		byURL := map[string]error{}
		s := runSockets(t, srv, socketOptions{connections: 3, busy: func(e *envelope) {
			if err := e.ack(context.Background(), map[string]string{"text": "busy"}); err != nil {
				time.Sleep(time.Second) // for the way to Slack
				mu.Lock()
				defer mu.Unlock()
				byURL[e.id] = err
			}
		}}, ackAll)
		conns := []*serverSocket{srv.conn(t), srv.conn(t), srv.conn(t)}
		synctest.Wait()
		began := time.Now()
		s.stop()
		next(t, s.done, "the end")
		if took := time.Since(began); took != 3*time.Second {
			t.Errorf("the end took %v, want a second for all but the last, one for that, and one for the words", took)
		}
		for range 2 {
			if ack := srv.ack(t); ack.Conn != 3 || !strings.HasPrefix(ack.EnvelopeID, "late") || string(ack.Payload) != `{"text":"busy"}` {
				t.Errorf("got %+v, want the words over connection 3", ack)
			}
		}
		mu.Lock()
		defer mu.Unlock()
		if len(byURL) != 1 || byURL["late 3"] == nil {
			t.Errorf("by response_url: %v, want the one of the last socket", byURL)
		}
		for _, c := range conns {
			c.bye(t)
		}
	})
}

func TestAStopDoesNotWaitForASlackThatHangs(t *testing.T) {
	for _, tt := range []struct {
		name  string
		setUp func(srv *socketServer, over <-chan struct{})
		most  time.Duration
	}{
		{"over an open", func(srv *socketServer, over <-chan struct{}) {
			srv.answer = func(int, http.ResponseWriter) bool { <-over; return true }
		}, 0},
		{"over a handshake", func(srv *socketServer, over <-chan struct{}) {
			srv.shake = func() { <-over }
		}, 0},
		{"over a hello", func(srv *socketServer, over <-chan struct{}) {
			srv.greet = func(c *serverSocket) { <-over }
		}, 2 * socketFarewell},
		{"over a close frame", func(srv *socketServer, over <-chan struct{}) {
			srv.read = func(*serverSocket) { <-over }
		}, 2 * socketFarewell},
		{"over a close frame, and sends all the time", func(srv *socketServer, over <-chan struct{}) {
			srv.read = func(c *serverSocket) {
				for !isClosed(over) {
					c.send(`{"type":"news"}`)
					time.Sleep(100 * time.Millisecond)
				}
			}
		}, 2 * socketFarewell},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				srv := newPipeServer(t)
				over := make(chan struct{})
				tt.setUp(srv, over)
				s := runSockets(t, srv, socketOptions{connections: 2}, ackAll)
				time.Sleep(3 * time.Second)
				began := time.Now()
				s.stop()
				if err := next(t, s.done, "the end"); err != nil {
					t.Errorf("run: %v", err)
				}
				if took := time.Since(began); took > tt.most {
					t.Errorf("the end took %v, want %v at the most", took, tt.most)
				}
				close(over)
			})
		})
	}
}

// The sockets of an app are cut while it stops: what it has in hand is finished
// all the same, and no other socket is opened.
func TestAStopOpensNoSocket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		s := runSockets(t, srv, socketOptions{}, func(ctx context.Context, e *envelope) { <-ctx.Done() })
		conn := srv.conn(t)
		conn.command("E1", "list")
		synctest.Wait()
		s.stop()
		_ = conn.ws.NetConn().Close()
		began := time.Now()
		next(t, s.done, "the end")
		if took := time.Since(began); took != crewGrace || srv.opened() != 1 {
			t.Errorf("the end took %v and %d opens, want %v for the handler", took, srv.opened(), crewGrace)
		}
	})
}
