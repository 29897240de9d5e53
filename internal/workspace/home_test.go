package workspace_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"dealcoach/internal/workspace"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"
)

// withHome turns the Home tab on and subscribes to its visits.
func withHome(o *workspace.Options) {
	o.Manifest = bytes.Replace(o.Manifest, []byte("home_tab_enabled: false"), []byte("home_tab_enabled: true"), 1)
	o.Manifest = bytes.Replace(o.Manifest, []byte("      - message.im\n"), []byte("      - message.im\n      - app_home_opened\n"), 1)
}

func homeView(text string) slack.HomeTabViewRequest {
	said := slack.NewSectionBlock(slack.NewTextBlockObject(slack.PlainTextType, text, false, false), nil, nil)
	note := slack.NewInputBlock("note", slack.NewTextBlockObject(slack.PlainTextType, "Note", false, false), nil, slack.NewPlainTextInputBlockElement(nil, "text"))
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: []slack.Block{said, note, slack.NewActionBlock("act", button("go", "7"))}}}
}

func TestAVisitToTheAppsHome(t *testing.T) {
	bubble(t, func(r *rig) {
		var visits []slackevents.AppHomeOpenedEvent
		stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
			c.Ack(*e.Request)
			if v, ok := e.Data.(slackevents.EventsAPIEvent).InnerEvent.Data.(*slackevents.AppHomeOpenedEvent); ok {
				visits = append(visits, *v)
			}
		})
		defer stop()
		r.try(r.Visit("U1", "home"))
		_, err := r.api.PublishViewContext(r.ctx, slack.PublishViewContextRequest{UserID: "U1", View: homeView("Hello")})
		r.try(err)
		r.try(r.Visit("U1", "home"))
		r.try(r.Visit("U1", "messages"))
		pass(0)
		if len(visits) != 3 {
			t.Fatalf("%d visits", len(visits))
		}
		for i, want := range []struct {
			tab    string
			blocks int
		}{{"home", 0}, {"home", 3}, {"messages", 0}} {
			v, blocks := visits[i], 0
			if v.View != nil {
				blocks = len(v.View.Blocks.BlockSet)
			}
			if v.Tab != want.tab || v.User != "U1" || v.Channel != r.DM("U1") || blocks != want.blocks {
				t.Errorf("visit %d: %+v, want %+v", i, v, want)
			}
		}
		for _, wrong := range [][2]string{{"U1", "about"}, {"U9", "home"}, {r.BotUser(), "home"}} {
			if r.Visit(wrong[0], wrong[1]) == nil {
				t.Errorf("%s visited %s", wrong[0], wrong[1])
			}
		}
	}, withHome)
}

func TestAVisitWithoutSubscription(t *testing.T) {
	bubble(t, func(r *rig) {
		r.try(r.Visit("U1", "messages"))
		if r.Visit("U1", "home") == nil {
			t.Error("the Home tab is turned off")
		}
		if n := len(r.Envelopes()); n != 0 {
			t.Errorf("%d envelopes", n)
		}
	})
}

func TestAClickOnTheHomeTab(t *testing.T) {
	bubble(t, func(r *rig) {
		var got slack.InteractionCallback
		stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
			c.Ack(*e.Request)
			got, _ = e.Data.(slack.InteractionCallback)
		})
		defer stop()
		if _, err := r.Click(r.ctx, workspace.Press{User: "U1", ActionID: "go", Home: true}); err == nil {
			t.Error("pressed what is not there")
		}
		_, err := r.api.PublishViewContext(r.ctx, slack.PublishViewContextRequest{UserID: "U1", View: homeView("Hello")})
		r.try(err)
		var out struct{ Problem string }
		r.page("POST", "/page/click", `{"as":"U1","home":true,"blockId":"act","actionId":"go","value":"7",
			"values":{"note":{"text":{"type":"plain_text_input","value":"typed, not sent"}},"gone":{"x":{"type":"plain_text_input","value":"y"}}}}`, &out)
		if out.Problem != "" || got.Container.Type != "view" || got.View.Type != slack.VTHomeTab || got.ResponseURL != "" ||
			got.ActionCallback.BlockActions[0].Value != "7" || got.View.State.Values["note"]["text"].Value != "typed, not sent" {
			t.Errorf("problem %q, payload %+v", out.Problem, got)
		}
		var shown struct{ View json.RawMessage }
		r.page("GET", "/page/home?as=U1", "", &shown)
		if !bytes.Contains(shown.View, []byte("Hello")) {
			t.Errorf("the page shows %s", shown.View)
		}
	}, withHome, pageToken)
}
