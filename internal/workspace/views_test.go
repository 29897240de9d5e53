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

func form(title string) slack.ModalViewRequest {
	plain := func(s string) *slack.TextBlockObject {
		return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
	}
	note := slack.NewInputBlock("note", plain("Note"), nil, slack.NewPlainTextInputBlockElement(nil, "text"))
	stage := slack.NewInputBlock("stage", plain("Stage"), nil, menu("pick", "won", "lost"))
	stage.Optional = true
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: plain(title), Submit: plain("Save"), CallbackID: "deal", PrivateMetadata: "12",
		Blocks: slack.Blocks{BlockSet: []slack.Block{note, stage}}, NotifyOnClose: true,
	}
}

// modals is an app that opens a form for each command and hands on what
// comes of it.
func (r *rig) modals(onSubmit func(slack.InteractionCallback) any) (stop func()) {
	return r.connect(func(c *socketmode.Client, e socketmode.Event) {
		switch data := e.Data.(type) {
		case slack.SlashCommand:
			c.Ack(*e.Request)
			if _, err := r.api.OpenViewContext(r.ctx, data.TriggerID, form("Deal")); err != nil {
				r.t.Error(err)
			}
		case slack.InteractionCallback:
			if answer := onSubmit(data); answer != nil {
				c.Ack(*e.Request, answer)
			} else {
				c.Ack(*e.Request)
			}
		}
	})
}

func (r *rig) openForm() {
	r.t.Helper()
	must[workspace.Reply](r.t)(r.Command(r.ctx, "U1", "C1", "/deal add"))
	pass(time.Second)
	if _, ok := r.View("U1"); !ok {
		r.t.Fatal("no modal is open")
	}
}

func TestAFormIsSubmitted(t *testing.T) {
	bubble(t, func(r *rig) {
		var got []slack.InteractionCallback
		stop := r.modals(func(s slack.InteractionCallback) any {
			got = append(got, s)
			switch len(got) {
			case 1:
				return slack.NewErrorsViewSubmissionResponse(map[string]string{"note": "too short"})
			case 2:
				view := form("Updated")
				return slack.NewUpdateViewSubmissionResponse(&view)
			case 3:
				view := form("Pushed")
				return slack.NewPushViewSubmissionResponse(&view)
			case 4:
				return slack.NewErrorsViewSubmissionResponse(map[string]string{"nowhere": "x"})
			}
			return nil
		})
		defer stop()
		r.openForm()
		submit := func(v workspace.Values) workspace.Reply {
			t.Helper()
			return must[workspace.Reply](t)(r.Submit(r.ctx, "U1", v))
		}
		title := func() string {
			v, ok := r.View("U1")
			if !ok {
				return ""
			}
			var body struct{ Title struct{ Text string } }
			r.try(json.Unmarshal(v.Body, &body))
			return body.Title.Text
		}

		if reply := submit(nil); reply.Errors["note"] == "" || reply.Acked || len(got) != 0 {
			t.Errorf("an empty form went out: %+v", reply)
		}
		reply := submit(workspace.Values{"note": {"text": "hm"}, "stage": {"pick": "won"}})
		if diff := cmp.Diff(map[string]string{"note": "too short"}, reply.Errors); diff != "" || !reply.Acked {
			t.Errorf("errors on fields: %s", diff)
		}
		view := got[0].View
		if view.CallbackID != "deal" || view.PrivateMetadata != "12" || view.Hash == "" || view.RootViewID != view.ID ||
			view.State.Values["note"]["text"].Value != "hm" || view.State.Values["stage"]["pick"].SelectedOption.Value != "won" {
			t.Errorf("submitted %+v", view)
		}
		if reply := submit(nil); reply.Problem != "" || title() != "Updated" || got[1].View.State.Values["note"]["text"].Value != "hm" {
			t.Errorf("after an update: %+v, %q", reply, title())
		}
		if submit(nil); title() != "Pushed" {
			t.Errorf("after a push: %q", title())
		}
		if reply := submit(workspace.Values{"note": {"text": "x"}}); !strings.HasPrefix(reply.Problem, workspace.InvalidPayload) || title() != "Pushed" {
			t.Errorf("an error on no input: %+v", reply)
		}
		if submit(nil); title() != "Updated" {
			t.Errorf("an empty answer closes one view: %q", title())
		}
		if submit(nil); title() != "" {
			t.Errorf("the last one closed: %q", title())
		}
		if _, err := r.Submit(r.ctx, "U1", nil); err == nil {
			t.Error("submitted a form that is not open")
		}
	})
}

