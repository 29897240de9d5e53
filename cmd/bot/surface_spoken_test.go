package main

import (
	"encoding/json"
	"fmt"
	"strings"
)

// spokenBlocks are blocks as a screen reader says them, a line each.
func spokenBlocks(raw json.RawMessage) (lines []string) {
	var blocks []map[string]any
	if json.Unmarshal(raw, &blocks) != nil {
		return nil
	}
	for _, b := range blocks {
		if words := textOf(b["text"]); words != "" {
			lines = append(lines, words)
		}
		elements, _ := b["elements"].([]any)
		if accessory, ok := b["accessory"]; ok {
			elements = append(elements, accessory)
		}
		if b["type"] == "input" {
			line := "[" + textOf(b["label"])
			if optional, _ := b["optional"].(bool); optional {
				line += ", optional"
			}
			lines = append(lines, line+": "+spokenElement(b["element"])+"]")
			if hint := textOf(b["hint"]); hint != "" {
				lines = append(lines, "  "+hint)
			}
		}
		for _, e := range elements {
			if line := spokenElement(e); line != "" {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

func spokenElement(v any) string {
	e, ok := v.(map[string]any)
	if !ok {
		return ""
	}
	var options []string
	all, _ := e["options"].([]any)
	for _, o := range all {
		one, _ := o.(map[string]any)
		options = append(options, textOf(one["text"]))
	}
	switch kind := text(e["type"]); kind {
	case "mrkdwn", "plain_text":
		return text(e["text"])
	case "button":
		if reads := text(e["accessibility_label"]); reads != "" {
			return "[button: " + reads + "]"
		}
		return "[button: " + textOf(e["text"]) + "]"
	case "overflow":
		return "[menu: " + strings.Join(options, " | ") + "]"
	case "datepicker":
		return "date " + text(e["initial_date"])
	case "plain_text_input":
		if initial := text(e["initial_value"]); initial != "" {
			return "“" + initial + "”"
		}
		return "text, " + textOf(e["placeholder"])
	default:
		chosen, _ := e["initial_option"].(map[string]any)
		line := fmt.Sprintf("%s %s", strings.ReplaceAll(kind, "_", " "), textOf(chosen["text"]))
		if len(options) > 0 {
			line += " of " + strings.Join(options, " | ")
		}
		return line
	}
}
