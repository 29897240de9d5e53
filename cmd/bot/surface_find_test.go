package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"dealcoach/internal/workspace"
)

// thing is something to press that somebody sees, and where it is.
type thing struct {
	workspace.Press
	kind  string // "button", "static_select", …
	label string // as people read it
	reads string // what a screen reader says in the place of the label, if anything
	on    string // "message", "answer", "Home tab" or "form"
}

// key is what makes two things alike: one is pressed for all. Numbers, names and
// days count for nothing in it.
func (t thing) key() string {
	action, _, _ := strings.Cut(t.ActionID, ":")
	return fmt.Sprint(t.User, "/", t.on, "/", action, "/", alike(t.label))
}

// named is what follows in labels that hold a name.
var named = regexp.MustCompile(`(#\d+|Focus on|Undo|Main contact:).*`)

func alike(label string) string { return named.ReplaceAllString(label, "$1") }

// thingsIn finds everything to press in blocks. An option of a menu is a thing by
// itself; what can only be sent with a form is none.
func thingsIn(blocks json.RawMessage, at thing) []thing {
	var list any
	if json.Unmarshal(blocks, &list) != nil {
		return nil
	}
	var found []thing
	var walk func(v any, at thing)
	walk = func(v any, at thing) {
		switch v := v.(type) {
		case []any:
			for _, one := range v {
				walk(one, at)
			}
		case map[string]any:
			if v["type"] == "input" {
				return
			}
			if id, ok := v["block_id"].(string); ok {
				at.BlockID = id
			}
			if _, ok := v["action_id"].(string); ok {
				found = append(found, at.each(v)...)
				return
			}
			for _, key := range []string{"accessory", "elements", "blocks"} {
				walk(v[key], at)
			}
		}
	}
	walk(list, at)
	return found
}

// each is what can be done with an element: one thing, or one for each option.
func (t thing) each(element map[string]any) []thing {
	t.ActionID, t.kind = text(element["action_id"]), text(element["type"])
	t.reads = text(element["accessibility_label"])
	switch t.kind {
	case "button":
		t.label, t.Value = textOf(element["text"]), text(element["value"])
		return []thing{t}
	case "users_select":
		t.label, t.Value = textOf(element["placeholder"]), ben
		return []thing{t}
	}
	options, _ := element["options"].([]any)
	var all []thing
	for _, one := range options {
		if o, ok := one.(map[string]any); ok {
			t.label, t.Option = textOf(o["text"]), text(o["value"])
			all = append(all, t)
		}
	}
	return all
}

func text(v any) string {
	s, _ := v.(string)
	return s
}

func textOf(v any) string {
	object, _ := v.(map[string]any)
	return text(object["text"])
}

// sees is everything that somebody can press now, the newest first: in the open form
// alone, or else in answers, in the DM and on the Home tab.
func (s *surface) sees(who string) []thing {
	w := s.demo.workspace
	if view, open := w.View(who); open {
		return thingsIn(blocksOf(view), thing{on: "form", Press: workspace.Press{User: who}})
	}
	var all []thing
	for _, m := range s.inView(who) {
		at := thing{on: "message", Press: workspace.Press{User: who, Channel: m.Channel, TS: m.TS}}
		if m.Ephemeral != "" {
			at.on = "answer"
		}
		all = append(all, thingsIn(m.Blocks, at)...)
	}
	if view, drawn := w.Home(who); drawn {
		all = append(all, thingsIn(blocksOf(view), thing{on: "Home tab", Press: workspace.Press{User: who, Home: true}})...)
	}
	return all
}

func blocksOf(v workspace.View) json.RawMessage {
	var body struct {
		Blocks json.RawMessage `json:"blocks"`
	}
	if json.Unmarshal(v.Body, &body) != nil {
		return nil
	}
	return body.Blocks
}
