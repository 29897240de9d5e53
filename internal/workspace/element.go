package workspace

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// element is one interactive thing in a message or a view.
type element struct {
	blockID  string
	input    bool // lies in an input block
	optional bool // of an input block
	fields   map[string]any
}

func (e element) text(key string) string {
	s, _ := e.fields[key].(string)
	return s
}

// kindOf says how the value of an element type is called in payloads, how the
// value it starts with, and what it is.
type kindOf struct {
	key, initial string
	is           valueKind
}

type valueKind int

const (
	aText valueKind = iota
	anOption
	someOptions
	anID
	someIDs
	aNumber
	aForeignOption // proposed by the app, see Suggest
	someForeignOptions
	aRichText
)

// kinds are the elements with a value of their own:
// https://docs.slack.dev/reference/block-kit/block-elements.
var kinds = map[string]kindOf{
	"plain_text_input":           {"value", "initial_value", aText},
	"email_text_input":           {"value", "initial_value", aText},
	"url_text_input":             {"value", "initial_value", aText},
	"number_input":               {"value", "initial_value", aText},
	"static_select":              {"selected_option", "initial_option", anOption},
	"radio_buttons":              {"selected_option", "initial_option", anOption},
	"multi_static_select":        {"selected_options", "initial_options", someOptions},
	"checkboxes":                 {"selected_options", "initial_options", someOptions},
	"external_select":            {"selected_option", "initial_option", aForeignOption},
	"multi_external_select":      {"selected_options", "initial_options", someForeignOptions},
	"rich_text_input":            {"rich_text_value", "initial_value", aRichText},
	"users_select":               {"selected_user", "initial_user", anID},
	"channels_select":            {"selected_channel", "initial_channel", anID},
	"conversations_select":       {"selected_conversation", "initial_conversation", anID},
	"multi_users_select":         {"selected_users", "initial_users", someIDs},
	"multi_channels_select":      {"selected_channels", "initial_channels", someIDs},
	"multi_conversations_select": {"selected_conversations", "initial_conversations", someIDs},
	"datepicker":                 {"selected_date", "initial_date", anID},
	"timepicker":                 {"selected_time", "initial_time", anID},
	"datetimepicker":             {"selected_date_time", "initial_date_time", aNumber},
}

// elements finds everything with an action_id in a list of blocks.
func elements(blocks json.RawMessage) []element {
	var list any
	if json.Unmarshal(blocks, &list) != nil {
		return nil
	}
	var found []element
	var walk func(v any, in element)
	walk = func(v any, in element) {
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				walk(item, in)
			}
		case map[string]any:
			if id, ok := v["block_id"].(string); ok {
				optional, _ := v["optional"].(bool)
				in = element{blockID: id, input: v["type"] == "input", optional: optional}
			}
			if _, ok := v["action_id"].(string); ok {
				in.fields = v
				found = append(found, in)
				return
			}
			for _, child := range v {
				walk(child, in)
			}
		}
	}
	walk(list, element{})
	return found
}

// choose makes the value of e out of what a person typed or chose: nothing, a
// text, an option's value, an id or a date, and for several, several.
func (e element) choose(chosen []string) (any, error) {
	kind := kinds[e.text("type")]
	if e.text("type") == "overflow" {
		kind.is = anOption
	}
	if kind.is.several() {
		values := []any{}
		for _, c := range chosen {
			v, err := e.one(kind.is, c)
			if err != nil {
				return nil, err
			}
			values = append(values, v)
		}
		return values, nil
	}
	switch len(chosen) {
	case 0:
		return nil, nil
	case 1:
		return e.one(kind.is, chosen[0])
	}
	return nil, fmt.Errorf("%s takes one value", e.text("action_id"))
}

func (e element) one(is valueKind, chosen string) (any, error) {
	switch is {
	case anOption, someOptions:
		if o := findOption(e.fields, chosen); o != nil {
			return o, nil
		}
		return nil, fmt.Errorf("%s has no option %q", e.text("action_id"), chosen)
	case aNumber:
		n, err := strconv.ParseInt(chosen, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("%s takes seconds: %w", e.text("action_id"), err)
		}
		return n, nil
	}
	switch {
	case chosen == "":
		return nil, nil
	case !is.known():
		return foreignOption(chosen), nil
	case is == aRichText:
		return richText(chosen), nil
	}
	return chosen, nil
}

// findOption looks for an option with a value in options and option_groups.
func findOption(fields map[string]any, value string) any {
	options, _ := fields["options"].([]any)
	for _, o := range options {
		if m, ok := o.(map[string]any); ok && m["value"] == value {
			return map[string]any{"text": m["text"], "value": value}
		}
	}
	groups, _ := fields["option_groups"].([]any)
	for _, g := range groups {
		if m, ok := g.(map[string]any); ok {
			if o := findOption(m, value); o != nil {
				return o
			}
		}
	}
	return nil
}
