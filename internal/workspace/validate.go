package workspace

import (
	"encoding/json"
	"strings"

	"dealcoach/internal/workspace/blockkit"
)

// finding is an entry of "errors" in the answer of blocks.validate. What Slack
// adds under "constraint" is left out.
type finding struct {
	Pointer string `json:"pointer"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// blocksValidate is https://docs.slack.dev/reference/methods/blocks.validate.
// Its pointers begin at what was given.
func (w *Workspace) blocksValidate(r *request) (answer, error) {
	blocks, message, view := r.args.json("blocks"), r.args.json("message"), r.args.json("view")
	given := 0
	for _, raw := range []json.RawMessage{blocks, message, view} {
		if !absent(raw) {
			given++
		}
	}
	if given != 1 {
		return nil, &refusal{Code: "invalid_arguments", Messages: []string{"must provide exactly one of `blocks`, `view`, or `message`"}}
	}
	switch {
	case !absent(blocks):
		return nil, findings("invalid_blocks", "/blocks", blockkit.CheckMessage(blocks))
	case !absent(view):
		return nil, findings("invalid_view", "/view", blockkit.CheckView(view))
	}
	var in struct{ Blocks, Attachments json.RawMessage }
	if json.Unmarshal(message, &in) != nil {
		return nil, findings("invalid_message", "", []blockkit.Problem{{Message: "must provide an object"}})
	}
	var problems []blockkit.Problem
	if !absent(in.Blocks) {
		problems = blockkit.CheckMessage(in.Blocks)
	}
	if !absent(in.Attachments) {
		problems = append(problems, blockkit.CheckAttachments(in.Attachments)...)
	}
	return nil, findings("invalid_message", "", problems)
}

// findings refuses for problems, if there are any.
func findings(code, root string, problems []blockkit.Problem) error {
	if len(problems) == 0 {
		return nil
	}
	r := refuse(code)
	for _, p := range problems {
		r.Findings = append(r.Findings, finding{strings.TrimPrefix(p.Pointer, root), "failed_constraint", p.Message})
	}
	return r
}
