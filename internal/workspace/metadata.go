package workspace

import "encoding/json"

// maxMetadata is the size of a message's metadata in bytes. Slack has a limit
// and does not publish it; this one is low, since what belongs there is a key.
const maxMetadata = 8 << 10

// checkMetadata looks at the metadata of a message; an empty object removes
// what there was: https://docs.slack.dev/messaging/message-metadata.
func checkMetadata(raw json.RawMessage) (*json.RawMessage, error) {
	if absent(raw) {
		return nil, nil
	}
	var fields map[string]any
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, refuse("invalid_metadata_format")
	}
	kind, payload := fields["event_type"], fields["event_payload"]
	if (kind == nil || kind == "") && payload == nil {
		return new(json.RawMessage), nil
	}
	if name, _ := kind.(string); name == "" || !isPayload(payload) {
		return nil, refuse("invalid_metadata_schema")
	}
	if len(raw) > maxMetadata {
		return nil, refuse("metadata_too_large")
	}
	return &raw, nil
}

// isPayload tells whether v may be an event_payload: values, objects of values
// and lists of either, and nothing deeper.
func isPayload(v any) bool {
	o, ok := v.(map[string]any)
	if !ok {
		return false
	}
	for _, v := range o {
		items, isList := v.([]any)
		if !isList {
			items = []any{v}
		}
		for _, v := range items {
			if !isShallow(v) {
				return false
			}
		}
	}
	return true
}

// isShallow tells whether v is a value or an object of values.
func isShallow(v any) bool {
	o, _ := v.(map[string]any)
	for _, v := range o {
		switch v.(type) {
		case map[string]any, []any:
			return false
		}
	}
	_, isList := v.([]any)
	return !isList
}
