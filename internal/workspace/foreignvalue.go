package workspace

import (
	"encoding/json"
	"strings"
)

// known reports whether the workspace itself can say which values there are.
func (k valueKind) known() bool { return k != aForeignOption && k != someForeignOptions }

// several reports whether a value is a list.
func (k valueKind) several() bool {
	return k == someOptions || k == someIDs || k == someForeignOptions
}

// foreignOption reads an option that the app has proposed: its JSON, or only its
// value.
func foreignOption(chosen string) any {
	var o struct {
		Text  map[string]any `json:"text"`
		Value string         `json:"value"`
	}
	if json.Unmarshal([]byte(chosen), &o) != nil || o.Value == "" {
		o.Text, o.Value = map[string]any{"type": "plain_text", "text": chosen}, chosen
	}
	return map[string]any{"text": o.Text, "value": o.Value}
}

// richText is a text that was typed into a rich_text_input, as one section.
func richText(typed string) any {
	return map[string]any{"type": "rich_text", "elements": []any{
		map[string]any{"type": "rich_text_section", "elements": []any{
			map[string]any{"type": "text", "text": typed},
		}},
	}}
}

// plainText is the text in a rich_text value.
func plainText(v any) string {
	switch v := v.(type) {
	case []any:
		var all strings.Builder
		for _, part := range v {
			all.WriteString(plainText(part))
		}
		return all.String()
	case map[string]any:
		if s, ok := v["text"].(string); ok {
			return s
		}
		return plainText(v["elements"])
	}
	return ""
}
