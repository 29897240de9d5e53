package blockkit

import "testing"

func TestProblemsOfBlocks(t *testing.T) {
	for _, tt := range []struct{ what, blocks, want string }{
		{"blocks are an array", `{"type":"divider"}`, "must provide an array [json-pointer:/blocks]"},
		{"blocks are JSON", `[`, "must provide an array [json-pointer:/blocks]"},
		{"a block is an object", `["divider"]`, "must provide an object [json-pointer:/blocks/0]"},
		{"a block has a type", `[{}]`, "missing required field: type [json-pointer:/blocks/0]"},
		{"a type is a string", `[{"type":7}]`, "must provide a string [json-pointer:/blocks/0/type]"},
		{"a block has a known type", `[{"type":"marquee"}]`, "unsupported type: marquee [json-pointer:/blocks/0/type]"},
		{"a field nobody knows is refused", `[{"type":"divider","text":"-"}]`, "invalid additional property: text [json-pointer:/blocks/0]"},
		{"a section has text or fields", `[{"type":"section"}]`, "must define either `text` or `fields` [json-pointer:/blocks/0/type]"},
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
		{"a text is a string", `[{"type":"section","text":{"type":"mrkdwn","text":7}}]`, "must provide a string [json-pointer:/blocks/0/text/text]"},
		{"a text has a text", `[{"type":"section","text":{"type":"mrkdwn"}}]`, "missing required field: text [json-pointer:/blocks/0/text]"},
		{"a text is of a known kind", `[{"type":"section","text":{"type":"html","text":"x"}}]`, "unsupported type: html [json-pointer:/blocks/0/text/type]"},
		{"plain text is never verbatim", `[{"type":"header","text":{"type":"plain_text","text":"x","verbatim":true}}]`, "invalid additional property: verbatim [json-pointer:/blocks/0/text]"},
		{"a level is a number", `[{"type":"header","level":"1","text":` + text1 + `}]`, "must provide an integer [json-pointer:/blocks/0/level]"},
		{"a level is whole", `[{"type":"header","level":1.5,"text":` + text1 + `}]`, "must provide an integer [json-pointer:/blocks/0/level]"},
		{"a block_id is a string", `[{"type":"divider","block_id":1}]`, "must provide a string [json-pointer:/blocks/0/block_id]"},
		{"an input has a label", `[{"type":"input","element":{"type":"plain_text_input"}}]`, "missing required field: label [json-pointer:/blocks/0]"},
		{"a label is plain", `[{"type":"input","label":{"type":"mrkdwn","text":"x"},"element":{"type":"plain_text_input"}}]`, "must be a valid enum value [json-pointer:/blocks/0/label/type]"},
		{"an input has an element", `[{"type":"input","label":` + text1 + `}]`, "missing required field: element [json-pointer:/blocks/0]"},
		{"an accessory has a type", section(`{}`), "missing required field: type [json-pointer:/blocks/0/accessory]"},
		{"elements are a list", `[{"type":"actions","elements":` + button1 + `}]`, "must provide an array [json-pointer:/blocks/0/elements]"},
		{"a context takes no objects without a type", `[{"type":"context","elements":[{"text":"x"}]}]`, "missing required field: type [json-pointer:/blocks/0/elements/0]"},
		{"a picture has no empty address", `[{` + image1 + `,"image_url":""}]`, "must be more than 0 characters [json-pointer:/blocks/0/image_url]"},
		{"a file in Slack has an id or an address", `[{` + image1 + `,"slack_file":{}}]`, "must define either `id` or `url` [json-pointer:/blocks/0/slack_file/type]"},
		{"a file in Slack has no two", `[{` + image1 + `,"slack_file":{"id":"F1","url":"https://files.slack.com/F1"}}]`, "must define only one of `id` and `url` [json-pointer:/blocks/0/slack_file]"},
		{"a video is on HTTPS", video(`"video_url":"http://example.com/v"`), "invalid url [json-pointer:/blocks/0/video_url]"},
		{"a video says what it shows", `[{"type":"video","title":` + text1 + `,"thumbnail_url":"https://example.com/t.png","video_url":"https://example.com/v"}]`, "missing required field: alt_text [json-pointer:/blocks/0]"},
		{"a file is a remote one", `[{"type":"file","external_id":"f","source":"local"}]`, "must be a valid enum value [json-pointer:/blocks/0/source]"},
		{"markdown is not empty", `[{"type":"markdown","text":""}]`, "must be more than 0 characters [json-pointer:/blocks/0/text]"},
		{"markdown is a string", `[{"type":"markdown","text":` + text1 + `}]`, "must provide a string [json-pointer:/blocks/0/text]"},
		{"a block_id of markdown is let be", `[{"type":"markdown","text":"x","block_id":"b"}]`, ""},
	} {
		t.Run(tt.what, func(t *testing.T) { wantProblem(t, CheckMessage([]byte(tt.blocks)), tt.want) })
	}
}

