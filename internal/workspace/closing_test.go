package workspace_test

import (
	"testing"
	"time"

	"dealcoach/internal/workspace"

	"github.com/gorilla/websocket"
)

// A socket that is closing carries nothing more to the app, but what the app
// sends until its own close frame still counts.
func TestAClosingSocketIsReadToItsEnd(t *testing.T) {
	bubble(t, func(r *rig) {
		s := r.dialRaw()
		defer s.Close()
		s.SetCloseHandler(func(int, string) error { return nil }) // the answer has time
		asked := make(chan workspace.Reply, 1)
		go func() {
			reply, err := r.Workspace.Command(r.ctx, "U1", "C1", "/deal")
			r.try(err)
			asked <- reply
		}()
		f, err := s.next()
		r.try(err)
		r.Disconnect("refresh_requested")
		_, err = s.next()
		r.try(err)
		if _, err := s.next(); !websocket.IsCloseError(err, websocket.CloseNormalClosure) {
			t.Fatalf("closed with %v", err)
		}
		if reply := must[workspace.Reply](t)(r.Command(r.ctx, "U1", "C1", "/deal")); reply.Problem != workspace.NoSocket {
			t.Errorf("the next command: %+v", reply)
		}
		r.try(s.ack(f.ID, nil))
		if reply := <-asked; !reply.Acked {
			t.Errorf("the first command: %+v", reply)
		}
	}, func(o *workspace.Options) { o.AnswerIn = time.Minute })
}
