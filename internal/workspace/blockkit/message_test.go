package blockkit

import (
	"encoding/json"
	"testing"
)

func TestMessageProblems(t *testing.T) {
	const table = `{"type":"table","rows":[[` + raw1 + `]]}`
	for _, tt := range []struct{ what, blocks, want string }{
		{"blocks are an array", `{"type":"divider"}`, "must provide an array [json-pointer:/blocks]"},
		{"blocks are JSON", `[`, "must provide an array [json-pointer:/blocks]"},
		{"a block is an object", `["divider"]`, "must provide an object [json-pointer:/blocks/0]"},
		{"a block has a type", `[{}]`, "missing required field: type [json-pointer:/blocks/0]"},
		{"a type is a string", `[{"type":7}]`, "must provide a string [json-pointer:/blocks/0/type]"},
		{"a block has a known type", `[{"type":"marquee"}]`, "unsupported type: marquee [json-pointer:/blocks/0/type]"},
		{"alerts are for modals", `[{"type":"alert","text":` + text1 + `}]`, "unsupported type: alert [json-pointer:/blocks/0/type]"},
		{"a field nobody knows is refused", `[{"type":"divider","text":"-"}]`, "invalid additional property: text [json-pointer:/blocks/0]"},
		{"a section has text or fields", `[{"type":"section"}]`, "must define either `text` or `fields` [json-pointer:/blocks/0/type]"},
		{"fields are not empty", `[{"type":"section","fields":[]}]`, "must provide at least 1 items [json-pointer:/blocks/0/fields]"},
		{"text is an object", `[{"type":"section","text":"hello"}]`, "must provide an object [json-pointer:/blocks/0/text]"},
		{"text is not empty", `[{"type":"section","text":{"type":"mrkdwn","text":""}}]`, "must be more than 0 characters [json-pointer:/blocks/0/text/text]"},
		{"mrkdwn has no emoji switch", `[{"type":"section","text":{"type":"mrkdwn","text":"x","emoji":true}}]`, "invalid additional property: emoji [json-pointer:/blocks/0/text]"},
		{"a header is plain", `[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]`, "must be a valid enum value [json-pointer:/blocks/0/text/type]"},
		{"a header has four levels", `[{"type":"header","level":5,"text":` + text1 + `}]`, "must be less than or equal to 4 [json-pointer:/blocks/0/level]"},
		{"an image says what it shows", `[{"type":"image","image_url":"https://example.com/a.png"}]`, "missing required field: alt_text [json-pointer:/blocks/0]"},
		{"an image shows something", `[{"type":"image","alt_text":"a"}]`, "must define either `image_url` or `slack_file` [json-pointer:/blocks/0/type]"},
		{"an image shows one thing", `[{"type":"image","alt_text":"a","image_url":"https://example.com/a.png","slack_file":{"id":"F1"}}]`, "must define only one of `image_url` and `slack_file` [json-pointer:/blocks/0]"},
		{"an image at home cannot be fetched", `[{"type":"image","alt_text":"a","image_url":"http://127.0.0.1:80/a.png"}]`, "downloading image failed [json-pointer:/blocks/0/image_url]"},
		{"an image has a web address", `[{"type":"image","alt_text":"a","image_url":"ftp://example.com/a.png"}]`, "downloading image failed [json-pointer:/blocks/0/image_url]"},

		{"a text input is no accessory", section(`{"type":"plain_text_input"}`), "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]"},
		{"a button is no input", input(button1), "unsupported type: button [json-pointer:/blocks/0/element/type]"},
		{"a button has no green", section(`{"type":"button","text":` + text1 + `,"style":"green"}`), "must be a valid enum value [json-pointer:/blocks/0/accessory/style]"},
		{"a button has a label", section(`{"type":"button"}`), "missing required field: text [json-pointer:/blocks/0/accessory]"},
		{"block_id belongs to the block", section(`{"type":"button","block_id":"b","text":` + text1 + `}`), "invalid additional property: block_id [json-pointer:/blocks/0/accessory]"},
		{"a select offers something", section(`{"type":"static_select"}`), "must define either `options` or `option_groups` [json-pointer:/blocks/0/accessory/type]"},
		{"options are not empty", section(`{"type":"static_select","options":[]}`), "must provide at least 1 items [json-pointer:/blocks/0/accessory/options]"},
		{"the chosen option is offered", section(`{"type":"static_select","initial_option":{"text":` + text1 + `,"value":"w"},"options":[` + option1 + `]}`), "must be one of the options [json-pointer:/blocks/0/accessory/initial_option]"},
		{"the chosen option of a group is offered", section(`{"type":"static_select","initial_option":` + option1 + `,"option_groups":[{"label":` + text1 + `,"options":[` + option1 + `]}]}`), ""},
		{"the ticked boxes are offered", section(`{"type":"checkboxes","initial_options":[{"text":` + text1 + `,"value":"w"}],"options":[` + option1 + `]}`), "must be one of the options [json-pointer:/blocks/0/accessory/initial_options/0]"},
		{"only overflow options have links", section(`{"type":"static_select","options":[{"text":` + text1 + `,"value":"v","url":"https://example.com"}]}`), "invalid additional property: url [json-pointer:/blocks/0/accessory/options/0]"},
		{"a date has ten characters", section(`{"type":"datepicker","initial_date":"24.12.2026"}`), "failed to match schema [json-pointer:/blocks/0/accessory/initial_date]"},
		{"a day has 24 hours", section(`{"type":"timepicker","initial_time":"24:00"}`), "failed to match schema [json-pointer:/blocks/0/accessory/initial_time]"},
		{"seconds are whole", input(`{"type":"datetimepicker","initial_date_time":1800000000.5}`), "must provide an integer [json-pointer:/blocks/0/element/initial_date_time]"},
		{"milliseconds are no seconds", input(`{"type":"datetimepicker","initial_date_time":1800000000000}`), "must be less than or equal to 9999999999 [json-pointer:/blocks/0/element/initial_date_time]"},
		{"a number input says whether it takes decimals", input(`{"type":"number_input"}`), "missing required field: is_decimal_allowed [json-pointer:/blocks/0/element]"},
		{"a number is a string", input(`{"type":"number_input","is_decimal_allowed":true,"min_value":1}`), "failed to match schema [json-pointer:/blocks/0/element/min_value]"},
		{"a text is not longer than Slack takes", input(`{"type":"plain_text_input","max_length":3001}`), "must be less than or equal to 3000 [json-pointer:/blocks/0/element/max_length]"},

		{"a block_id is used once", `[{"type":"divider","block_id":"b"},{"type":"divider","block_id":"b"}]`, "`block_id` \"b\" already exists [json-pointer:/blocks/1/block_id]"},
		{"an action_id is used once in a block", `[{"type":"actions","elements":[` + button1 + `,` + button1 + `]}]`, "`action_id` \"a#\" already exists [json-pointer:/blocks/0/elements/1/action_id]"},
		{"two blocks may use one action_id", `[{"type":"actions","elements":[` + button1 + `]},{"type":"actions","elements":[` + button1 + `]}]`, ""},
		{"a message has one table", `[` + table + `,` + table + `]`, "only_one_table_allowed [json-pointer:/blocks/1]"},
		{"a table in a container counts", `[` + table + `,{"type":"container","title":` + text1 + `,"child_blocks":[` + table + `]}]`, "only_one_table_allowed [json-pointer:/blocks/1/child_blocks/0]"},
		{"a cell is not empty", `[{"type":"table","rows":[[{"type":"raw_text","text":""}]]}]`, "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]"},
		{"a column may keep its defaults", `[{"type":"table","rows":[[` + raw1 + `]],"column_settings":[null,{"align":"right"}]}]`, ""},
		{"the header of a data table is plain", `[{"type":"data_table","caption":"c","rows":[[{"type":"rich_text","elements":[]}],[` + raw1 + `]]}]`, "unsupported type: rich_text [json-pointer:/blocks/0/rows/0/0/type]"},

		{"a slice of a pie is something", `[{"type":"data_visualization","title":"t","chart":{"type":"pie","segments":[{"label":"a","value":0}]}}]`, "must be greater than 0 [json-pointer:/blocks/0/chart/segments/0/value]"},
		{"a chart is of a known kind", `[{"type":"data_visualization","title":"t","chart":{"type":"radar"}}]`, "unsupported type: radar [json-pointer:/blocks/0/chart/type]"},
		{"a series has a point for each category", bar("s", `"a","b"`, `{"label":"a","value":1}`, ""), "must have one point for each category [json-pointer:/blocks/0/chart/series/0/data]"},
		{"a category is named once", bar("s", `"a","a"`, `{"label":"a","value":1}`, ""), "`categories` \"a\" already exists [json-pointer:/blocks/0/chart/axis_config/categories/1]"},
		{"a card has content", `[{"type":"card","subtitle":` + text1 + `}]`, "must define one of `hero_image`, `title`, `actions` or `body` [json-pointer:/blocks/0]"},
		{"a carousel holds cards", `[{"type":"carousel","elements":[{"type":"divider"}]}]`, "unsupported type: divider [json-pointer:/blocks/0/elements/0/type]"},
		{"a layout holds no markdown", `[{"type":"layout","label":"l","rows":[{"items":[{"block":{"type":"markdown","text":"x"}}]}]}]`, "unsupported type: markdown [json-pointer:/blocks/0/rows/0/items/0/block/type]"},
		{"a list holds sections", `[{"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[{"type":"text","text":"x"}]}]}]`, "unsupported type: text [json-pointer:/blocks/0/elements/0/elements/0/type]"},
	} {
		t.Run(tt.what, func(t *testing.T) { wantProblem(t, CheckMessage([]byte(tt.blocks)), tt.want) })
	}
}

