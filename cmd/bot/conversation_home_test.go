package main

import (
	"encoding/json"
	"strings"

	"dealcoach/internal/workspace"
)

// homeBlock is a block of the Home tab, as far as people see it.
type homeBlock struct {
	ID        string     `json:"block_id"`
	Text      label      `json:"text"`
	Accessory *element   `json:"accessory"`
	Elements  []*element `json:"elements"`
}

// element is a button, a menu, or a small text.
type element struct {
	Type     string     `json:"type"`
	Text     lineOrText `json:"text"`
	ActionID string     `json:"action_id"`
	Value    string     `json:"value"`
	Chosen   option     `json:"initial_option"`
	Options  []option   `json:"options"`
}

type option struct {
	Text  label  `json:"text"`
	Value string `json:"value"`
}

// lineOrText is the text of a button, which is an object, or that of a small
// text, which is a string.
type lineOrText string

// UnmarshalJSON reads both.
func (l *lineOrText) UnmarshalJSON(raw []byte) error {
	var object label
	if json.Unmarshal(raw, &object) == nil {
		*l = lineOrText(object.Text)
		return nil
	}
	return json.Unmarshal(raw, (*string)(l))
}

func (p *play) opensHome(n int, m []string) {
	p.Helper()
	if err := p.demo.workspace.Visit(user(m[1]), "home"); err != nil {
		p.Fatalf("line %d: %v", n, err)
	}
	p.eventually(n, "a Home tab", func() bool { _, drawn := p.demo.workspace.Home(user(m[1])); return drawn })
}

func (p *play) readsHome(_ int, m []string) {
	p.seen = func() string {
		var lines []string
		for _, b := range p.home(user(m[1])) {
			line := b.Text.Text
			for _, e := range b.Elements {
				switch e.Type {
				case "static_select":
					line += " (" + e.Chosen.Text.Text + ")"
				case "button":
					line += " [" + string(e.Text) + "]"
				default:
					line += string(e.Text)
				}
			}
			if b.Accessory != nil {
				line += " [" + string(b.Accessory.Text) + "]"
			}
			if line != "" {
				lines = append(lines, strings.TrimSpace(line))
			}
		}
		return strings.Join(lines, "\n")
	}
}

// home is what somebody's Home tab is made of.
func (p *play) home(user string) []homeBlock {
	view, _ := p.demo.workspace.Home(user)
	var body struct {
		Blocks []homeBlock `json:"blocks"`
	}
	if json.Unmarshal(view.Body, &body) != nil {
		return nil
	}
	return body.Blocks
}

// pressesHome presses a button on the Home tab, or picks from its menu.
func (p *play) pressesHome(n int, m []string) {
	p.Helper()
	who, name := user(m[1]), m[2]
	for _, b := range p.home(who) {
		for _, e := range append(b.Elements, b.Accessory) {
			press, ok := pressOn(e, name, m[3])
			if !ok {
				continue
			}
			press.User, press.BlockID, press.Home = who, b.ID, true
			reply, err := p.demo.workspace.Click(p.Context(), press)
			p.mustBeTaken(n, reply, err)
			return
		}
	}
	p.Fatalf("line %d: there is no %q on the Home tab", n, name)
}

func pressOn(e *element, name, deal string) (workspace.Press, bool) {
	switch {
	case e == nil:
	case string(e.Text) == name && (deal == "" || strings.HasPrefix(e.Value, deal+" ")):
		return workspace.Press{ActionID: e.ActionID, Value: e.Value}, true
	default:
		for _, o := range e.Options {
			if o.Text.Text == name {
				return workspace.Press{ActionID: e.ActionID, Option: o.Value}, true
			}
		}
	}
	return workspace.Press{}, false
}
