package workspace_test

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dealcoach/internal/workspace"

	"github.com/slack-go/slack"
	"go.uber.org/goleak"
)

// onTCP starts a workspace on a real listener, with the smallest app there can
// be on two sockets: it answers every command with the same payload.
func onTCP(tb testing.TB, payload string) (w *workspace.Workspace, stop func()) {
	tb.Helper()
	w, err := workspace.New(workspace.Options{Manifest: workspace.TestManifest})
	if err != nil {
		tb.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	w.Start(l)
	w.AddChannel("C1", "sales", "U1", w.BotUser())
	for i := range 64 {
		w.AddPerson(workspace.Person{ID: fmt.Sprintf("U%d", i), Handle: fmt.Sprintf("rep%d", i), Zone: "Europe/Berlin"})
	}
	var tasks sync.WaitGroup
	for range 2 {
		s, err := openRaw(tb.Context(), socketURL(tb, w), (&net.Dialer{}).DialContext)
		if err != nil {
			tb.Fatal(err)
		}
		tasks.Go(func() { answer(s, payload) })
	}
	if err := w.WaitSockets(tb.Context(), 2); err != nil {
		tb.Fatal(err)
	}
	return w, func() {
		if err := w.Close(); err != nil {
			tb.Error(err)
		}
		tasks.Wait()
	}
}

// socketURL asks for a ticket.
func socketURL(tb testing.TB, w *workspace.Workspace) string {
	tb.Helper()
	app, _ := w.Tokens()
	_, url, err := slack.New("", slack.OptionAppLevelToken(app), slack.OptionAPIURL(w.APIURL())).StartSocketModeContext(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return url
}

// answer acknowledges every envelope without decoding it, so that the client
// costs next to nothing beside the workspace.
func answer(s *rawSocket, payload string) {
	defer s.Close()
	for {
		_, frame, err := s.ReadMessage()
		if err != nil {
			return
		}
		_, rest, ok := strings.Cut(string(frame), `"envelope_id":"`)
		if !ok {
			continue
		}
		id, _, _ := strings.Cut(rest, `"`)
		if s.WriteMessage(1, []byte(`{"envelope_id":"`+id+`","payload":`+payload+`}`)) != nil {
			return
		}
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	defer goleak.VerifyNone(t)
	w, stop := onTCP(t, `{"text":"ok"}`)
	var tasks sync.WaitGroup
	for i := range 16 {
		tasks.Go(func() {
			for range 10 {
				r, err := w.Command(context.Background(), fmt.Sprintf("U%d", i), "C1", "/deal list")
				if err != nil || r.Message == nil || r.Message.Text != "ok" {
					t.Errorf("%+v, %v", r, err)
				}
				if _, err := w.Say(context.Background(), fmt.Sprintf("U%d", i), w.DM(fmt.Sprintf("U%d", i)), "hi"); err != nil {
					t.Error(err)
				}
				w.AddPerson(workspace.Person{ID: fmt.Sprintf("U%d", i), Handle: "rep"})
				w.Messages("C1")
				w.Ephemerals("U1")
				w.Envelopes()
				w.Calls()
			}
		})
	}
	tasks.Wait()
	w.Disconnect("refresh_requested")
	stop()
	if n := w.Sockets(); n != 0 {
		t.Errorf("%d sockets after the end", n)
	}
}

// BenchmarkCommand is the cost of one command with 64 in flight: for the
// workspace, the loopback and a client that does next to nothing.
func BenchmarkCommand(b *testing.B) {
	card := `{"text":"Saved","blocks":[{"type":"section","block_id":"s1","text":{"type":"mrkdwn","text":"*Acme* is at proposal since Monday."}},` +
		`{"type":"actions","block_id":"a1","elements":[{"type":"button","action_id":"undo","value":"12","text":{"type":"plain_text","text":"Undo"}}]}]}`
	for name, payload := range map[string]string{"text": `{"text":"Saved"}`, "card": card} {
		b.Run(name, func(b *testing.B) {
			w, stop := onTCP(b, payload)
			defer stop()
			var left atomic.Int64
			left.Store(int64(b.N))
			cpu := cpuTime()
			b.ResetTimer()
			var tasks sync.WaitGroup
			for i := range 64 {
				user := fmt.Sprintf("U%d", i)
				tasks.Go(func() {
					for left.Add(-1) >= 0 {
						if r, err := w.Command(b.Context(), user, "C1", "/call Acme spoke with @rep7 about the offer"); err != nil || !r.Acked {
							b.Errorf("%+v, %v", r, err)
							return
						}
					}
				})
			}
			tasks.Wait()
			b.StopTimer()
			b.ReportMetric(float64((cpuTime()-cpu)/time.Microsecond)/float64(b.N), "cpu-µs/op")
		})
	}
}
