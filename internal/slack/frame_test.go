package slack

import (
	"encoding/json"
	"testing"
	"time"
)

// Whatever Slack sends, the reader goes on.
func FuzzFrame(f *testing.F) {
	for _, seed := range []string{
		commandFrame("E1", "7 won"),
		`{"envelope_id":"E2","type":"interactive","payload":{"type":"block_actions","container":{"type":"message"},"message":{"blocks":[{"type":"actions","elements":[{"type":"button"}]}]},"actions":[{"type":"button","action_id":"won","block_id":"b","value":"7"}]}}`,
		`{"envelope_id":"E3","type":"interactive","payload":{"type":"view_submission","view":{"blocks":[{"type":"input","element":{"type":"datepicker"}}],"state":{"values":{"a":{"b":{"type":"plain_text_input","value":"x"}}}}}}}`,
		`{"envelope_id":"E4","type":"events_api","retry_attempt":1,"payload":{"type":"event_callback","event_id":"Ev1","event":{"type":"user_change","user":{"id":"U1"}}}}`,
		`{"envelope_id":"E5","type":"events_api","payload":{"type":"event_callback","event":{"type":"message","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section"}]}]}}}`,
		`{"envelope_id":"E6","type":"events_api","payload":{"type":"app_rate_limited"}}`,
		`{"type":"hello","num_connections":1}`, `{"type":"disconnect","reason":"warning"}`, `[]`, ``,
	} {
		f.Add([]byte(seed))
	}
	now := time.Now()
	f.Fuzz(func(t *testing.T, text []byte) {
		var got frame
		_ = json.Unmarshal(text, &got)
		if e, err := got.envelope(now); err == nil && (e.kind == 0 || !e.taken.Equal(now)) {
			t.Errorf("%s became %+v without an error", text, e)
		}
	})
}
