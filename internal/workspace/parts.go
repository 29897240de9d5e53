package workspace

import (
	"crypto/rand"
	"encoding/json"

	"dealcoach/internal/workspace/blockkit"
)

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
		return nil, refuseProblems("invalid_blocks", problems)
	}
	return nameBlocks(raw, blocks)
}

// checkAttachments looks at the attachments of a message. None are nil.
func checkAttachments(raw json.RawMessage) (json.RawMessage, error) {
	if absent(raw) {
		return nil, nil
	}
	var attachments []json.RawMessage
	if err := json.Unmarshal(raw, &attachments); err != nil {
		return nil, refuse("invalid_attachments")
	}
	if len(attachments) == 0 {
		return nil, nil
	}
	if len(attachments) > blockkit.MaxAttachments {
		return nil, refuse("too_many_attachments")
	}
	if problems := blockkit.CheckAttachments(raw); len(problems) > 0 {
		return nil, refuseProblems("invalid_attachments", problems)
	}
	return raw, nil
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
