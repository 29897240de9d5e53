package blockkit

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// everyBlock is the smallest block of each kind, and where Slack shows it.
var everyBlock = map[string]struct{ on, block string }{
	"section":            {"message modal home", `{"type":"section","text":` + text1 + `}`},
	"header":             {"message modal home", `{"type":"header","text":` + text1 + `}`},
	"divider":            {"message modal home", `{"type":"divider"}`},
	"context":            {"message modal home", `{"type":"context","elements":[` + text1 + `]}`},
	"actions":            {"message modal home", trim(actions(button1))},
	"input":              {"message modal home", trim(input(`{"type":"plain_text_input"}`))},
	"image":              {"message modal home", `{` + image1 + `,"slack_file":{"id":"F1"}}`},
	"video":              {"message modal home", trim(video(`"video_url":"https://example.com/v"`))},
	"rich_text":          {"message modal home", rich1},
	"card":               {"message modal home", card1},
	"carousel":           {"message modal home", `{"type":"carousel","elements":[` + card1 + `]}`},
	"layout":             {"message modal home", trim(layout(laid(`{"type":"divider"}`)))},
	"data_table":         {"message home", trim(dataTable(`"rows":[[` + raw1 + `],[` + raw1 + `]]`))},
	"file":               {"message", `{"type":"file","external_id":"f","source":"remote"}`},
	"markdown":           {"message", `{"type":"markdown","text":"# x"}`},
	"table":              {"message", table1},
	"data_visualization": {"message", trim(pie("t", `{"label":"a","value":1}`))},
	"context_actions":    {"message", `{"type":"context_actions","elements":[{"type":"icon_button","icon":"trash","text":` + text1 + `}]}`},
	"container":          {"message", container(`"child_blocks":[{"type":"divider"}]`)},
	"task_card":          {"message", `{"type":"task_card","task_id":"1","title":"t"}`},
	"plan":               {"message", `{"type":"plan","title":"t"}`},
	"alert":              {"modal", `{"type":"alert","text":` + text1 + `}`},
}

// trim takes a list's only block out of it.
func trim(list string) string { return list[1 : len(list)-1] }

func TestEveryBlockIsShownWhereSlackShowsIt(t *testing.T) {
	if got, want := slices.Sorted(maps.Keys(everyBlock)), slices.Sorted(maps.Keys(blocks)); !slices.Equal(got, want) {
		t.Fatalf("tried are %v, of %v", got, want)
	}
	for kind, tt := range everyBlock {
		for surface, problems := range map[string][]Problem{
			"message": CheckMessage([]byte(`[` + tt.block + `]`)),
			"modal":   CheckView([]byte(modal1(`"submit":` + text1 + `,"blocks":[` + tt.block + `]`))),
			"home":    CheckView([]byte(home1(`"blocks":[` + tt.block + `]`))),
		} {
			at := "/view/blocks/0/type"
			if surface == "message" {
				at = "/blocks/0/type"
			}
			want := ""
			if !strings.Contains(tt.on, surface) {
				want = "unsupported type: " + kind + " [json-pointer:" + at + "]"
			}
			t.Run(kind+" in "+surface, func(t *testing.T) { wantProblem(t, problems, want) })
		}
	}
}

