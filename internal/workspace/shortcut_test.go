package workspace_test

import (
	"bytes"
	"testing"

	"dealcoach/internal/workspace"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// withShortcuts gives the app a shortcut of each kind.
func withShortcuts(o *workspace.Options) {
	o.Manifest = bytes.Replace(o.Manifest, []byte("  slash_commands:\n"), []byte(`  shortcuts:
    - name: Log a call
      type: global
      callback_id: log
      description: Opens the form
    - name: Log on a deal
      type: message
      callback_id: log_on
      description: Logs what was said
  slash_commands:
`), 1)
}

func TestShortcuts(t *testing.T) {
	bubble(t, func(r *rig) {
		var got slack.InteractionCallback
		stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
			got, _ = e.Data.(slack.InteractionCallback)
			c.Ack(*e.Request)
		})
		defer stop()
		reply := must[workspace.Reply](t)(r.Shortcut(r.ctx, "U1", "log"))
		if !reply.Acked || got.Type != slack.InteractionTypeShortcut || got.CallbackID != "log" || got.User.ID != "U1" ||
			got.ResponseURL != "" || got.Channel.ID != "" {
			t.Errorf("global: %+v %+v", reply, got)
		}
		if _, err := r.api.OpenViewContext(r.ctx, got.TriggerID, form("Log a call")); err != nil {
			t.Errorf("its trigger: %v", err)
		}
		said := must[workspace.Message](t)(r.Say(r.ctx, "U2", "C1", "Harbor will sign"))
		must[workspace.Reply](t)(r.MessageShortcut(r.ctx, "U1", "C1", said.TS, "log_on"))
		if got.Type != slack.InteractionTypeMessageAction || got.MessageTs != said.TS || got.Message.Text != "Harbor will sign" ||
			got.Message.User != "U2" || got.Channel.ID != "C1" || got.User.ID != "U1" {
			t.Errorf("on a message: %+v", got)
		}
		r.respond(got.ResponseURL, `{"text":"logged"}`, 200, "ok")
		if m := r.Ephemerals("U1"); len(m) != 1 || m[0].Text != "logged" {
			t.Errorf("its response URL: %+v", m)
		}
		for name, try := range map[string]func() (workspace.Reply, error){
			"unknown":            func() (workspace.Reply, error) { return r.Shortcut(r.ctx, "U1", "fly") },
			"of the other kind":  func() (workspace.Reply, error) { return r.Shortcut(r.ctx, "U1", "log_on") },
			"by nobody":          func() (workspace.Reply, error) { return r.Shortcut(r.ctx, "U9", "log") },
			"on no message":      func() (workspace.Reply, error) { return r.MessageShortcut(r.ctx, "U1", "C1", "1.000001", "log_on") },
			"on another's words": func() (workspace.Reply, error) { return r.MessageShortcut(r.ctx, "U2", r.DM("U1"), said.TS, "log_on") },
		} {
			if _, err := try(); err == nil {
				t.Errorf("a shortcut %s was used", name)
			}
		}
	}, withShortcuts)
}

func TestAShortcutThatNobodyAnswers(t *testing.T) {
	bubble(t, func(r *rig) {
		var out struct{ Problem string }
		r.page("POST", "/page/shortcut", `{"as":"U1","callbackId":"log"}`, &out)
		if want := "The app did not react to the shortcut: dispatch_failed"; out.Problem != want {
			t.Errorf("problem %q, want %q", out.Problem, want)
		}
	}, withShortcuts, pageToken)
}
