package workspace

import "strings"

// warning is what Slack says of a message that it takes all the same.
type warning struct{ code, message string }

var (
	truncated = warning{"message_truncated",
		"[WARN] Your message was truncated but still posted. The `text` field accepts up to 40,000 characters."}
	// Slack has been seen to refuse such messages, but it documents no number.
	longBlocks = warning{"msg_blocks_too_long",
		"[WARN] Blocks submitted with this message may be too long. Slack has refused more than about 13,200 characters of text."}
)

// warn adds the warnings to an answer: https://docs.slack.dev/apis/web-api#responses.
func (a answer) warn(warnings []warning) {
	if len(warnings) == 0 {
		return
	}
	var codes, messages []string
	for _, w := range warnings {
		codes, messages = append(codes, w.code), append(messages, w.message)
	}
	a["warning"] = strings.Join(codes, ",")
	a["response_metadata"] = map[string]any{"warnings": codes, "messages": messages}
}