// everyElement is the smallest element of each kind, and the blocks it goes in.
var everyElement = map[string]struct{ in, element string }{
	"image":            {"section context", `{` + image1 + `,"image_url":"https://example.com/a.png"}`},
	"button":           {"section actions card", button1},
	"workflow_button":  {"section actions", `{"type":"workflow_button","text":` + text1 + `,"workflow":{"trigger":{"url":"https://slack.com/x","customizable_input_parameters":[{"name":"n","value":"v"}]}}}`},
	"overflow":         {"section actions", `{"type":"overflow","options":[` + option1 + `]}`},
	"checkboxes":       {"section actions input", `{"type":"checkboxes","options":[` + option1 + `]}`},
	"radio_buttons":    {"section actions input", `{"type":"radio_buttons","options":[` + option1 + `]}`},
	"static_select":    {"section actions input", `{"type":"static_select","options":[` + option1 + `]}`},
	"external_select":  {"section actions input", `{"type":"external_select"}`},
	"users_select":     {"section actions input", `{"type":"users_select","initial_user":"U1"}`},
	"channels_select":  {"section actions input", `{"type":"channels_select","response_url_enabled":true}`},
	"datepicker":       {"section actions input", `{"type":"datepicker","initial_date":"2024-02-29"}`},
	"timepicker":       {"section actions input", `{"type":"timepicker","initial_time":"00:00"}`},
	"datetimepicker":   {"actions input", `{"type":"datetimepicker","initial_date_time":1800000000}`},
	"plain_text_input": {"input", `{"type":"plain_text_input"}`},
	"rich_text_input":  {"actions input", `{"type":"rich_text_input","initial_value":` + rich1 + `}`},
	"email_text_input": {"input", `{"type":"email_text_input"}`},
	"url_text_input":   {"input", `{"type":"url_text_input"}`},
	"number_input":     {"input", `{"type":"number_input","is_decimal_allowed":false,"min_value":"-1","max_value":"1"}`},
	"file_input":       {"input", `{"type":"file_input","filetypes":["png"]}`},
	"icon_button":      {"context_actions", `{"type":"icon_button","icon":"trash","text":` + text1 + `}`},
	"feedback_buttons": {"context_actions", `{"type":"feedback_buttons","positive_button":{"text":` + text1 + `,"value":"y"},"negative_button":{"text":` + text1 + `,"value":"n"}}`},

	"conversations_select":       {"section actions input", `{"type":"conversations_select","filter":{"exclude_bot_users":true}}`},
	"multi_static_select":        {"section actions input", `{"type":"multi_static_select","options":[` + option1 + `],"initial_options":[` + option1 + `]}`},
	"multi_external_select":      {"section actions input", `{"type":"multi_external_select","min_query_length":3}`},
	"multi_users_select":         {"section actions input", `{"type":"multi_users_select","max_selected_items":1}`},
	"multi_conversations_select": {"section actions input", `{"type":"multi_conversations_select","default_to_current_conversation":true}`},
	"multi_channels_select":      {"section actions input", `{"type":"multi_channels_select","initial_channels":["C1"]}`},
}

func TestEveryElementGoesWhereSlackTakesIt(t *testing.T) {
	if got, want := slices.Sorted(maps.Keys(everyElement)), slices.Sorted(maps.Keys(elements)); !slices.Equal(got, want) {
		t.Fatalf("tried are %v, of %v", got, want)
	}
	for kind, tt := range everyElement {
		for block, in := range map[string]struct{ at, text string }{
			"section":         {"accessory", section(tt.element)},
			"actions":         {"elements/0", actions(tt.element)},
			"input":           {"element", input(tt.element)},
			"context":         {"elements/0", `[{"type":"context","elements":[` + tt.element + `]}]`},
			"context_actions": {"elements/0", `[{"type":"context_actions","elements":[` + tt.element + `]}]`},
			"card":            {"actions/0", `[{"type":"card","actions":[` + tt.element + `]}]`},
		} {
			problems, at := CheckMessage([]byte(in.text)), "/blocks/0/"+in.at
			if kind == "file_input" {
				problems, at = CheckView([]byte(modal1(`"submit":`+text1+`,"blocks":`+in.text))), "/view"+at
				if block == "context_actions" {
					continue // which no modal has
				}
			}
			want := ""
			if !slices.Contains(strings.Fields(tt.in), block) {
				want = "unsupported type: " + kind + " [json-pointer:" + at + "/type]"
			}
			t.Run(kind+" in "+block, func(t *testing.T) { wantProblem(t, problems, want) })
		}
	}
}
