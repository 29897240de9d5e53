package workspace_test

import (
	"encoding/json"
	"strings"
	"testing"

	"dealcoach/internal/workspace"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// What is wrong with an answer that comes with an acknowledgement an app is not
// told; the person sees a failure, and the reply says why.

func TestAnswersToAFormThatSlackWouldNotTake(t *testing.T) {
	push := func(view string) string { return `{"response_action":"push","view":` + view + `}` }
	update := func(view string) string { return `{"response_action":"update","view":` + view + `}` }
	long := string(view(strings.Repeat("ü", 25), `[]`))
	for _, tt := range []struct{ what, answer, want string }{
		{"nothing closes the form", `{}`, ""},
		{"an update is fine", update(string(view("t", `[]`))), ""},
		{"a push is fine", push(string(view("t", `[]`))), ""},
		{"all may be closed", `{"response_action":"clear"}`, ""},
		{"an error on a field is fine", `{"response_action":"errors","errors":{"note":"too short"}}`, ""},
		{"an update with a long title", update(long), "invalid_arguments; must be less than 25 characters [json-pointer:/view/title/text]"},
		{"a push with a long title", push(long), "invalid_arguments; must be less than 25 characters [json-pointer:/view/title/text]"},
		{"an update without a view", `{"response_action":"update"}`, "invalid_arguments; missing required field: view"},
		{"an update to a Home tab", update(string(view("", `[]`))), "invalid_arguments; must be a modal [json-pointer:/view/type]"},
		{"an error on an action_id", `{"response_action":"errors","errors":{"text":"too short"}}`, "no input block text"},
		{"errors on none", `{"response_action":"errors","errors":{}}`, "no errors given"},
		{"an error that is no text", `{"response_action":"errors","errors":{"note":7}}`, "not a response to a view"},
		{"an action that nobody knows", `{"response_action":"close"}`, "unknown response_action close"},
	} {
		bubble(t, func(r *rig) {
			stop := r.modals(func(slack.InteractionCallback) any { return json.RawMessage(tt.answer) })
			defer stop()
			r.openForm()
			reply := must[workspace.Reply](t)(r.Submit(r.ctx, "U1", workspace.Values{"note": {"text": "hm"}}))
			t.Run(tt.what, func(t *testing.T) { wantRefused(t, reply, tt.want) })
		})
	}
}

func TestAPushedViewHasAnExternalIDOfItsOwn(t *testing.T) {
	bubble(t, func(r *rig) {
		own := strings.Replace(string(view("t", `[]`)), `"blocks"`, `"external_id":"x","blocks"`, 1)
		action := "push"
		stop := r.modals(func(slack.InteractionCallback) any {
			return json.RawMessage(`{"response_action":"` + action + `","view":` + own + `}`)
		})
		defer stop()
		r.openForm()
		open, _ := r.View("U1")
		if got := r.call("views.update", map[string]any{"view_id": open.ID, "view": raw(own)}, false); got.Error != "" {
			t.Fatal(got.Error)
		}
		wantRefused(t, must[workspace.Reply](t)(r.Submit(r.ctx, "U1", nil)), "duplicate_external_id")
		action = "update"
		wantRefused(t, must[workspace.Reply](t)(r.Submit(r.ctx, "U1", nil)), "")
	})
}

func TestAnswersToACommandThatSlackWouldNotTake(t *testing.T) {
	for _, tt := range refusedMessages {
		if tt.code == "no_text" && tt.args["text"] == nil {
			continue // an empty answer is one, too
		}
		args := map[string]any{"response_type": "ephemeral"}
		for name, v := range tt.args {
			args[name] = v
		}
		if size, _ := json.Marshal(args); len(size) >= 20<<10 {
			continue // which Slack does not even look at
		}
		bubble(t, func(r *rig) {
			stop := r.connect(func(c *socketmode.Client, e socketmode.Event) { c.Ack(*e.Request, args) })
			defer stop()
			reply := must[workspace.Reply](t)(r.Command(r.ctx, "U1", "C1", "/deal list"))
			t.Run(tt.what, func(t *testing.T) {
				wantRefused(t, reply, strings.Join(append([]string{tt.code}, tt.errs...), "; "))
			})
		})
	}
}

func TestMessagesToAResponseURLThatSlackWouldNotTake(t *testing.T) {
	bubble(t, func(r *rig) {
		for _, tt := range refusedMessages {
			body := string(must[[]byte](t)(json.Marshal(tt.args)))
			url := r.commandURL()
			r.respond(url, body, 200, `"error":"`+tt.code+`"`)
			for _, e := range tt.errs {
				r.respond(url, body, 200, `[ERROR] `+e)
			}
		}
		if len(r.Ephemerals("U1")) != 0 || len(r.Messages("C1")) != 0 {
			t.Error("something was taken")
		}
		url := r.commandURL()
		r.respond(url, `{"blocks":`+string(list(50, `{"type":"divider"}`))+`}`, 200, `"ok":true`)
		r.respond(url, `{"blocks":"[{\"type\":\"divider\"}]"}`, 200, `"ok":true`)
		r.respond(url, `{"attachments":[{"text":"x"}]}`, 200, `"ok":true`)
		if m := r.Ephemerals("U1"); len(m) != 3 || m[2].Attachments == nil {
			t.Errorf("taken: %+v", m)
		}
	})
}

func TestSuggestionsThatSlackWouldNotTake(t *testing.T) {
	for _, tt := range []struct{ what, answer, want string }{
		{"nothing fits", `{"options":[]}`, ""},
		{"101 options", `{"options":` + string(list(101, `{"text":{"type":"plain_text","text":"o"},"value":"v"}`)) + `}`, "invalid_arguments; no more than 100 items allowed [json-pointer:/options]"},
		{"a value of 151 characters", `{"options":[{"text":{"type":"plain_text","text":"o"},"value":"` + strings.Repeat("v", 151) + `"}]}`, "invalid_arguments; must be less than 151 characters [json-pointer:/options/0/value]"},
	} {
		bubble(t, func(r *rig) {
			stop := r.connect(func(c *socketmode.Client, e socketmode.Event) { c.Ack(*e.Request, json.RawMessage(tt.answer)) })
			defer stop()
			posted := r.call("chat.postMessage", map[string]any{"channel": "C1",
				"blocks": raw(`[{"type":"actions","elements":[{"type":"external_select","action_id":"deal"}]}]`)}, false)
			_, reply, err := r.Suggest(r.ctx, workspace.Press{User: "U1", Channel: "C1", TS: posted.TS, ActionID: "deal"})
			r.try(err)
			t.Run(tt.what, func(t *testing.T) { wantRefused(t, reply, tt.want) })
		})
	}
}

// wantRefused checks why an answer was refused; "" is not at all.
func wantRefused(t *testing.T, reply workspace.Reply, want string) {
	t.Helper()
	if want != "" {
		want = workspace.InvalidPayload + want
	}
	if !reply.Acked || reply.Problem != want {
		t.Errorf("acked %v, problem %q; want %q", reply.Acked, reply.Problem, want)
	}
}
