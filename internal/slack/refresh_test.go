package slack

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
)

// Pitfall: the old socket is closed before the next is open, and what Slack still
// writes to it is lost. It is read, and answered on, until thirty seconds after
// its successor's hello.
func TestARefreshedSocketIsReadUntilItIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		var mu sync.Mutex
		var counts []int
		runSockets(t, srv, socketOptions{status: func(n int) {
			mu.Lock()
			defer mu.Unlock()
			counts = append(counts, n)
		}}, ackAll)
		first := srv.conn(t)
		answered := func(c *serverSocket, id string) {
			t.Helper()
			c.command(id, "list")
			if ack := srv.ack(t); ack.EnvelopeID != id || ack.Conn != c.number {
				t.Errorf("%s of connection %d: %s was acknowledged over %d", id, c.number, ack.EnvelopeID, ack.Conn)
			}
		}
		time.Sleep(5 * time.Hour)
		first.disconnect("warning")
		answered(first, "E1")
		second := srv.conn(t)
		synctest.Wait()
		answered(second, "E2")
		time.Sleep(socketOverlap - time.Second)
		answered(first, "E3")
		time.Sleep(2 * time.Second)
		first.bye(t)
		answered(second, "E4")
		mu.Lock()
		defer mu.Unlock()
		if want := []int{1}; !slices.Equal(counts, want) {
			t.Errorf("status heard %v, want %v: the connection never stopped working", counts, want)
		}
	})
}

func TestARefreshedSocketMayBeClosedBySlack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		s := runSockets(t, srv, socketOptions{}, ackAll)
		first := srv.conn(t)
		time.Sleep(time.Hour)
		first.disconnect("refresh_requested")
		second := srv.conn(t)
		first.closeWith(websocket.CloseNormalClosure)
		first.bye(t)
		time.Sleep(time.Hour)
		second.command("E1", "list")
		if ack := srv.ack(t); ack.Conn != second.number || srv.opened() != 2 || s.connected() != 1 {
			t.Errorf("answered over %d after %d opens", ack.Conn, srv.opened())
		}
	})
}

// When no successor can be opened, the old socket serves as long as it lives.
func TestARefreshThatFailsKeepsTheOldSocket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		srv.answer = func(open int, w http.ResponseWriter) bool {
			if open == 1 || open > 8 {
				return false
			}
			w.WriteHeader(http.StatusBadGateway)
			return true
		}
		s := runSockets(t, srv, socketOptions{}, ackAll)
		first := srv.conn(t)
		time.Sleep(time.Hour)
		first.disconnect("refresh_requested")
		time.Sleep(40 * time.Second)
		if got := srv.opened(); got < 5 || got > 8 {
			t.Fatalf("%d opens in 40 seconds", got)
		}
		first.command("E1", "list")
		if ack := srv.ack(t); ack.EnvelopeID != "E1" || s.connected() != 1 {
			t.Errorf("acknowledged %s", ack.EnvelopeID)
		}
		nextWithin(t, time.Minute, srv.conns, "a successor")
		time.Sleep(socketOverlap + time.Second)
		first.bye(t)
	})
}

// Pitfall: an acknowledgement that is written late has lost its socket. Slack
// takes it over any other.
func TestAnAckGoesOverAnotherSocketWhenItsOwnIsClosed(t *testing.T) {
	srv := newSocketServer(t)
	release := make(chan struct{})
	runSockets(t, srv, socketOptions{connections: 2}, func(ctx context.Context, e *envelope) {
		<-release
		if err := e.ack(ctx, nil); err != nil {
			t.Error(err)
		}
	})
	first, second := srv.conn(t), srv.conn(t)
	first.command("E1", "list")
	first.closeWith(websocket.CloseGoingAway)
	next(t, first.ended, "the end of the first")
	close(release)
	if ack := srv.ack(t); ack.EnvelopeID != "E1" || ack.Conn != second.number {
		t.Errorf("%s came over connection %d, want %d", ack.EnvelopeID, ack.Conn, second.number)
	}
}

// With one connection there may be no other at that moment: the next will do.
func TestAnAckWaitsForTheNextSocket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		_, e := taken(t, srv)
		_ = srv.all[0].ws.NetConn().Close()
		synctest.Wait()
		if err := e.ack(t.Context(), map[string]string{"text": "won"}); err != nil {
			t.Error(err)
		}
		if ack := srv.ack(t); ack.EnvelopeID != "E1" || ack.Conn != 2 || string(ack.Payload) != `{"text":"won"}` {
			t.Errorf("got %+v, want E1 over connection 2", ack)
		}
	})
}

// Pitfall: the reason of a disconnect is hidden.
func TestTheReasonOfADisconnectIsLogged(t *testing.T) {
	for reason, level := range map[string]string{
		"refresh_requested": "INFO", "warning": "INFO", "link_disabled": "ERROR", "too_many_websockets": "ERROR", "brand_new": "WARN",
	} {
		t.Run(reason, func(t *testing.T) {
			srv := newSocketServer(t)
			var log testLog
			runSockets(t, srv, socketOptions{log: log.logger()}, ackAll)
			srv.conn(t).disconnect(reason)
			waitFor(t, "the reason in the log", func() bool {
				return strings.Contains(log.String(), "level="+level+` msg="Slack ends the socket" connection=1 reason=`+reason)
			})
		})
	}
}

// A Slack that holds all the sockets it allows has no room for a successor until
// the old one is gone; then there is no use in a pause of minutes.
func TestARefreshWithoutRoomGoesOnWhenTheOldSocketEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		srv.greet = func(c *serverSocket) {
			if c.number == 2 || c.number == 3 {
				c.disconnect("too_many_websockets")
				c.closeWith(websocket.CloseNormalClosure)
				return
			}
			c.hello(1)
		}
		runSockets(t, srv, socketOptions{}, ackAll)
		first := srv.conn(t)
		time.Sleep(time.Hour)
		began := time.Now()
		first.disconnect("refresh_requested")
		srv.conn(t)
		time.Sleep(10 * time.Second)
		first.closeWith(websocket.CloseNormalClosure)
		srv.conn(t)
		if took := time.Since(began); took > 11*time.Second {
			t.Errorf("tried again after %v, want when the first had ended", took)
		}
		began = time.Now()
		if nextWithin(t, 2*time.Minute, srv.conns, "another try"); time.Since(began) < 45*time.Second {
			t.Errorf("tried once more after %v: nothing had become free", time.Since(began))
		}
	})
}