func TestOneMessageWithEverythingIsFine(t *testing.T) {
	const blocks = `[
	{"type":"header","text":{"type":"plain_text","text":"Pipeline","emoji":true},"level":2,"block_id":"h"},
	{"type":"section","text":{"type":"mrkdwn","text":"*Acme*","verbatim":true},"accessory":{"type":"overflow","action_id":"more","options":[{"text":{"type":"plain_text","text":"Open"},"value":"open","url":"https://example.com"}]}},
	{"type":"context","elements":[{"type":"image","image_url":"https://example.com/a.png","alt_text":"a"},{"type":"mrkdwn","text":"two days ago"}]},
	{"type":"actions","elements":[
		{"type":"button","action_id":"won","style":"primary","text":{"type":"plain_text","text":"Won"},"value":"1"},
		{"type":"datepicker","action_id":"close","initial_date":"2026-12-24"},
		{"type":"conversations_select","action_id":"where","filter":{"include":["im","public"]},"default_to_current_conversation":true}]},
	{"type":"rich_text","elements":[
		{"type":"rich_text_section","elements":[{"type":"text","text":"hi ","style":{"bold":true}},{"type":"user","user_id":"U1"},{"type":"link","url":"https://example.com"},{"type":"emoji","name":"tada"}]},
		{"type":"rich_text_list","style":"ordered","indent":1,"elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"one"}]}]},
		{"type":"rich_text_preformatted","elements":[{"type":"text","text":"x := 1"}],"border":0}]},
	{"type":"input","label":{"type":"plain_text","text":"Note"},"optional":true,"element":{"type":"rich_text_input","action_id":"note","initial_value":{"type":"rich_text","elements":[]}}},
	{"type":"plan","title":"Today","tasks":[{"type":"task_card","task_id":"1","title":"Call Acme","status":"pending"}]}]`
	wantProblem(t, CheckMessage([]byte(blocks)), "")
}

