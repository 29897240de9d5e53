package main

import (
	"encoding/json"

	"dealcoach/internal/workspace"
)

// pressesForm presses a button in the form that somebody has open, or in what
// stands in its place.
func (p *play) pressesForm(n int, m []string) {
	p.Helper()
	who := user(m[1])
	p.awaitForm(n, who)
	view, _ := p.demo.workspace.View(who)
	var body struct {
		Blocks json.RawMessage `json:"blocks"`
	}
	if err := json.Unmarshal(view.Body, &body); err != nil {
		p.Fatalf("line %d: %v", n, err)
	}
	b, ok := buttonIn(workspace.Message{Blocks: body.Blocks}, m[2], "")
	if !ok {
		p.Fatalf("line %d: the form has no button %q", n, m[2])
	}
	reply, err := p.demo.workspace.Click(p.Context(), workspace.Press{User: who, BlockID: b.block, ActionID: b.ActionID, Value: b.Value})
	p.mustBeTaken(n, reply, err)
}
