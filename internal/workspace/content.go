package workspace

import (
	"crypto/rand"
	"encoding/json"
	"strings"

	"dealcoach/internal/workspace/blockkit"
)

// maxText is where Slack cuts the text of a message, in characters:
// https://docs.slack.dev/reference/methods/chat.postMessage.
const maxText = 40_000

// content is what a message says.
type content struct {
	text     string
	blocks   json.RawMessage  // nil: none
	metadata *json.RawMessage // nil: not mentioned; pointing to nil: removed
}

// newContent checks what an app wants a message to say. Empty strings and null
// mean that the app did not give the part.
func newContent(text string, blocks, metadata json.RawMessage) (content, error) {
	c := content{text: text}
	if runes := []rune(text); len(text) > maxText && len(runes) > maxText {
		c.text = string(runes[:maxText])
	}
	var err error
	if c.blocks, err = checkBlocks(blocks); err != nil {
		return c, err
	}
	if absent(metadata) {
		return c, nil
	}
	var m struct {
		Type    string         `json:"event_type"`
		Payload map[string]any `json:"event_payload"`
	}
	if err := json.Unmarshal(metadata, &m); err != nil {
		return c, refuse("invalid_metadata_format")
	}
	switch {
	case m.Type == "" && m.Payload == nil:
		c.metadata = new(json.RawMessage)
	case m.Type == "" || m.Payload == nil:
		return c, refuse("invalid_metadata_schema")
	default:
		c.metadata = &metadata
	}
	return c, nil
}

func (c content) empty() bool { return strings.TrimSpace(c.text) == "" && c.blocks == nil }

func absent(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// checkBlocks holds the blocks of a message against Slack's limits and names
// those that have no block_id, as Slack does. No blocks are nil.
func checkBlocks(raw json.RawMessage) (json.RawMessage, error) {
	if absent(raw) {
		return nil, nil
	}
	var blocks []json.RawMessage
	if err := json.Unmarshal(raw, &blocks); err != nil {
		return nil, refuse("invalid_blocks_format")
	}
	if len(blocks) == 0 {
		return nil, nil
	}
	if problems := blockkit.CheckMessage(raw); len(problems) > 0 {
		r := refuse("invalid_blocks")
		for _, p := range problems {
			r.Errors = append(r.Errors, strings.TrimPrefix(p.Error(), "[ERROR] "))
			r.Messages = append(r.Messages, p.Error())
		}
		return nil, r
	}
	return nameBlocks(raw, blocks)
}

// nameBlocks gives every block without a block_id one. raw is the same list
// before it was taken apart, and the answer when nothing had to be named.
func nameBlocks(raw json.RawMessage, blocks []json.RawMessage) (json.RawMessage, error) {
	named := false
	for i, b := range blocks {
		var id struct {
			BlockID string `json:"block_id"`
		}
		if err := json.Unmarshal(b, &id); err != nil {
			return nil, refuse("invalid_blocks")
		}
		if id.BlockID != "" {
			continue
		}
		var fields map[string]json.RawMessage
		if err := json.Unmarshal(b, &fields); err != nil {
			return nil, refuse("invalid_blocks")
		}
		fields["block_id"] = json.RawMessage(`"` + rand.Text()[:5] + `"`)
		full, err := json.Marshal(fields)
		if err != nil {
			return nil, refuse("invalid_blocks")
		}
		blocks[i], named = full, true
	}
	if !named {
		return raw, nil
	}
	return json.Marshal(blocks)
}
