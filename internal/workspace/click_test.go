package workspace_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/workspace"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

func button(action, value string) *slack.ButtonBlockElement {
	return slack.NewButtonBlockElement(action, value, slack.NewTextBlockObject(slack.PlainTextType, action, false, false))
}

func menu(action string, values ...string) *slack.SelectBlockElement {
	var options []*slack.OptionBlockObject
	for _, v := range values {
		options = append(options, slack.NewOptionBlockObject(v, slack.NewTextBlockObject(slack.PlainTextType, "the "+v, false, false), nil))
	}
	return slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, action, options...)
}

// card posts a message with two "log" buttons, a "drop" button and a menu, to
// Maria, and returns where.
func (r *rig) card() (channel, ts string) {
	r.t.Helper()
	channel, ts, err := r.api.PostMessageContext(r.ctx, "U1", slack.MsgOptionText("a card", false), slack.MsgOptionBlocks(
		slack.NewActionBlock("one", button("log", "1"), menu("stage", "won", "lost")),
		slack.NewActionBlock("two", button("log", "2"), button("drop", "2")),
	))
	r.try(err)
	return channel, ts
}

func TestAClickOnAMessage(t *testing.T) {
	bubble(t, func(r *rig) {
		var clicks []slack.InteractionCallback
		stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
			c.Ack(*e.Request)
			if e.Type != socketmode.EventTypeInteractive {
				return
			}
			click := e.Data.(slack.InteractionCallback)
			clicks = append(clicks, click)
			_, _, _, err := r.api.SendMessageContext(r.ctx, "", slack.MsgOptionText("done", false),
				slack.MsgOptionResponseURL(click.ResponseURL, slack.ResponseTypeEphemeral), slack.MsgOptionReplaceOriginal(click.ResponseURL))
			if err != nil {
				t.Error(err)
			}
		})
		defer stop()
		channel, ts := r.card()
		must[workspace.Reply](t)(r.Click(r.ctx, workspace.Press{User: "U1", Channel: channel, TS: ts, ActionID: "stage", Option: "won"}))
		_, _, _, err := r.api.UpdateMessageContext(r.ctx, channel, ts, slack.MsgOptionText("again", false), slack.MsgOptionBlocks(
			slack.NewActionBlock("one", button("log", "1"), menu("stage", "won", "lost"))))
		r.try(err)
		reply := must[workspace.Reply](t)(r.Click(r.ctx, workspace.Press{User: "U1", Channel: channel, TS: ts, ActionID: "log"}))
		if !reply.Acked || reply.Problem != "" || len(clicks) != 2 {
			t.Fatalf("reply %+v, %d clicks", reply, len(clicks))
		}
		first, second := clicks[0], clicks[1]
		if a := first.ActionCallback.BlockActions[0]; a.ActionID != "stage" || a.BlockID != "one" || a.SelectedOption.Value != "won" || a.ActionTs == "" {
			t.Errorf("first action %+v", a)
		}
		if a := second.ActionCallback.BlockActions[0]; a.Value != "1" || a.Text.Text != "log" || a.Type != "button" {
			t.Errorf("second action %+v", a)
		}
		if got := second.BlockActionState.Values["one"]["stage"].SelectedOption.Value; got != "won" {
			t.Errorf("state of the menu %q; a choice is kept while its ids are", got)
		}
		if second.TriggerID == "" || second.APIAppID != "ALOCAL0001" || second.User.ID != "U1" || second.User.Name != "maria" ||
			second.Team.ID != r.TeamID() || second.Channel.ID != "D1" || second.Container.MessageTs != ts ||
			second.Message.Timestamp != ts || second.Message.Text != "again" || len(second.Message.Blocks.BlockSet) != 1 {
			t.Errorf("payload %+v", second)
		}
		pass(time.Second)
		m := r.Messages(channel)[0]
		if m.Text != "done" || m.Blocks != nil || m.Edited != 3 {
			t.Errorf("the message was not replaced: %+v", m)
		}
	})
}

func TestWhichElementIsPressed(t *testing.T) {
	for name, tt := range map[string]struct {
		press workspace.Press
		value string
		err   string
	}{
		"a unique action id is enough":         {press: workspace.Press{ActionID: "drop"}, value: "2"},
		"the block tells two apart":            {press: workspace.Press{ActionID: "log", BlockID: "two"}, value: "2"},
		"the value tells two apart":            {press: workspace.Press{ActionID: "log", Value: "1"}, value: "1"},
		"two that fit are an error":            {press: workspace.Press{ActionID: "log"}, err: "2 elements fit"},
		"an unknown action is an error":        {press: workspace.Press{ActionID: "win"}, err: "no such element"},
		"another value is an error":            {press: workspace.Press{ActionID: "drop", Value: "9"}, err: "no such element"},
		"an option that is none is an error":   {press: workspace.Press{ActionID: "stage", Option: "maybe"}, err: "no option"},
		"another person's message is an error": {press: workspace.Press{ActionID: "drop", User: "U2"}, err: "no channel"},
		"no message is an error":               {press: workspace.Press{ActionID: "drop", TS: "1.000001"}, err: "no message"},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(r *rig) {
				var got string
				stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
					c.Ack(*e.Request)
					if click, ok := e.Data.(slack.InteractionCallback); ok {
						got = click.ActionCallback.BlockActions[0].Value
					}
				})
				defer stop()
				channel, ts := r.card()
				p := tt.press
				p.Channel = channel
				if p.TS == "" {
					p.TS = ts
				}
				if p.User == "" {
					p.User = "U1"
				}
				_, err := r.Click(r.ctx, p)
				if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
					t.Errorf("error %v, want %q", err, tt.err)
				}
				if got != tt.value {
					t.Errorf("pressed %q, want %q", got, tt.value)
				}
			})
		})
	}
}

func TestAnEphemeralMessageChangesThroughItsButton(t *testing.T) {
	bubble(t, func(r *rig) {
		var click map[string]any
		var url string
		stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
			if e.Type == socketmode.EventTypeSlashCommand {
				c.Ack(*e.Request, map[string]any{"blocks": []slack.Block{slack.NewActionBlock("b", button("undo", "7"))}})
				return
			}
			c.Ack(*e.Request)
			if err := json.Unmarshal(e.Request.Payload, &click); err != nil {
				t.Error(err)
			}
			url = click["response_url"].(string)
		})
		defer stop()
		shown := must[workspace.Reply](t)(r.Command(r.ctx, "U1", "C1", "/call")).Message
		press := workspace.Press{User: "U1", Channel: "C1", TS: shown.TS, ActionID: "undo"}
		must[workspace.Reply](t)(r.Click(r.ctx, press))
		container := click["container"].(map[string]any)
		want := map[string]any{"type": "message", "message_ts": shown.TS, "channel_id": "C1", "is_ephemeral": true}
		if diff := cmp.Diff(want, container); diff != "" {
			t.Error(diff)
		}
		if click["message"] != nil {
			t.Error("the payload shows an ephemeral message")
		}
		press.User = "U2"
		if _, err := r.Click(r.ctx, press); err == nil {
			t.Error("somebody else pressed a button that only Maria sees")
		}
		r.respond(url, `{"replace_original":"true","text":"undone"}`, 200, "ok")
		if m := r.Ephemerals("U1"); len(m) != 1 || m[0].Text != "undone" || m[0].TS != shown.TS {
			t.Errorf("after replacing: %+v", m)
		}
		r.respond(url, `{"delete_original":true}`, 200, "ok")
		if m := r.Ephemerals("U1"); len(m) != 0 {
			t.Errorf("after deleting: %+v", m)
		}
	})
}
