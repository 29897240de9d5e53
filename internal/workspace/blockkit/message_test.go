package blockkit

import "testing"

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

func TestEveryBlockAtOnceIsFine(t *testing.T) {
	blocks := ""
	for _, b := range everyBlock {
		if b.block != everyBlock["alert"].block {
			blocks += "," + b.block
		}
	}
	wantProblem(t, CheckMessage([]byte(`[`+blocks[1:]+`]`)), "")
}

func TestAttachments(t *testing.T) {
	l := limit{"attachments", 100, "/attachments", items(`[@]`, `{"text":"x"}`)}
	l.try(t, CheckAttachments)
	for _, tt := range []struct{ what, attachments, want string }{
		{"attachments are a list", `{"text":"x"}`, "must provide an array [json-pointer:/attachments]"},
		{"an attachment is an object", `["x"]`, "must provide an object [json-pointer:/attachments/0]"},
		{"a text is a string", `[{"text":{}}]`, "must provide a string [json-pointer:/attachments/0/text]"},
		{"fields nobody knows are let be", `[{"text":"x","callback_id":"c","ts":1}]`, ""},
		{"its blocks are looked at", `[{"text":"x"},{"blocks":[{"type":"header"}]}]`, "missing required field: text [json-pointer:/attachments/1/blocks/0]"},
		{"its blocks are fine", `[{"color":"#fff","blocks":[` + table1 + `]}]`, ""},
		{"one table is for all of them", `[{"blocks":[` + table1 + `]},{"blocks":[` + table1 + `]}]`, "only_one_table_allowed [json-pointer:/attachments/1/blocks/0]"},
	} {
		t.Run(tt.what, func(t *testing.T) { wantProblem(t, CheckAttachments([]byte(tt.attachments)), tt.want) })
	}
}

func TestSuggestions(t *testing.T) {
	offers := func(text string) payload { return items(text, option1) }
	for _, l := range []limit{
		{"options", 100, "/options", offers(`{"options":[@]}`)},
		{"groups", 100, "/option_groups", items(`{"option_groups":[@]}`, `{"label":`+text1+`,"options":[]}`)},
		{"options of a group", 100, "/option_groups/0/options", offers(`{"option_groups":[{"label":` + text1 + `,"options":[@]}]}`)},
		{"text of an option", 75, "/options/0/text/text", chars(`{"options":[{"text":` + plain1 + `,"value":"v"}]}`)},
	} {
		t.Run(l.what, func(t *testing.T) { l.try(t, CheckSuggestions) })
	}
	for _, tt := range []struct{ what, payload, want string }{
		{"nothing may fit", `{"options":[]}`, ""},
		{"suggestions are options or groups", `{"options":[],"option_groups":[]}`, "must define only one of `options` and `option_groups` [json-pointer:]"},
		{"suggestions are options", `{}`, "must define either `options` or `option_groups` [json-pointer:/type]"},
		{"suggestions are an object", `[]`, "must provide an object [json-pointer:]"},
	} {
		t.Run(tt.what, func(t *testing.T) { wantProblem(t, CheckSuggestions([]byte(tt.payload)), tt.want) })
	}
}

func TestTextLength(t *testing.T) {
	for blocks, want := range map[string]int{
		`[{"type":"section","text":{"type":"mrkdwn","text":"fünf"}},{"type":"markdown","text":"12"}]`: 6,
		run(`{"type":"text","text":"abc"},{"type":"link","url":"https://example.com","text":"de"}`):   5,
		`{`: 0,
	} {
		if got := TextLength([]byte(blocks)); got != want {
			t.Errorf("%s: %d, want %d", blocks, got, want)
		}
	}
}

func TestAddressesOfPictures(t *testing.T) {
	for address, want := range map[string]bool{
		"https://example.com/a.png": true, "http://8.8.8.8/a.png": true, "https://[2606:4700::1]/a.png": true, "https://example.com.:443/a": true,
		"http://localhost/a": false, "http://shop.localhost/a": false, "http://printer.local/a": false, "http://intranet/a": false,
		"http://127.0.0.1/a": false, "http://10.1.2.3/a": false, "http://192.168.0.1/a": false, "http://172.16.0.1/a": false,
		"http://169.254.1.1/a": false, "http://100.64.0.1/a": false, "http://0.0.0.0/a": false, "http://[::1]/a": false, "http://[fd00::1]/a": false,
		"http://[::ffff:127.0.0.1]/a": false, "http://2130706433/a": false, "http://127.1/a": false, "http://0x7f.0.0.1/a": false,
		"ftp://example.com/a": false, "data:image/png;base64,AA": false, "//example.com/a": false, "https://": false, "a.png": false,
	} {
		if got := public(address); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}
