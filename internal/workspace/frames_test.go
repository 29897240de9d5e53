package workspace_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/workspace"

	"github.com/gorilla/websocket"
)

// An app that acknowledges in pieces believes that all is well, and the person
// waits in vain.
func TestAcknowledgementsThatSlackDrops(t *testing.T) {
	whole := func(s *rawSocket, text []byte) error { return s.WriteMessage(websocket.TextMessage, text) }
	pieces := func(s *rawSocket, text []byte) error {
		w, err := s.NextWriter(websocket.TextMessage)
		if err != nil {
			return err
		}
		// What is larger than the client's buffer leaves in several frames; pings
		// before it and in between are no part of it.
		ping := func() error { return s.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second)) }
		if err := ping(); err != nil {
			return err
		}
		if _, err := w.Write(append(text, bytes.Repeat([]byte(" "), 17<<10)...)); err != nil {
			return err
		}
		return errors.Join(ping(), w.Close())
	}
	for name, tt := range map[string]struct {
		buffer int
		size   int
		send   func(*rawSocket, []byte) error
		want   string
	}{
		"a small one":          {32 << 10, 100, whole, ""},
		"one of 19 KB":         {32 << 10, 19 << 10, whole, ""},
		"one of 20 KB":         {32 << 10, 20 << 10, whole, workspace.TooLarge},
		"a small one in two":   {16 << 10, 100, pieces, workspace.Fragmented},
		"a large one in many":  {1 << 10, 20 << 10, whole, workspace.TooLarge},
		"17 KB in many pieces": {1 << 10, 17 << 10, whole, workspace.Fragmented},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(r *rig) {
				_, url, err := r.api.StartSocketModeContext(r.ctx)
				r.try(err)
				d := websocket.Dialer{NetDialContext: r.net.Dial, WriteBufferSize: tt.buffer}
				conn, resp, err := d.DialContext(r.ctx, url, nil)
				r.try(err)
				resp.Body.Close()
				s := &rawSocket{conn}
				defer s.Close()
				_, err = s.next()
				r.try(err)
				go func() {
					for f, err := s.next(); err == nil; f, err = s.next() {
						if f.Type != "slash_commands" {
							continue
						}
						ack := fmt.Sprintf(`{"envelope_id":%q,"payload":{"text":"ok","pad":""}}`, f.ID)
						ack = strings.Replace(ack, `"pad":""`, `"pad":"`+strings.Repeat("x", max(0, tt.size-len(ack)))+`"`, 1)
						// The app reads on meanwhile.
						go func() {
							if err := tt.send(s, []byte(ack)); err != nil {
								t.Error(err)
							}
						}()
					}
				}()
				reply := must[workspace.Reply](t)(r.Command(r.ctx, "U1", "C1", "/deal"))
				if reply.Problem != tt.want || reply.Acked != (tt.want == "") {
					t.Errorf("%+v, want %q", reply, tt.want)
				}
				s.Close()
			})
		})
	}
}
