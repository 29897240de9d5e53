package workspace_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// said is what Slack says about a call.
type said struct {
	Error   string   `json:"error"`
	Errors  []string `json:"errors"`
	Warning string   `json:"warning"`
	About   struct {
		Messages []string `json:"messages"`
		Warnings []string `json:"warnings"`
	} `json:"response_metadata"`
	TS      string `json:"ts"`
	View    struct{ ID string }
	Message json.RawMessage `json:"message"`
}

// call calls a method with its arguments in JSON, or as a form, in which what
// is no string is JSON.
func (r *rig) call(method string, args map[string]any, form bool) said {
	r.t.Helper()
	kind, body := "application/json; charset=utf-8", string(must[[]byte](r.t)(json.Marshal(args)))
	if form {
		kind = "application/x-www-form-urlencoded"
		values := url.Values{}
		for name, v := range args {
			text, ok := v.(string)
			if !ok {
				text = string(must[[]byte](r.t)(json.Marshal(v)))
			}
			values.Set(name, text)
		}
		body = values.Encode()
	}
	_, bot := r.Tokens()
	req := must[*http.Request](r.t)(http.NewRequestWithContext(r.ctx, http.MethodPost, r.APIURL()+method, strings.NewReader(body)))
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Authorization", "Bearer "+bot)
	resp := must[*http.Response](r.t)(r.http.Do(req))
	defer resp.Body.Close()
	var s said
	r.try(json.NewDecoder(resp.Body).Decode(&s))
	return s
}

// raw is JSON as it is.
func raw(text string) json.RawMessage { return json.RawMessage(text) }

// list is a JSON array of n times the same.
func list(n int, item string) json.RawMessage {
	return raw(`[` + strings.TrimSuffix(strings.Repeat(item+",", n), ",") + `]`)
}

func section(n int) string {
	return `{"type":"section","text":{"type":"mrkdwn","text":"` + strings.Repeat("ü", n) + `"}}`
}

// What is wrong with a message is said in the same way by every method that
// takes one; a row is tried with all of them.
var refusedMessages = []struct {
	what string
	args map[string]any
	code string
	errs []string // nil: Slack gives no details
}{
	{"a section of 3,001 characters", map[string]any{"blocks": raw(`[` + section(3001) + `]`)}, "invalid_blocks", []string{"must be less than 3001 characters [json-pointer:/blocks/0/text/text]"}},
	{"51 blocks", map[string]any{"text": "x", "blocks": list(51, `{"type":"divider"}`)}, "invalid_blocks", []string{"no more than 50 items allowed [json-pointer:/blocks]"}},
	{"a block that nobody knows", map[string]any{"blocks": raw(`[{"type":"marquee"}]`)}, "invalid_blocks", []string{"unsupported type: marquee [json-pointer:/blocks/0/type]"}},
	{"two mistakes in the order of the payload", map[string]any{"blocks": raw(`[{"type":"header","text":{"type":"plain_text","text":""}},{"type":"alert"}]`)}, "invalid_blocks",
		[]string{"must be more than 0 characters [json-pointer:/blocks/0/text/text]", "unsupported type: alert [json-pointer:/blocks/1/type]"}},
	{"a picture at home", map[string]any{"blocks": raw(`[{"type":"image","alt_text":"a","image_url":"http://localhost:8080/a.png"}]`)}, "invalid_blocks", []string{"downloading image failed [json-pointer:/blocks/0/image_url]"}},
	{"blocks in an object", map[string]any{"blocks": raw(`{"blocks":[]}`)}, "invalid_blocks_format", nil},
	{"blocks that are no JSON", map[string]any{"blocks": "[{"}, "invalid_blocks_format", nil},
	{"no text and no blocks", map[string]any{"blocks": raw(`[]`)}, "no_text", nil},
	{"blanks for a text", map[string]any{"text": " \n"}, "no_text", nil},
	{"attachments that are no list", map[string]any{"text": "x", "attachments": raw(`{"text":"x"}`)}, "invalid_attachments", nil},
	{"an attachment with a wrong block", map[string]any{"attachments": raw(`[{"blocks":[{"type":"marquee"}]}]`)}, "invalid_attachments", []string{"unsupported type: marquee [json-pointer:/attachments/0/blocks/0/type]"}},
	{"101 attachments", map[string]any{"attachments": list(101, `{"text":"x"}`)}, "too_many_attachments", nil},
	{"markdown beside a text", map[string]any{"text": "x", "markdown_text": "x"}, "markdown_text_conflict", nil},
	{"12,001 characters of markdown", map[string]any{"markdown_text": strings.Repeat("ü", 12001)}, "msg_too_long", nil},
}

func TestRefusedMessages(t *testing.T) {
	bubble(t, func(r *rig) {
		first := r.call("chat.postMessage", map[string]any{"channel": "C1", "text": "first"}, true)
		for _, tt := range refusedMessages {
			want := said{Error: tt.code, Errors: tt.errs}
			for _, e := range tt.errs {
				want.About.Messages = append(want.About.Messages, "[ERROR] "+e)
			}
			for method, more := range map[string]map[string]any{
				"chat.postMessage":   {"channel": "C1"},
				"chat.postEphemeral": {"channel": "C1", "user": "U1"},
				"chat.update":        {"channel": "C1", "ts": first.TS},
			} {
				for name, v := range tt.args {
					more[name] = v
				}
				for _, form := range []bool{true, false} {
					if diff := cmp.Diff(want, r.call(method, more, form)); diff != "" {
						t.Errorf("%s to %s, form %v: %s", tt.what, method, form, diff)
					}
				}
			}
		}
		if m := r.Messages("C1"); len(m) != 1 || m[0].Text != "first" || m[0].Edited != 0 || len(r.Ephemerals("U1")) != 0 {
			t.Errorf("something was taken: %+v", m)
		}
	})
}

