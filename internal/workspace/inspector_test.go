package workspace_test

import (
	"bufio"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dealcoach/internal/workspace"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

type traced struct {
	ID           int
	Kind, Name   string
	Socket       int
	Attempt      int
	Sent, Answer json.RawMessage
	State, Note  string
	TookMS       float64
}

// traces reads what the inspector remembers.
func (r *rig) traces() []traced {
	r.t.Helper()
	synctest.Wait() // a call is remembered when it is over
	req := must[*http.Request](r.t)(http.NewRequestWithContext(r.ctx, http.MethodGet, r.URL()+"/page/events?inspect=1", nil))
	req.Header.Set("X-Page-Token", secret)
	resp := must[*http.Response](r.t)(r.http.Do(req))
	defer resp.Body.Close()
	var all []traced
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		text, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		var n struct {
			Type  string
			Trace traced
		}
		r.try(json.Unmarshal([]byte(text), &n))
		if n.Type == "clock" { // comes after all that is remembered
			return all
		}
		all = append(all, n.Trace)
	}
	r.t.Fatal(lines.Err())
	return nil
}

func TestTheInspectorSeesWhatGoesOverTheWire(t *testing.T) {
	bubble(t, func(r *rig) {
		stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
			time.Sleep(250 * time.Millisecond)
			c.Ack(*e.Request, map[string]any{"text": "here you are"})
		})
		defer stop()
		must[workspace.Reply](t)(r.Command(r.ctx, "U1", "C1", "/deal list"))
		_, _, err := r.api.PostMessageContext(r.ctx, "C1", slack.MsgOptionText("hi", false), slack.MsgOptionBlocks(slack.NewDividerBlock()))
		r.try(err)
		if _, _, err := r.api.PostMessageContext(r.ctx, "C9", slack.MsgOptionText("hi", false)); err == nil {
			t.Fatal("posted nowhere")
		}
		r.Fail(workspace.Fault{Method: "auth.test", Drop: true})
		if _, err := r.api.AuthTestContext(r.ctx); err == nil {
			t.Fatal("the connection was not cut")
		}
		all := r.traces()
		all = all[len(all)-4:]
		command, posted, refused, cut := all[0], all[1], all[2], all[3]
		if command.Kind != "envelope" || command.Name != "slash_commands" || command.State != "ok" || command.Socket != 1 ||
			command.TookMS != 250 || !strings.Contains(string(command.Sent), `"command":"/deal"`) || string(command.Answer) != `{"text":"here you are"}` {
			t.Errorf("the command: %+v %s", command, command.Answer)
		}
		if posted.Kind != "call" || posted.Name != "chat.postMessage" || posted.State != "ok" ||
			!strings.Contains(string(posted.Sent), `"blocks":[{"type":"divider"}]`) || !strings.Contains(string(posted.Answer), `"ok":true`) {
			t.Errorf("the call: %+v %s", posted, posted.Sent)
		}
		if refused.State != "error" || refused.Note != "channel_not_found" {
			t.Errorf("the refused call: %+v", refused)
		}
		if cut.State != "error" || cut.Note != "connection_dropped" {
			t.Errorf("the cut call: %+v", cut)
		}
		app, bot := r.Tokens()
		for _, one := range r.traces() {
			if text := string(one.Sent) + string(one.Answer); strings.Contains(text, bot) || strings.Contains(text, app) {
				t.Errorf("a token in %s", text)
			}
		}
	}, pageToken)
}

func TestTheInspectorSeesALateAnswer(t *testing.T) {
	bubble(t, func(r *rig) {
		s := r.dialRaw()
		defer s.Close()
		go func() {
			e, err := s.next()
			if err != nil {
				return
			}
			time.Sleep(4 * time.Second)
			_ = s.ack(e.ID, nil)
		}()
		reply := must[workspace.Reply](t)(r.Command(r.ctx, "U1", "C1", "/deal list"))
		if reply.Problem != workspace.TimedOut {
			t.Fatalf("reply %+v", reply)
		}
		last := func() traced { all := r.traces(); return all[len(all)-1] }
		if got := last(); got.State != "error" || got.Note != workspace.TimedOut || got.TookMS != 3000 {
			t.Errorf("not answered in time: %+v", got)
		}
		pass(2 * time.Second)
		if got := last(); got.State != "late" || got.TookMS != 4000 {
			t.Errorf("answered late: %+v", got)
		}
	}, pageToken)
}

func TestTheInspectorForgets(t *testing.T) {
	bubble(t, func(r *rig) {
		text := strings.Repeat("long ", 12_000) // 60 KB, and as much again in the answer
		for range 400 {
			_, _, err := r.api.PostMessageContext(r.ctx, "C1", slack.MsgOptionText(text[:1000], false))
			r.try(err)
		}
		all := r.traces()
		if len(all) != 300 || all[299].ID != 400 {
			t.Errorf("%d entries, the last is number %d", len(all), all[len(all)-1].ID)
		}
		for range 100 {
			_, _, err := r.api.PostMessageContext(r.ctx, "C1", slack.MsgOptionText(text[:30_000], false))
			r.try(err)
		}
		size := 0
		for _, one := range r.traces() {
			size += len(one.Sent) + len(one.Answer)
		}
		if size > 5<<20 {
			t.Errorf("%d bytes are remembered", size)
		}
		_, _, err := r.api.PostMessageContext(r.ctx, "C1", slack.MsgOptionText(strings.Repeat("x", 200_000), false))
		r.try(err)
		all = r.traces()
		if got := all[len(all)-1]; string(got.Sent) != `"too long to show"` || got.State != "ok" {
			t.Errorf("a long call is shown as %.100s, %s", got.Sent, got.State)
		}
	}, pageToken)
}
