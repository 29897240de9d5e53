package workspace_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dealcoach/internal/workspace"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// ackAll is an app that acknowledges everything.
func ackAll(c *socketmode.Client, e socketmode.Event) { c.Ack(*e.Request) }

func (r *rig) works() bool {
	r.t.Helper()
	return must[workspace.Reply](r.t)(r.Command(r.ctx, "U1", "C1", "/deal")).Acked
}

func TestATicketIsGoodForOneSocket(t *testing.T) {
	bubble(t, func(r *rig) {
		_, url, err := r.api.StartSocketModeContext(r.ctx)
		r.try(err)
		first, err := openRaw(r.ctx, url, r.net.Dial)
		r.try(err)
		defer first.Close()
		hello, err := first.next()
		r.try(err)
		if hello.Type != "hello" || hello.Number != 1 || hello.AppInfo.AppID != "ALOCAL0001" || hello.Debug.Time == 0 {
			t.Errorf("hello %+v", hello)
		}
		for name, u := range map[string]string{"used": url, "made up": strings.Replace(url, "ticket=", "ticket=x", 1)} {
			if _, err := openRaw(r.ctx, u, r.net.Dial); !errors.Is(err, websocket.ErrBadHandshake) {
				t.Errorf("a ticket that is %s: %v", name, err)
			}
		}
	})
}

func TestAtMostTenSockets(t *testing.T) {
	bubble(t, func(r *rig) {
		for range 10 {
			s := r.dialRaw()
			defer s.Close()
		}
		_, url, err := r.api.StartSocketModeContext(r.ctx)
		r.try(err)
		s, err := openRaw(r.ctx, url, r.net.Dial)
		r.try(err)
		defer s.Close()
		f, err := s.next()
		r.try(err)
		if f.Type != "disconnect" || f.Reason != "too_many_websockets" || r.Sockets() != 10 {
			t.Errorf("the eleventh got %+v; %d connected", f, r.Sockets())
		}
		if _, err := s.next(); !websocket.IsCloseError(err, websocket.CloseNormalClosure) {
			t.Errorf("and then %v", err)
		}
	})
}

func TestASocketStaysUpForHours(t *testing.T) {
	bubble(t, func(r *rig) {
		stop := r.connect(ackAll)
		defer stop()
		pass(3 * time.Hour)
		opens := 0
		for _, c := range r.Calls() {
			if c.Method == "apps.connections.open" {
				opens++
			}
		}
		if opens != 1 || !r.works() {
			t.Errorf("%d connections in three hours", opens)
		}
	})
}

func TestAppsComeBack(t *testing.T) {
	for name, end := range map[string]func(*rig){
		"after a refresh":                  func(r *rig) { r.Disconnect("refresh_requested") },
		"after a cut":                      func(r *rig) { r.Cut(-1) },
		"after a cut and refused attempts": func(r *rig) { r.RefuseOpens(3); r.Cut(1) },
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(r *rig) {
				stop := r.connect(ackAll)
				defer stop()
				end(r)
				pass(time.Minute)
				if r.Sockets() != 1 || !r.works() {
					t.Errorf("%d sockets", r.Sockets())
				}
			})
		})
	}
}

func TestADisconnectIsAnnouncedAndClosedCleanly(t *testing.T) {
	bubble(t, func(r *rig) {
		s := r.dialRaw()
		defer s.Close()
		r.Disconnect("warning")
		f, err := s.next()
		r.try(err)
		if f.Type != "disconnect" || f.Reason != "warning" {
			t.Errorf("frame %+v", f)
		}
		if _, err := s.next(); !websocket.IsCloseError(err, websocket.CloseNormalClosure) {
			t.Errorf("closed with %v", err)
		}
		pass(2 * time.Second)
		if r.Sockets() != 0 {
			t.Errorf("%d sockets", r.Sockets())
		}
	})
}

type arrival struct {
	on *rawSocket
	rawFrame
}

func TestAnEnvelopeGoesToOneSocketAndItsAckMayComeFromAnother(t *testing.T) {
	bubble(t, func(r *rig) {
		a, b := r.dialRaw(), r.dialRaw()
		defer a.Close()
		defer b.Close()
		got := map[*rawSocket]int{}
		frames := make(chan arrival)
		for _, s := range []*rawSocket{a, b} {
			go func() {
				for f, err := s.next(); err == nil; f, err = s.next() {
					frames <- arrival{s, f}
				}
			}()
		}
		go func() {
			other := map[*rawSocket]*rawSocket{a: b, b: a}
			for {
				select {
				case f := <-frames:
					got[f.on]++
					s := other[f.on]
					if !f.Accepts || s.ack("unknown", nil) != nil || s.ack(f.ID, nil) != nil || s.ack(f.ID, nil) != nil {
						t.Error("could not acknowledge")
					}
				case <-r.ctx.Done():
					return
				}
			}
		}()
		for range 100 {
			if !r.works() {
				t.Fatal("an acknowledgement from the other socket did not count")
			}
		}
		synctest.Wait()
		if got[a]+got[b] != 100 || got[a] < 20 || got[b] < 20 {
			t.Errorf("%d on one, %d on the other", got[a], got[b])
		}
	})
}

func TestARawFrameReachesTheApp(t *testing.T) {
	bubble(t, func(r *rig) {
		if err := r.SendRaw([]byte("{")); err == nil {
			t.Error("sent without a socket")
		}
		s := r.dialRaw()
		defer s.Close()
		go func() { _ = r.SendRaw([]byte(`{"type":"odd","envelope_id":"e1"}`)) }()
		f, err := s.next()
		r.try(err)
		if f.Type != "odd" || f.ID != "e1" {
			t.Errorf("got %+v", f)
		}
	})
}

func TestCloseEndsWhoeverWaits(t *testing.T) {
	bubble(t, func(r *rig) {
		s := r.dialRaw()
		defer s.Close()
		ended := make(chan error, 1)
		go func() {
			_, err := r.Workspace.Command(context.Background(), "U1", "C1", "/deal")
			ended <- err
		}()
		_, err := s.next()
		r.try(err)
		closed := make(chan error, 1)
		go func() { closed <- r.Close() }()
		if err := <-ended; !errors.Is(err, workspace.ErrClosed) {
			t.Errorf("the command ended with %v", err)
		}
		if _, err := s.next(); !websocket.IsCloseError(err, websocket.CloseNormalClosure) {
			t.Errorf("the socket ended with %v", err)
		}
		r.try(<-closed)
		if reply, err := r.Command(r.ctx, "U1", "C1", "/deal"); err != nil || reply.Problem != workspace.NoSocket {
			t.Errorf("afterwards: %+v, %v", reply, err)
		}
		if _, err := r.api.AuthTestContext(r.ctx); err == nil || errors.As(err, new(slack.SlackErrorResponse)) {
			t.Errorf("still serving: %v", err)
		}
	})
}