func TestProblemsAcrossBlocks(t *testing.T) {
	for _, tt := range []struct{ what, blocks, want string }{
		{"a block_id is used once", `[{"type":"divider","block_id":"b"},{"type":"divider","block_id":"b"}]`, "`block_id` \"b\" already exists [json-pointer:/blocks/1/block_id]"},
		{"an action_id is used once in a block", `[{"type":"actions","elements":[` + button1 + `,` + button1 + `]}]`, "`action_id` \"a#\" already exists [json-pointer:/blocks/0/elements/1/action_id]"},
		{"two blocks may use one action_id", `[{"type":"actions","elements":[` + button1 + `]},{"type":"actions","elements":[` + button1 + `]}]`, ""},
		{"a message has one table", `[` + table1 + `,` + table1 + `]`, "only_one_table_allowed [json-pointer:/blocks/1]"},
		{"a table in a container counts", `[` + table1 + `,{"type":"container","title":` + text1 + `,"child_blocks":[` + table1 + `]}]`, "only_one_table_allowed [json-pointer:/blocks/1/child_blocks/0]"},
		{"a cell is not empty", `[{"type":"table","rows":[[{"type":"raw_text","text":""}]]}]`, "must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]"},
		{"a column may keep its defaults", `[{"type":"table","rows":[[` + raw1 + `]],"column_settings":[null,{"align":"right"}]}]`, ""},
		{"the header of a data table is plain", `[{"type":"data_table","caption":"c","rows":[[{"type":"rich_text","elements":[]}],[` + raw1 + `]]}]`, "unsupported type: rich_text [json-pointer:/blocks/0/rows/0/0/type]"},
	} {
		t.Run(tt.what, func(t *testing.T) { wantProblem(t, CheckMessage([]byte(tt.blocks)), tt.want) })
	}
}

// everyInline is one of each kind of inline elements.
const everyInline = `{"type":"text","text":"x","style":{"bold":true,"italic":true,"strike":true,"code":true,"underline":true}},
	{"type":"link","url":"https://example.com","text":"x","unsafe":true},{"type":"user","user_id":"U1"},{"type":"channel","channel_id":"C1"},
	{"type":"usergroup","usergroup_id":"S1"},{"type":"team","team_id":"T1"},{"type":"emoji","name":"wave","skin_tone":2},
	{"type":"broadcast","range":"here"},{"type":"color","value":"#fff"},{"type":"tag","text":"x","color":"red"},
	{"type":"date","timestamp":1800000000,"format":"{date_long}","fallback":"then"},
	{"type":"attachment_mention","url":"https://example.com"},{"type":"canvas","file_id":"F1"},{"type":"file","file_id":"F1"},
	{"type":"canvas_message_unfurl","root_message_channel":"C1","root_message_ts":"1.2"},{"type":"canvas_user_mention","user_id":"U1"},
	{"type":"citation","url":"https://example.com","text":"x","index":1,"details":{"citation_type":"web","display_name":"x"}},
	{"type":"list_record","file_id":"F1"},{"type":"message_mention","channel_id":"C1","message_ts":"1.2"},
	{"type":"salesforce_data_field","salesforce_record_id":"1"},{"type":"workflow_mention","workflow_id":"W1","text":"x"},
	{"type":"work_object_mention","entity_id":"1","app_id":"A1","text":"x","url":"https://example.com"}`

func TestProblemsOfRichText(t *testing.T) {
	for _, tt := range []struct{ what, blocks, want string }{
		{"a list holds sections", `[{"type":"rich_text","elements":[{"type":"rich_text_list","style":"bullet","elements":[{"type":"text","text":"x"}]}]}]`, "unsupported type: text [json-pointer:/blocks/0/elements/0/elements/0/type]"},
		{"rich text has four parts", rich(`{"type":"section"}`), "unsupported type: section [json-pointer:/blocks/0/elements/0/type]"},
		{"an inline element is known", run(`{"type":"blink","text":"x"}`), "unsupported type: blink [json-pointer:/blocks/0/elements/0/elements/0/type]"},
		{"an inline text is not empty", run(`{"type":"text","text":""}`), "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]"},
		{"a style is a set of switches", run(`{"type":"text","text":"x","style":"bold"}`), "must provide an object [json-pointer:/blocks/0/elements/0/elements/0/style]"},
		{"a style is known", run(`{"type":"text","text":"x","style":{"blink":true}}`), "invalid additional property: blink [json-pointer:/blocks/0/elements/0/elements/0/style]"},
		{"a link has an address", run(`{"type":"link","text":"x"}`), "missing required field: url [json-pointer:/blocks/0/elements/0/elements/0]"},
		{"a person has an id", run(`{"type":"user"}`), "missing required field: user_id [json-pointer:/blocks/0/elements/0/elements/0]"},
		{"a broadcast has a range", run(`{"type":"broadcast","range":"all"}`), "must be a valid enum value [json-pointer:/blocks/0/elements/0/elements/0/range]"},
		{"a date is in seconds", run(`{"type":"date","timestamp":"1800000000","format":"{date}"}`), "must provide an integer [json-pointer:/blocks/0/elements/0/elements/0/timestamp]"},
		{"a tag has nine colours", run(`{"type":"tag","text":"x","color":"pink"}`), "must be a valid enum value [json-pointer:/blocks/0/elements/0/elements/0/color]"},
		{"a list has two styles", rich(`{"type":"rich_text_list","style":"dash","elements":[]}`), "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]"},
		{"a quote holds inline elements", rich(`{"type":"rich_text_quote","elements":[{"type":"rich_text_section","elements":[]}]}`), "unsupported type: rich_text_section [json-pointer:/blocks/0/elements/0/elements/0/type]"},
		{"a text in a list is found", rich(`{"type":"rich_text_list","style":"bullet","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":7}]}]}`), "must provide a string [json-pointer:/blocks/0/elements/0/elements/0/elements/0/text]"},
		{"every inline element is fine", run(everyInline), ""},
	} {
		t.Run(tt.what, func(t *testing.T) { wantProblem(t, CheckMessage([]byte(tt.blocks)), tt.want) })
	}
}
