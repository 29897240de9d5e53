package blockkit

import "testing"

func TestLimitsOfViews(t *testing.T) {
	for _, l := range []limit{
		{"blocks of a modal", 100, "/view/blocks", items(modal1(`"blocks":[@]`), `{"type":"divider"}`)},
		{"blocks of a Home tab", 100, "/view/blocks", items(home1(`"blocks":[@]`), `{"type":"divider"}`)},
		{"title of a modal", 24, "/view/title/text", chars(`{"type":"modal","title":` + plain1 + `,"blocks":[]}`)},
		{"submit of a modal", 24, "/view/submit/text", chars(modal1(`"submit":` + plain1 + `,"blocks":[]`))},
		{"close of a modal", 24, "/view/close/text", chars(modal1(`"close":` + plain1 + `,"blocks":[]`))},
		{"private_metadata of a modal", 3000, "/view/private_metadata", chars(modal1(`"private_metadata":"@","blocks":[]`))},
		{"private_metadata of a Home tab", 3000, "/view/private_metadata", chars(home1(`"private_metadata":"@","blocks":[]`))},
		{"callback_id", 255, "/view/callback_id", chars(modal1(`"callback_id":"@","blocks":[]`))},
		{"external_id", 255, "/view/external_id", chars(modal1(`"external_id":"@","blocks":[]`))},
		{"block_id in a view", 255, "/view/blocks/0/block_id", chars(home1(`"blocks":[{"type":"divider","block_id":"@"}]`))},
		{"text of an alert", 200, "/view/blocks/0/text/text", chars(modal1(`"blocks":[{"type":"alert","text":` + mrkdwn1 + `}]`))},
	} {
		t.Run(l.what, func(t *testing.T) { l.try(t, CheckView) })
	}
}

func TestProblemsOfViews(t *testing.T) {
	inputs := `"blocks":[{"type":"divider"},` + input(`{"type":"plain_text_input"}`)[1:]
	focused := func(second string) string {
		return home1(`"blocks":[` + trim(actions(`{"type":"datepicker","focus_on_load":true}`)) + `,` + trim(input(`{"type":"plain_text_input","focus_on_load":`+second+`}`)) + `]`)
	}
	for _, tt := range []struct{ what, view, want string }{
		{"what is no JSON is no view", `{`, "must provide an object [json-pointer:/view]"},
		{"a list is no view", `[]`, "must provide an object [json-pointer:/view]"},
		{"a view needs a type", `{"blocks":[]}`, "missing required field: type [json-pointer:/view]"},
		{"a type is a string", `{"type":1,"blocks":[]}`, "must provide a string [json-pointer:/view/type]"},
		{"there are modals and Home tabs only", `{"type":"dialog"}`, "unsupported type: dialog [json-pointer:/view/type]"},
		{"a modal needs a title", `{"type":"modal","blocks":[]}`, "missing required field: title [json-pointer:/view]"},
		{"a title is plain", `{"type":"modal","title":{"type":"mrkdwn","text":"t"},"blocks":[]}`, "must be a valid enum value [json-pointer:/view/title/type]"},
		{"a title is not empty", `{"type":"modal","title":{"type":"plain_text","text":""},"blocks":[]}`, "must be more than 0 characters [json-pointer:/view/title/text]"},
		{"a title is an object", `{"type":"modal","title":"t","blocks":[]}`, "must provide an object [json-pointer:/view/title]"},
		{"a view needs blocks", `{"type":"home"}`, "missing required field: blocks [json-pointer:/view]"},
		{"no blocks are a list, too", home1(`"blocks":null`), "must provide an array [json-pointer:/view/blocks]"},
		{"a switch is true or false", modal1(`"notify_on_close":"true","blocks":[]`), "must provide a boolean [json-pointer:/view/notify_on_close]"},
		{"private_metadata is a string", modal1(`"private_metadata":{"deal":1},"blocks":[]`), "must provide a string [json-pointer:/view/private_metadata]"},
		{"a Home tab has no title", `{"type":"home","title":` + text1 + `,"blocks":[]}`, "invalid additional property: title [json-pointer:/view]"},
		{"the answer's own fields are not for sending", `{"type":"home","hash":"x","blocks":[]}`, "invalid additional property: hash [json-pointer:/view]"},
		{"a modal with an input needs a submit", modal1(inputs), "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"},
		{"a modal with an input and a submit is fine", modal1(`"submit":` + text1 + `,` + inputs), ""},
		{"a Home tab takes an input without a submit", home1(inputs), ""},
		{"a block_id is used once", home1(`"blocks":[{"type":"divider","block_id":"b"},{"type":"header","block_id":"b","text":` + text1 + `}]`), "`block_id` \"b\" already exists [json-pointer:/view/blocks/1/block_id]"},
		{"files can be put into a Home tab by nobody", home1(`"blocks":` + input(`{"type":"file_input"}`)), "unsupported type: file_input [json-pointer:/view/blocks/0/element/type]"},
		{"one element has the cursor", focused("false"), ""},
		{"two elements cannot have the cursor", focused("true"), "only one element may have `focus_on_load` [json-pointer:/view/blocks/1/element/focus_on_load]"},
		{"an alert has five levels", modal1(`"blocks":[{"type":"alert","level":"panic","text":` + text1 + `}]`), "must be a valid enum value [json-pointer:/view/blocks/0/level]"},
		{"an alert is fine in a modal", modal1(`"blocks":[{"type":"alert","level":"success","text":` + text1 + `}]`), ""},
	} {
		t.Run(tt.what, func(t *testing.T) { wantProblem(t, CheckView([]byte(tt.view)), tt.want) })
	}
}
