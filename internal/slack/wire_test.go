package slack

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
)

// tape is a connection that keeps what is written to it.
type tape struct {
	net.Conn
	writes []string
	by     []time.Time
	broken error
}

func (t *tape) Write(p []byte) (int, error) {
	if t.broken != nil {
		return 0, t.broken
	}
	t.writes = append(t.writes, string(p))
	return len(p), nil
}

func (t *tape) SetWriteDeadline(by time.Time) error {
	t.by = append(t.by, by)
	return nil
}

// says writes some words, as gorilla does: with a deadline each.
func (w *wire) says(t *testing.T, by time.Time, words ...string) {
	t.Helper()
	for _, one := range words {
		_ = w.SetWriteDeadline(by)
		if _, err := w.Write([]byte(one)); err != nil {
			t.Error(err)
		}
	}
}

func TestAWireWritesTogetherWhatItHeld(t *testing.T) {
	on := &tape{}
	w := newWire(on)
	at := time.Now()
	w.says(t, at, "a", "b")
	w.hold()
	w.says(t, at, "c", "d")
	if err := w.hurry(); err != nil { // for a ping, say
		t.Error(err)
	}
	w.says(t, at, "e", "f")
	if err := w.flush(); err != nil {
		t.Error(err)
	}
	w.says(t, at, "g")
	if want := []string{"a", "b", "cd", "ef", "g"}; !slices.Equal(on.writes, want) {
		t.Errorf("wrote %q, want %q", on.writes, want)
	}
}

// Whoever has the least time must not wait for those who have more.
func TestTheFirstDeadlineCountsForAllThatIsHeld(t *testing.T) {
	on := &tape{}
	w := newWire(on)
	soon := time.Now().Add(time.Second)
	w.hold()
	w.says(t, soon.Add(time.Second), "a")
	w.says(t, soon, "b")
	w.says(t, soon.Add(time.Minute), "c")
	_ = w.flush()
	w.says(t, soon.Add(time.Hour), "d")
	if want := []time.Time{soon, soon.Add(time.Hour)}; !slices.Equal(on.by, want) {
		t.Errorf("deadlines %v, want %v", on.by, want)
	}
}

func TestAWireThatFailedTakesNothingMore(t *testing.T) {
	on := &tape{broken: errors.New("broken")}
	w := newWire(on)
	w.hold()
	w.says(t, time.Time{}, "a")
	if err := w.flush(); !errors.Is(err, on.broken) {
		t.Errorf("the flush says %v", err)
	}
	on.broken = nil
	if _, err := w.Write([]byte("b")); err == nil || len(on.writes) > 0 {
		t.Errorf("then wrote %q (%v): what stands before it is missing", on.writes, err)
	}
}

func TestAWireHoldsSoMuchAndNoMore(t *testing.T) {
	on := &tape{}
	w := newWire(on)
	w.hold()
	some := strings.Repeat("x", heldMost/2)
	w.says(t, time.Time{}, some, some, "y", "z")
	if want := []string{some + some + "y"}; !slices.Equal(on.writes, want) {
		t.Errorf("%d writes", len(on.writes))
	}
	_ = w.flush()
}

// A nil error means written: who leaves that to another waits for them, and
// hears when it failed.
func TestWhoWritesInCompanyHearsHowItWent(t *testing.T) {
	for _, broken := range []error{nil, errors.New("broken")} {
		synctest.Test(t, func(t *testing.T) {
			srv := newPipeServer(t)
			_, e := taken(t, srv)
			s := e.reply.to.(*socket)
			first := &company{gone: make(chan struct{})}
			s.writing <- struct{}{}
			s.company = first
			<-s.writing
			heard := make(chan error, 3)
			for range cap(heard) {
				go func() { heard <- s.write(t.Context(), []byte(`{"envelope_id":"E1"}`), time.Now().Add(time.Second)) }()
			}
			synctest.Wait()
			if len(heard) > 0 || len(srv.acks) > 0 {
				t.Errorf("%d are back before anything was written (%d were)", len(heard), len(srv.acks))
			}
			s.writing <- struct{}{}
			s.company, first.err = nil, broken
			if broken == nil {
				first.err = s.wire.flush()
			}
			<-s.writing
			close(first.gone)
			for range cap(heard) {
				if err := <-heard; !errors.Is(err, broken) {
					t.Errorf("heard %v, want %v", err, broken)
				}
			}
			synctest.Wait()
			if want := map[bool]int{true: cap(heard)}[broken == nil]; len(srv.acks) != want {
				t.Errorf("%d frames arrived, want %d", len(srv.acks), want)
			}
		})
	}
}

// A ping does not wait for those who write.
func TestAPingTakesAlongWhatIsHeld(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		srv := newPipeServer(t)
		_, e := taken(t, srv)
		s := e.reply.to.(*socket)
		s.writing <- struct{}{}
		if err := s.put(t.Context(), []byte(`{"envelope_id":"E1"}`), time.Now().Add(time.Second)); err != nil {
			t.Error(err)
		}
		synctest.Wait()
		if len(srv.acks) > 0 {
			t.Error("what is held was written")
		}
		if err := s.control(websocket.PingMessage, nil); err != nil {
			t.Error(err)
		}
		if ack := srv.ack(t); ack.EnvelopeID != "E1" {
			t.Errorf("acknowledged %q", ack.EnvelopeID)
		}
		<-s.writing
	})
}

// Slack is reached over TLS, which stands between the frames and the wire.
func TestAWireHoldsFramesOverTLS(t *testing.T) {
	came := make(chan string, 10)
	srv := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		up := websocket.Upgrader{}
		ws, err := up.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer ws.Close()
		for {
			_, text, err := ws.ReadMessage()
			if err != nil {
				close(came)
				return
			}
			came <- string(text)
		}
	}))
	defer srv.Close()
	d := newDialer(nil)
	d.TLSClientConfig = srv.Client().Transport.(*http.Transport).TLSClientConfig
	ws, under, err := dial(t.Context(), *d, "wss"+strings.TrimPrefix(srv.URL, "https"))
	if err != nil {
		t.Fatal(err)
	}
	defer ws.Close()
	write := func(text string) {
		t.Helper()
		if err := ws.WriteMessage(websocket.TextMessage, []byte(text)); err != nil {
			t.Error(err)
		}
	}
	write("at once")
	if got := next(t, came, "the first frame"); got != "at once" {
		t.Errorf("came %q", got)
	}
	under.hold()
	write("one")
	write("two")
	if len(under.held) == 0 {
		t.Error("nothing is held")
	}
	if err := under.flush(); err != nil {
		t.Error(err)
	}
	if one, two := next(t, came, "a frame"), next(t, came, "another"); one != "one" || two != "two" {
		t.Errorf("came %q and %q", one, two)
	}
}
