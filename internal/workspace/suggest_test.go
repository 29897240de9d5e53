package workspace_test

import (
	"testing"

	"dealcoach/internal/workspace"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

func TestAnExternalSelect(t *testing.T) {
	bubble(t, func(r *rig) {
		var asked, chosen slack.InteractionCallback
		option := slack.NewOptionBlockObject("12", slack.NewTextBlockObject(slack.PlainTextType, "Harbor Logistics", false, false), nil)
		stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
			data := e.Data.(slack.InteractionCallback)
			if data.Type == slack.InteractionTypeBlockSuggestion {
				asked = data
				c.Ack(*e.Request, slack.OptionsResponse{Options: []*slack.OptionBlockObject{option}})
				return
			}
			chosen = data
			c.Ack(*e.Request)
		})
		defer stop()
		_, ts, err := r.api.PostMessageContext(r.ctx, "C1", slack.MsgOptionBlocks(slack.NewActionBlock("pick",
			slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, nil, "deal"), button("log", "1"))))
		r.try(err)

		var out struct {
			Options []struct{ Value string }
			Problem string
		}
		r.page("POST", "/page/suggest", `{"as":"U1","channel":"C1","ts":"`+ts+`","blockId":"pick","actionId":"deal","value":"harb"}`, &out)
		if out.Problem != "" || len(out.Options) != 1 || out.Options[0].Value != "12" {
			t.Fatalf("suggestions %+v", out)
		}
		if asked.Value != "harb" || asked.ActionID != "deal" || asked.BlockID != "pick" || asked.Container.MessageTs != ts {
			t.Errorf("the app was asked %+v", asked)
		}
		r.page("POST", "/page/click", `{"as":"U1","channel":"C1","ts":"`+ts+`","blockId":"pick","actionId":"deal",
			"option":"{\"text\":{\"type\":\"plain_text\",\"text\":\"Harbor Logistics\"},\"value\":\"12\"}"}`, &out)
		if diff := cmp.Diff(*option, chosen.ActionCallback.BlockActions[0].SelectedOption, cmp.Transformer("text", func(o *slack.TextBlockObject) string {
			if o == nil {
				return ""
			}
			return o.Text
		})); diff != "" {
			t.Errorf("the app was told (-want +got)\n%s", diff)
		}
		if _, _, err := r.Suggest(r.ctx, workspace.Press{User: "U1", Channel: "C1", TS: ts, ActionID: "log"}); err == nil {
			t.Error("a button asked for suggestions")
		}
	}, pageToken)
}

func TestRichTextAndExternalOptionsInAForm(t *testing.T) {
	bubble(t, func(r *rig) {
		var got map[string]map[string]slack.BlockAction
		view := form("Deal")
		plain := slack.NewTextBlockObject(slack.PlainTextType, "Deal", false, false)
		view.Blocks.BlockSet = []slack.Block{
			slack.NewInputBlock("deal", plain, nil, slack.NewOptionsSelectBlockElement(slack.OptTypeExternal, nil, "pick")),
			slack.NewInputBlock("rich", plain, nil, slack.NewRichTextInputBlockElement(nil, "text")),
		}
		stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
			c.Ack(*e.Request)
			switch data := e.Data.(type) {
			case slack.SlashCommand:
				_, err := r.api.OpenViewContext(r.ctx, data.TriggerID, view)
				r.try(err)
			case slack.InteractionCallback:
				got = data.View.State.Values
			}
		})
		defer stop()
		r.openForm()
		var out struct {
			Problem string
			Errors  map[string]string
		}
		r.page("POST", "/page/submit", `{"as":"U1","values":{
			"deal":{"pick":{"type":"external_select","selected_option":{"text":{"type":"plain_text","text":"Harbor"},"value":"12"}}},
			"rich":{"text":{"type":"rich_text_input","rich_text_value":{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"one\ntwo"}]}]}}}}}`, &out)
		if out.Problem != "" || len(out.Errors) != 0 {
			t.Fatalf("submit: %+v", out)
		}
		if o := got["deal"]["pick"].SelectedOption; o.Value != "12" || o.Text.Text != "Harbor" {
			t.Errorf("the option %+v", o)
		}
		rich := got["rich"]["text"].RichTextValue.Elements
		if len(rich) != 1 || rich[0].(*slack.RichTextSection).Elements[0].(*slack.RichTextSectionTextElement).Text != "one\ntwo" {
			t.Errorf("the rich text %+v", rich)
		}
	}, pageToken)
}
