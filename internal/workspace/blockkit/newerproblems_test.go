package blockkit

import (
	"strings"
	"testing"
)

func TestProblemsOfNewerBlocks(t *testing.T) {
	chart := trim(pie("t", `{"label":"a","value":1}`))
	for _, tt := range []struct{ what, blocks, want string }{
		{"a slice of a pie is something", `[{"type":"data_visualization","title":"t","chart":{"type":"pie","segments":[{"label":"a","value":0}]}}]`, "must be greater than 0 [json-pointer:/blocks/0/chart/segments/0/value]"},
		{"a chart is of a known kind", `[{"type":"data_visualization","title":"t","chart":{"type":"radar"}}]`, "unsupported type: radar [json-pointer:/blocks/0/chart/type]"},
		{"a series has a point for each category", bar("s", `"a","b"`, `{"label":"a","value":1}`, ""), "must have one point for each category [json-pointer:/blocks/0/chart/series/0/data]"},
		{"a category is named once", bar("s", `"a","a"`, `{"label":"a","value":1}`, ""), "`categories` \"a\" already exists [json-pointer:/blocks/0/chart/axis_config/categories/1]"},
		{"a card has content", `[{"type":"card","subtitle":` + text1 + `}]`, "must define one of `hero_image`, `title`, `actions` or `body` [json-pointer:/blocks/0]"},
		{"a carousel holds cards", `[{"type":"carousel","elements":[{"type":"divider"}]}]`, "unsupported type: divider [json-pointer:/blocks/0/elements/0/type]"},
		{"a layout holds no markdown", `[{"type":"layout","label":"l","rows":[{"items":[{"block":{"type":"markdown","text":"x"}}]}]}]`, "unsupported type: markdown [json-pointer:/blocks/0/rows/0/items/0/block/type]"},
		{"a series is named once", `[{"type":"data_visualization","title":"t","chart":{"type":"bar","axis_config":{"categories":["a"]},"series":[{"name":"s","data":[{"label":"a","value":1}]},{"name":"s","data":[{"label":"a","value":1}]}]}}]`, "`name` \"s\" already exists [json-pointer:/blocks/0/chart/series/1/name]"},
		{"a value of a chart is a number", pie("t", `{"label":"a","value":"1"}`), "must provide a number [json-pointer:/blocks/0/chart/segments/0/value]"},
		{"a message has two charts", `[` + chart + `,` + chart + `]`, ""},
		{"a message has no three charts", `[` + chart + `,` + chart + `,` + chart + `]`, "no more than 2 data_visualization blocks allowed [json-pointer:/blocks/2]"},
		{"a data table says what it shows", `[{"type":"data_table","rows":[[` + raw1 + `],[` + raw1 + `]]}]`, "missing required field: caption [json-pointer:/blocks/0]"},
		{"rows of a data table are as long as its header", dataTable(`"rows":[[` + raw1 + `],[` + raw1 + `,` + raw1 + `]]`), "must have as many cells as the first row [json-pointer:/blocks/0/rows/1]"},
		{"the cell that names the rows is there", dataTable(`"row_header_column_index":1,"rows":[[` + raw1 + `],[` + raw1 + `]]`), "must be less than 1 [json-pointer:/blocks/0/row_header_column_index]"},
		{"a cell may hold a button", dataTable(`"rows":[[` + raw1 + `],[{"type":"action_cell","element":` + button1 + `,"fallback":` + raw1 + `}]]`), ""},
		{"a cell holds a button and nothing else", dataTable(`"rows":[[` + raw1 + `],[{"type":"action_cell","element":{"type":"datepicker"}}]]`), "unsupported type: datepicker [json-pointer:/blocks/0/rows/1/0/element/type]"},
		{"a table has no buttons", `[{"type":"table","rows":[[{"type":"action_cell","element":` + button1 + `}]]}]`, "unsupported type: action_cell [json-pointer:/blocks/0/rows/0/0/type]"},
		{"a number in a table is one", `[{"type":"table","rows":[[{"type":"raw_number","value":"1"}]]}]`, "must provide a number [json-pointer:/blocks/0/rows/0/0/value]"},
		{"a column is left, right or centred", `[{"type":"table","rows":[[` + raw1 + `]],"column_settings":[{"align":"top"}]}]`, "must be a valid enum value [json-pointer:/blocks/0/column_settings/0/align]"},
		{"a card has one icon", `[{"type":"card","title":` + text1 + `,"slack_icon":{"type":"icon","name":"star"},"icon":{` + image1 + `,"image_url":"https://example.com/a.png"}}]`, "must define only one of `icon` and `slack_icon` [json-pointer:/blocks/0]"},
		{"a container has a title", `[{"type":"container","child_blocks":[{"type":"divider"}]}]`, "must define either `title` or `rich_text_title` [json-pointer:/blocks/0/type]"},
		{"a container holds no charts", `[` + container(`"child_blocks":[`+chart+`]`) + `]`, "unsupported type: data_visualization [json-pointer:/blocks/0/child_blocks/0/type]"},
		{"what is folded can be unfolded", `[` + container(`"default_collapsed":true,"child_blocks":[{"type":"divider"}]`) + `]`, "must define `is_collapsible` [json-pointer:/blocks/0/default_collapsed]"},
		{"what can be folded has no line", `[` + container(`"is_collapsible":true,"has_header_divider":true,"child_blocks":[{"type":"divider"}]`) + `]`, "must not define `is_collapsible` [json-pointer:/blocks/0/has_header_divider]"},
		{"a layout in a container is fine", `[` + container(`"child_blocks":[`+trim(layout(laid(`{"type":"divider"}`)))+`]`) + `]`, ""},
		{"three levels are too deep", layout(laid(container(`"child_blocks":[` + trim(layout(laid(`{"type":"divider"}`))) + `]`))), "no more than 2 levels of blocks allowed [json-pointer:/blocks/0/rows/0/items/0/block/child_blocks/0/rows]"},
		{"blocks in layouts count", `[` + trim(layout(laid(`{"type":"divider"}`))) + strings.Repeat(`,{"type":"divider"}`, 49) + `]`, "no more than 50 items allowed [json-pointer:/blocks]"},
		{"fallback is made of old blocks", `[{"type":"layout","label":"l","rows":[` + laid(`{"type":"divider"}`) + `],"fallback":[` + card1 + `]}]`, "unsupported type: card [json-pointer:/blocks/0/fallback/0/type]"},
		{"fallback may repeat the table", `[{"type":"layout","label":"l","rows":[` + laid(table1) + `],"fallback":[` + table1 + `]}]`, ""},
		{"a task is in one of four states", `[{"type":"task_card","task_id":"1","title":"t","status":"done"}]`, "must be a valid enum value [json-pointer:/blocks/0/status]"},
		{"a source is an address", `[{"type":"task_card","task_id":"1","title":"t","sources":[{"type":"url","url":"x","text":"t"}]}]`, "invalid url [json-pointer:/blocks/0/sources/0/url]"},
		{"a plan holds tasks", `[{"type":"plan","title":"t","tasks":[{"type":"divider"}]}]`, "unsupported type: divider [json-pointer:/blocks/0/tasks/0/type]"},
	} {
		t.Run(tt.what, func(t *testing.T) { wantProblem(t, CheckMessage([]byte(tt.blocks)), tt.want) })
	}
}