func TestAFormThatNobodyTakes(t *testing.T) {
	bubble(t, func(r *rig) {
		stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
			if cmd, ok := e.Data.(slack.SlashCommand); ok {
				c.Ack(*e.Request)
				_, err := r.api.OpenViewContext(r.ctx, cmd.TriggerID, form("Deal"))
				if err != nil {
					t.Error(err)
				}
			}
		})
		defer stop()
		r.openForm()
		reply := must[workspace.Reply](t)(r.Submit(r.ctx, "U1", workspace.Values{"note": {"text": "x"}}))
		v, open := r.View("U1")
		if reply.Problem != workspace.TimedOut || !open || !strings.Contains(string(v.Values), `"value":"x"`) {
			t.Errorf("reply %+v, the form is kept: %v %s", reply, open, v.Values)
		}
	})
}

func TestClosingAForm(t *testing.T) {
	bubble(t, func(r *rig) {
		var closed slack.InteractionCallback
		stop := r.modals(func(s slack.InteractionCallback) any { closed = s; return nil })
		defer stop()
		r.openForm()
		r.try(r.CloseView("U1"))
		pass(time.Second)
		if closed.Type != slack.InteractionTypeViewClosed || closed.View.CallbackID != "deal" {
			t.Errorf("the app heard %+v", closed.Type)
		}
		if r.CloseView("U1") == nil {
			t.Error("closed what was not open")
		}
	})
}

func TestTriggersAndHashes(t *testing.T) {
	bubble(t, func(r *rig) {
		var trigger string
		stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
			trigger = e.Data.(slack.SlashCommand).TriggerID
			c.Ack(*e.Request)
		})
		defer stop()
		next := func() string {
			must[workspace.Reply](t)(r.Command(r.ctx, "U1", "C1", "/deal"))
			return trigger
		}
		open := func(trigger string, view slack.ModalViewRequest) error {
			_, err := r.api.OpenViewContext(r.ctx, trigger, view)
			return err
		}
		check := func(name string, err error, want string) {
			t.Helper()
			if err == nil && want != "" || err != nil && err.Error() != want {
				t.Errorf("%s: %v, want %q", name, err, want)
			}
		}
		check("a made-up trigger", open("made-up", form("A")), "invalid_trigger_id")
		first := next()
		bad := form(strings.Repeat("x", 25))
		check("a title that is too long", open(first, bad), "invalid_arguments")
		check("the trigger is still good", open(first, form("A")), "")
		check("a trigger used twice", open(first, form("A")), "exchanged_trigger_id")
		late := next()
		pass(3*time.Second + time.Millisecond)
		check("a trigger after three seconds", open(late, form("A")), "expired_trigger_id")

		for i, want := range []string{"", "", "push_limit_reached"} {
			_, err := r.api.PushViewContext(r.ctx, next(), form("B"))
			check("push "+string(rune('1'+i)), err, want)
		}
		v, _ := r.View("U1")
		if v.Depth != 3 {
			t.Errorf("%d modals are open", v.Depth)
		}
		_, err := r.api.UpdateViewContext(r.ctx, form("C"), "", "stale", v.ID)
		check("an old hash", err, "hash_conflict")
		_, err = r.api.UpdateViewContext(r.ctx, form("C"), "", v.Hash, v.ID)
		check("the present hash", err, "")
		_, err = r.api.UpdateViewContext(r.ctx, form("C"), "", "", "V0")
		check("no such view", err, "not_found")
	})
}

func TestTheHomeTab(t *testing.T) {
	home := slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewDividerBlock()}}}
	publish := func(r *rig) error {
		_, err := r.api.PublishViewContext(r.ctx, slack.PublishViewContextRequest{UserID: "U1", View: home})
		return err
	}
	bubble(t, func(r *rig) {
		if err := publish(r); err == nil || err.Error() != "not_enabled" {
			t.Errorf("the tab is off: %v", err)
		}
	})
	bubble(t, func(r *rig) {
		r.try(publish(r))
		if v, ok := r.Home("U1"); !ok || v.Type != "home" || v.Hash == "" {
			t.Errorf("published %+v", v)
		}
	}, func(o *workspace.Options) {
		o.Manifest = []byte(strings.Replace(string(o.Manifest), "home_tab_enabled: false", "home_tab_enabled: true", 1))
	})
}
