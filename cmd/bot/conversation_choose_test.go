package main

import (
	"encoding/json"

	"dealcoach/internal/workspace"
)

// picker is a menu of people, which is known by its placeholder.
type picker struct {
	Type        string `json:"type"`
	ActionID    string `json:"action_id"`
	Placeholder label  `json:"placeholder"`
}

// pickerIn finds a menu of people among blocks.
func pickerIn(blocks []byte, name string) (press workspace.Press, ok bool) {
	var all []struct {
		ID       string            `json:"block_id"`
		Elements []json.RawMessage `json:"elements"`
	}
	if json.Unmarshal(blocks, &all) != nil {
		return press, false
	}
	for _, b := range all {
		for _, raw := range b.Elements {
			var e picker
			if json.Unmarshal(raw, &e) == nil && e.Type == "users_select" && e.Placeholder.Text == name {
				return workspace.Press{BlockID: b.ID, ActionID: e.ActionID}, true
			}
		}
	}
	return press, false
}

// chooses chooses somebody in the newest menu of people of that name. What is seen
// is the newest message that only the person sees.
func (p *play) chooses(n int, m []string) {
	p.Helper()
	who, whom, w := user(m[1]), user(m[2]), p.demo.workspace
	for _, message := range p.inView(who) {
		if press, ok := pickerIn(message.Blocks, m[3]); ok {
			press.User, press.Channel, press.TS, press.Value = who, message.Channel, message.TS, whom
			reply, err := w.Click(p.Context(), press)
			p.mustBeTaken(n, reply, err)
			p.seen = func() string { return newest(w.Ephemerals(who)) }
			return
		}
	}
	p.Fatalf("line %d: there is no menu %q", n, m[3])
}

// choosesHome chooses somebody in such a menu on the Home tab.
func (p *play) choosesHome(n int, m []string) {
	p.Helper()
	who, w := user(m[1]), p.demo.workspace
	view, _ := w.Home(who)
	var body struct {
		Blocks json.RawMessage `json:"blocks"`
	}
	if err := json.Unmarshal(view.Body, &body); err != nil {
		p.Fatalf("line %d: %v", n, err)
	}
	press, ok := pickerIn(body.Blocks, m[3])
	if !ok {
		p.Fatalf("line %d: there is no menu %q on the Home tab", n, m[3])
	}
	press.User, press.Home, press.Value = who, true, user(m[2])
	reply, err := w.Click(p.Context(), press)
	p.mustBeTaken(n, reply, err)
}