func TestRefusedMetadata(t *testing.T) {
	sized := func(n int) string {
		const around = `{"event_type":"outbox","event_payload":{"id":""}}`
		return `{"id":"` + strings.Repeat("x", n-len(around)) + `"}`
	}
	event := func(payload string) map[string]any {
		return map[string]any{"channel": "C1", "text": "x", "metadata": raw(`{"event_type":"outbox","event_payload":` + payload + `}`)}
	}
	for what, tt := range map[string]struct {
		args map[string]any
		code string
	}{
		"a key":                    {event(`{"id":"m1"}`), ""},
		"values, objects, lists":   {event(`{"n":1,"b":true,"o":{"a":"b"},"l":[{"a":1}],"s":["x"]}`), ""},
		"no object":                {map[string]any{"channel": "C1", "text": "x", "metadata": raw(`["x"]`)}, "invalid_metadata_format"},
		"no type":                  {map[string]any{"channel": "C1", "text": "x", "metadata": raw(`{"event_payload":{"id":"m1"}}`)}, "invalid_metadata_schema"},
		"a payload in a string":    {event(`"m1"`), "invalid_metadata_schema"},
		"two levels of objects":    {event(`{"o":{"o":{"a":1}}}`), "invalid_metadata_schema"},
		"lists in lists":           {event(`{"l":[[1]]}`), "invalid_metadata_schema"},
		"8 kB":                     {event(sized(8192)), ""},
		"a byte more than 8 kB":    {event(sized(8193)), "metadata_too_large"},
		"a whole deal, in letters": {event(sized(20000)), "metadata_too_large"},
	} {
		bubble(t, func(r *rig) {
			for _, form := range []bool{true, false} {
				if got := r.call("chat.postMessage", tt.args, form); got.Error != tt.code {
					t.Errorf("%s, form %v: %q, want %q", what, form, got.Error, tt.code)
				}
			}
		})
	}
}

func TestMessagesAtTheLimitAreTaken(t *testing.T) {
	bubble(t, func(r *rig) {
		for what, tt := range map[string]struct {
			args    map[string]any
			warning string
		}{
			"50 blocks":                      {map[string]any{"blocks": list(50, `{"type":"divider"}`)}, ""},
			"a section of 3,000 characters":  {map[string]any{"blocks": raw(`[` + section(3000) + `]`)}, ""},
			"100 attachments":                {map[string]any{"attachments": list(100, `{"text":"x"}`)}, ""},
			"12,000 characters of markdown":  {map[string]any{"markdown_text": strings.Repeat("ü", 12000)}, ""},
			"13,200 characters in blocks":    {map[string]any{"blocks": raw(`[` + strings.Repeat(section(3000)+",", 4) + section(1200) + `]`)}, ""},
			"13,201 characters in blocks":    {map[string]any{"blocks": raw(`[` + strings.Repeat(section(3000)+",", 4) + section(1201) + `]`)}, "msg_blocks_too_long"},
			"a text of 40,000 characters":    {map[string]any{"text": strings.Repeat("ü", 40000)}, ""},
			"one more character, cut by one": {map[string]any{"text": strings.Repeat("ü", 40001)}, "message_truncated"},
		} {
			tt.args["channel"] = "C1"
			for _, form := range []bool{true, false} {
				got := r.call("chat.postMessage", tt.args, form)
				var warnings []string
				if tt.warning != "" {
					warnings = []string{tt.warning}
				}
				if got.Error != "" || got.Warning != tt.warning || !cmp.Equal(got.About.Warnings, warnings) || len(got.About.Messages) != len(warnings) {
					t.Errorf("%s, form %v: %+v", what, form, got)
				}
			}
		}
		for _, m := range r.Messages("C1") {
			if len(m.Text) > 80000 {
				t.Errorf("%d bytes of text were kept", len(m.Text))
			}
		}
	})
}

func TestAttachmentsAndMarkdownAreKept(t *testing.T) {
	bubble(t, func(r *rig) {
		got := r.call("chat.postMessage", map[string]any{"channel": "C1", "attachments": raw(`[{"text":"x"}]`)}, true)
		r.call("chat.postMessage", map[string]any{"channel": "C1", "markdown_text": "# Deal"}, false)
		m := r.Messages("C1")
		if len(m) != 2 || string(m[0].Attachments) != `[{"text":"x"}]` || !strings.Contains(string(got.Message), `"attachments":[{"text":"x"}]`) {
			t.Errorf("attachments: %+v, %s", m, got.Message)
		}
		if m[1].Text != "# Deal" || !strings.Contains(string(m[1].Blocks), `"text":"# Deal"`) {
			t.Errorf("markdown: %+v", m[1])
		}
	})
}
