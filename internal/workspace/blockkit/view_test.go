package blockkit

import (
	"encoding/json"
	"testing"
)

func TestViewLimits(t *testing.T) {
	for _, tt := range []struct {
		what    string
		limit   int
		pointer string
		payload func(int) string
	}{
		{"blocks of a modal", 100, "/view/blocks", items(`{"type":"modal","title":`+text1+`,"blocks":[@]}`, `{"type":"divider"}`)},
		{"blocks of a Home tab", 100, "/view/blocks", items(`{"type":"home","blocks":[@]}`, `{"type":"divider"}`)},
		{"title of a modal", 24, "/view/title/text", chars(`{"type":"modal","title":{"type":"plain_text","text":"@"},"blocks":[]}`)},
		{"submit of a modal", 24, "/view/submit/text", chars(`{"type":"modal","title":` + text1 + `,"submit":{"type":"plain_text","text":"@"},"blocks":[]}`)},
		{"close of a modal", 24, "/view/close/text", chars(`{"type":"modal","title":` + text1 + `,"close":{"type":"plain_text","text":"@"},"blocks":[]}`)},
		{"private_metadata", 3000, "/view/private_metadata", chars(`{"type":"home","private_metadata":"@","blocks":[]}`)},
		{"callback_id", 255, "/view/callback_id", chars(`{"type":"modal","title":` + text1 + `,"callback_id":"@","blocks":[]}`)},
		{"external_id", 255, "/view/external_id", chars(`{"type":"modal","title":` + text1 + `,"external_id":"@","blocks":[]}`)},
		{"text of an alert", 200, "/view/blocks/0/text/text", chars(`{"type":"modal","title":` + text1 + `,"blocks":[{"type":"alert","text":{"type":"plain_text","text":"@"}}]}`)},
	} {
		t.Run(tt.what, func(t *testing.T) { tryLimit(t, CheckView, tt.payload, tt.limit, tt.pointer) })
	}
}

func TestViewProblems(t *testing.T) {
	inputs := `"blocks":[{"type":"divider"},` + input(`{"type":"plain_text_input"}`)[1:]
	for _, tt := range []struct{ what, view, want string }{
		{"what is no JSON is no view", `{`, "must provide an object [json-pointer:/view]"},
		{"a view needs a type", `{"blocks":[]}`, "missing required field: type [json-pointer:/view]"},
		{"there are modals and Home tabs only", `{"type":"dialog"}`, "unsupported type: dialog [json-pointer:/view/type]"},
		{"a modal needs a title", `{"type":"modal","blocks":[]}`, "missing required field: title [json-pointer:/view]"},
		{"a view needs blocks", `{"type":"home"}`, "missing required field: blocks [json-pointer:/view]"},
		{"a Home tab has no title", `{"type":"home","title":` + text1 + `,"blocks":[]}`, "invalid additional property: title [json-pointer:/view]"},
		{"the answer's own fields are not for sending", `{"type":"home","hash":"x","blocks":[]}`, "invalid additional property: hash [json-pointer:/view]"},
		{"a modal with an input needs a submit", `{"type":"modal","title":` + text1 + `,` + inputs + `}`,
			"must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]"},
		{"a modal with an input and a submit is fine", `{"type":"modal","title":` + text1 + `,"submit":` + text1 + `,` + inputs + `}`, ""},
		{"a Home tab takes an input without a submit", `{"type":"home",` + inputs + `}`, ""},
		{"charts are for messages", `{"type":"home","blocks":` + bar("s", `"a"`, `{"label":"a","value":0}`, "") + `}`,
			"unsupported type: data_visualization [json-pointer:/view/blocks/0/type]"},
		{"markdown is for messages", `{"type":"modal","title":` + text1 + `,"blocks":[{"type":"markdown","text":"x"}]}`,
			"unsupported type: markdown [json-pointer:/view/blocks/0/type]"},
		{"files can be put into a Home tab by nobody", `{"type":"home","blocks":` + input(`{"type":"file_input"}`) + `}`,
			"unsupported type: file_input [json-pointer:/view/blocks/0/element/type]"},
	} {
		t.Run(tt.what, func(t *testing.T) { wantProblem(t, CheckView([]byte(tt.view)), tt.want) })
	}
}

// tryLimit checks that a payload of limit-1 and limit parts is fine and that
// one more gives a single problem at the pointer.
func tryLimit(t *testing.T, check func(json.RawMessage) []Problem, payload func(int) string, limit int, pointer string) {
	t.Helper()
	for _, n := range []int{limit - 1, limit} {
		if problems := check([]byte(payload(n))); len(problems) > 0 {
			t.Errorf("%d: %v", n, problems)
		}
	}
	problems := check([]byte(payload(limit + 1)))
	if len(problems) != 1 || problems[0].Pointer != pointer {
		t.Errorf("%d: got %v, want one problem at %s", limit+1, problems, pointer)
	}
}

// wantProblem checks for a single problem; "" is none.
func wantProblem(t *testing.T, problems []Problem, want string) {
	t.Helper()
	switch {
	case want == "" && len(problems) == 0:
	case want == "" || len(problems) != 1:
		t.Errorf("got %v, want %q", problems, want)
	case problems[0].Error() != "[ERROR] "+want:
		t.Errorf("got %v, want %q", problems[0], want)
	}
}
