package workspace_test

import (
	"encoding/json"
	"testing"

	"dealcoach/internal/workspace"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

const option = `{"text":{"type":"plain_text","text":"A"},"value":"a"}`

// elementsWithValues are elements as JSON, and how one of each is used.
var elementsWithValues = map[string]struct {
	element string
	press   workspace.Press
	want    map[string]any // what actions[0] says was chosen
}{
	"a menu": {`"type":"static_select","options":[` + option + `]`, workspace.Press{Option: "a"},
		map[string]any{"selected_option": "a"}},
	"a menu in groups": {`"type":"static_select","option_groups":[{"label":{"type":"plain_text","text":"G"},"options":[` + option + `]}]`,
		workspace.Press{Option: "a"}, map[string]any{"selected_option": "a"}},
	"an overflow menu": {`"type":"overflow","options":[` + option + `]`, workspace.Press{Option: "a"},
		map[string]any{"selected_option": "a"}},
	"radio buttons": {`"type":"radio_buttons","options":[` + option + `]`, workspace.Press{Option: "a"},
		map[string]any{"selected_option": "a"}},
	"checkboxes": {`"type":"checkboxes","options":[` + option + `]`, workspace.Press{Options: []string{"a"}},
		map[string]any{"selected_options": []any{"a"}}},
	"checkboxes that are cleared": {`"type":"checkboxes","options":[` + option + `],"initial_options":[` + option + `]`, workspace.Press{},
		map[string]any{"selected_options": []any{}}},
	"a person": {`"type":"users_select"`, workspace.Press{Value: "U2"}, map[string]any{"selected_user": "U2"}},
	"people": {`"type":"multi_users_select"`, workspace.Press{Options: []string{"U1", "U2"}},
		map[string]any{"selected_users": []any{"U1", "U2"}}},
	"a channel": {`"type":"channels_select"`, workspace.Press{Option: "C1"}, map[string]any{"selected_channel": "C1"}},
	"a day":     {`"type":"datepicker"`, workspace.Press{Value: "2026-03-02"}, map[string]any{"selected_date": "2026-03-02"}},
	"a time":    {`"type":"timepicker"`, workspace.Press{Value: "09:30"}, map[string]any{"selected_time": "09:30"}},
	"an instant": {`"type":"datetimepicker"`, workspace.Press{Value: "1772442000"},
		map[string]any{"selected_date_time": 1772442000.0}},
}

func TestWhatCanBeChosen(t *testing.T) {
	for name, tt := range elementsWithValues {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(r *rig) {
				var payload struct{ Actions []map[string]any }
				stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
					c.Ack(*e.Request)
					if e.Type == socketmode.EventTypeInteractive {
						if err := json.Unmarshal(e.Request.Payload, &payload); err != nil {
							t.Error(err)
						}
					}
				})
				defer stop()
				blocks := `[{"type":"actions","block_id":"b","elements":[{"action_id":"x",` + tt.element + `}]}]`
				var b slack.Blocks
				r.try(json.Unmarshal([]byte(blocks), &b))
				channel, ts, err := r.api.PostMessageContext(r.ctx, "U1", slack.MsgOptionBlocks(b.BlockSet...))
				r.try(err)
				p := tt.press
				p.User, p.Channel, p.TS, p.ActionID = "U1", channel, ts, "x"
				reply := must[workspace.Reply](t)(r.Click(r.ctx, p))
				if !reply.Acked || len(payload.Actions) != 1 {
					t.Fatalf("reply %+v, actions %v", reply, payload.Actions)
				}
				got := map[string]any{}
				for key := range tt.want {
					got[key] = bare(payload.Actions[0][key])
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

// bare turns options into their values.
func bare(v any) any {
	switch v := v.(type) {
	case map[string]any:
		return v["value"]
	case []any:
		all := []any{}
		for _, item := range v {
			all = append(all, bare(item))
		}
		return all
	}
	return v
}

func TestWhatAFormFindsBeforeItIsSent(t *testing.T) {
	const number = `"type":"number_input","is_decimal_allowed":false,"min_value":"1","max_value":"10"`
	const text = `"type":"plain_text_input","min_length":2,"max_length":4`
	for name, tt := range map[string]struct {
		element string
		typed   any
		want    string
	}{
		"nothing":                   {text, "", "Please complete this required field."},
		"too little":                {text, "x", "Must be at least 2."},
		"too much":                  {text, "12345", "Must be at most 4."},
		"as much as goes":           {text, "äöüß", ""},
		"no number":                 {number, "many", "Please enter a number."},
		"a fraction":                {number, "1.5", "Please enter a whole number."},
		"a number that is too low":  {number, "0", "Must be at least 1."},
		"a number that is too high": {number, "11", "Must be at most 10."},
		"a number":                  {number, "10", ""},
		"no boxes":                  {`"type":"checkboxes","options":[` + option + `]`, []string{}, "Please complete this required field."},
		"a box":                     {`"type":"checkboxes","options":[` + option + `]`, []string{"a"}, ""},
		"a day as a payload has it": {`"type":"datepicker"`, map[string]any{"type": "datepicker", "selected_date": "2026-03-02"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(r *rig) {
				view := `{"type":"modal","title":{"type":"plain_text","text":"T"},"submit":{"type":"plain_text","text":"S"},"blocks":[` +
					`{"type":"input","block_id":"b","label":{"type":"plain_text","text":"L"},"element":{"action_id":"x",` + tt.element + `}}]}`
				stop := r.connect(func(c *socketmode.Client, e socketmode.Event) {
					c.Ack(*e.Request)
					if cmd, ok := e.Data.(slack.SlashCommand); ok {
						var v slack.ModalViewRequest
						if err := json.Unmarshal([]byte(view), &v); err != nil {
							t.Error(err)
						}
						if _, err := r.api.OpenViewContext(r.ctx, cmd.TriggerID, v); err != nil {
							t.Error(err)
						}
					}
				})
				defer stop()
				r.openForm()
				reply := must[workspace.Reply](t)(r.Submit(r.ctx, "U1", workspace.Values{"b": {"x": tt.typed}}))
				if reply.Errors["b"] != tt.want || reply.Acked != (tt.want == "") {
					t.Errorf("%+v, want %q", reply, tt.want)
				}
			})
		})
	}
}