func FuzzCheck(f *testing.F) {
	f.Add(`[{"type":"section","text":{"type":"mrkdwn","text":"x"},"fields":[]}]`)
	f.Add(`{"type":"modal","title":null,"blocks":[{"type":"input","element":{"type":"static_select","options":[{}],"option_groups":[1]}}]}`)
	f.Add(bar("s", `"a"`, `{"label":"a","value":1}`, ""))
	f.Add(`[{"type":"data_table","rows":[[{"type":"action_cell"}],7]},{"type":"layout","rows":[{"items":[{"block":null}]}]}]`)
	f.Add(`[{"type":"rich_text","elements":[{"type":"rich_text_list","elements":[{}]}]},{"type":"carousel","elements":[{"type":"card"}]}]`)
	f.Fuzz(func(t *testing.T, payload string) {
		again := func(check func(json.RawMessage) []Problem) {
			first, second := check([]byte(payload)), check([]byte(payload))
			if len(first) != len(second) {
				t.Fatalf("%v and then %v", first, second)
			}
			for i := range first {
				if first[i] != second[i] || first[i].Message == "" || first[i].Pointer == "" {
					t.Fatalf("%v and then %v", first[i], second[i])
				}
			}
		}
		again(CheckMessage)
		again(CheckView)
	})
}
