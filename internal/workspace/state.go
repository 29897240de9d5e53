package workspace

// pick names an element of a message for one person; in a view the person is empty.
type pick struct{ user, block, action string }

// state is the value of one element as payloads show it:
// {"type": "plain_text_input", "value": "…"}.
type state map[string]any

// initialState is the value an element starts with, and false when it has none.
func initialState(e element) (state, bool) {
	kind, ok := kinds[e.text("type")]
	if !ok {
		return nil, false
	}
	v := e.fields[kind.initial]
	if v == nil && kind.is.several() {
		v = []any{}
	}
	return state{"type": e.text("type"), kind.key: v}, true
}

// stateValues is state.values of a message or a view: every element that has a
// value, as it was last chosen or as it started.
func stateValues(found []element, picks map[pick]state, user string) map[string]map[string]state {
	values := map[string]map[string]state{}
	for _, e := range found {
		s, ok := initialState(e)
		if !ok {
			continue
		}
		if picked, ok := picks[pick{user, e.blockID, e.text("action_id")}]; ok && picked["type"] == s["type"] {
			s = picked
		}
		if values[e.blockID] == nil {
			values[e.blockID] = map[string]state{}
		}
		values[e.blockID][e.text("action_id")] = s
	}
	return values
}

// filled tells whether a value is more than nothing.
func (s state) filled() bool {
	for key, v := range s {
		if key == "type" {
			continue
		}
		if list, ok := v.([]any); ok && len(list) == 0 || v == nil || v == "" {
			return false
		}
	}
	return true
}
