package workspace

// pressed reports whether e is a thing to press, and then completes the entry in
// "actions" for it. Of feedback buttons, value tells which one was pressed.
func (e element) pressed(action map[string]any, value string) bool {
	switch e.text("type") {
	case "button", "icon_button", "workflow_button":
		return true
	case "feedback_buttons":
		for _, key := range []string{"positive_button", "negative_button"} {
			if b, ok := e.fields[key].(map[string]any); ok && b["value"] == value {
				action["text"], action["value"] = b["text"], b["value"]
				return true
			}
		}
	}
	return false
}
