package workspace_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/workspace"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// sees is what a script learns of an act.
type sees struct {
	Problem string
	Errors  map[string]string
	Message *struct {
		Text, TS  string
		Ephemeral bool
	}
	View *struct {
		ID    string
		Title struct{ Text string }
	}
}

// does is an act of somebody, by a script.
func (r *rig) does(path, body string) sees {
	r.t.Helper()
	var out sees
	if status := r.page("POST", "/page/"+path, body, &out); status != 200 {
		r.t.Fatalf("%s %s: %d", path, body, status)
	}
	return out
}

// formApp answers /deal, opens a form for /call, and takes only a number in it.
func formApp(r *rig) (stop func()) {
	return r.connect(func(c *socketmode.Client, e socketmode.Event) {
		switch data := e.Data.(type) {
		case slack.SlashCommand:
			if data.Command == "/deal" {
				c.Ack(*e.Request, map[string]any{"text": "no deals yet"})
				return
			}
			if _, err := r.api.OpenViewContext(r.ctx, data.TriggerID, form("Log a call")); err != nil {
				r.t.Error(err)
			}
			c.Ack(*e.Request)
		case slack.InteractionCallback:
			switch {
			case data.Type == slack.InteractionTypeShortcut:
				if _, err := r.api.OpenViewContext(r.ctx, data.TriggerID, form("From a shortcut")); err != nil {
					r.t.Error(err)
				}
			case data.Type == slack.InteractionTypeViewSubmission && data.View.State.Values["note"]["text"].Value != "3":
				c.Ack(*e.Request, map[string]any{"response_action": "errors", "errors": map[string]string{"note": "A number, please."}})
				return
			}
			c.Ack(*e.Request)
		default:
			c.Ack(*e.Request)
		}
	})
}

func TestAScriptSeesWhatAPersonSees(t *testing.T) {
	bubble(t, func(r *rig) {
		defer formApp(r)()
		if s := r.does("send", `{"as":"U1","channel":"C1","text":"hello"}`); s.Message == nil || s.Message.Text != "hello" || s.Message.Ephemeral {
			t.Errorf("a line: %+v", s)
		}
		if s := r.does("send", `{"as":"U1","channel":"C1","text":"/deal list"}`); s.Message == nil || s.Message.Text != "no deals yet" || !s.Message.Ephemeral || s.View != nil {
			t.Errorf("a command: %+v", s)
		}
		if s := r.does("send", `{"as":"U1","channel":"C1","text":"/call"}`); s.Message != nil || s.View == nil || s.View.Title.Text != "Log a call" {
			t.Errorf("a command that opens a form: %+v", s)
		}
		if s := r.does("submit", `{"as":"U1","values":{"note":{"text":"many"},"stage":{"pick":"won"}}}`); s.Errors["note"] != "A number, please." || s.View == nil {
			t.Errorf("a form that is wrong: %+v", s)
		}
		if s := r.does("submit", `{"as":"U1","values":{"note":{"text":"3"}}}`); len(s.Errors) != 0 || s.Problem != "" || s.View != nil {
			t.Errorf("a form that is right: %+v", s)
		}
		if s := r.does("shortcut", `{"as":"U1","callbackId":"log"}`); s.View == nil || s.View.Title.Text != "From a shortcut" {
			t.Errorf("a shortcut: %+v", s)
		}
		if s := r.does("closeview", `{"as":"U1"}`); s.Problem != "" || s.View != nil {
			t.Errorf("a form that is closed: %+v", s)
		}
		if s := r.does("closeview", `{"as":"U1"}`); s.Problem != "U1 has no modal open." {
			t.Errorf("no form to close: %+v", s)
		}
		var list struct{ Messages []struct{ Text string } }
		r.page("GET", "/page/ephemerals?as=U1", "", &list)
		if len(list.Messages) != 1 || list.Messages[0].Text != "no deals yet" {
			t.Errorf("ephemeral messages: %+v", list)
		}
	}, pageToken, withShortcuts)
}

func TestAScriptReadsWhatWentOverTheWire(t *testing.T) {
	bubble(t, func(r *rig) {
		defer formApp(r)()
		r.works()
		must[workspace.Message](t)(r.Say(r.ctx, "U1", r.DM("U1"), "hello"))
		pass(time.Second)
		var calls struct {
			Calls []struct{ Method, Error string }
		}
		_, _, err := r.api.PostMessageContext(r.ctx, "C9", slack.MsgOptionText("x", false))
		if err == nil {
			t.Error("posted nowhere")
		}
		r.page("GET", "/page/calls?method=chat.postMessage", "", &calls)
		if len(calls.Calls) != 1 || calls.Calls[0].Error != "channel_not_found" {
			t.Errorf("calls %+v", calls)
		}
		r.page("GET", "/page/calls?last=1", "", &calls)
		if len(calls.Calls) != 1 || calls.Calls[0].Method != "chat.postMessage" {
			t.Errorf("the last call %+v", calls)
		}
		var sent struct {
			Envelopes []struct {
				Type  string
				Acked bool
				Frame struct{ Payload struct{ Command string } }
			}
		}
		r.page("GET", "/page/envelopes", "", &sent)
		if len(sent.Envelopes) != 2 || !sent.Envelopes[0].Acked || sent.Envelopes[0].Frame.Payload.Command != "/deal" {
			t.Errorf("envelopes %+v", sent)
		}
		r.page("GET", "/page/envelopes?type=events_api", "", &sent)
		if len(sent.Envelopes) != 1 || sent.Envelopes[0].Type != "events_api" {
			t.Errorf("events %+v", sent)
		}
		var inspected struct{ Entries []json.RawMessage }
		r.page("GET", "/page/inspector?last=3", "", &inspected)
		if len(inspected.Entries) != 3 || !strings.Contains(string(inspected.Entries[2]), "channel_not_found") {
			t.Errorf("inspector %s", inspected.Entries)
		}
	}, pageToken)
}
