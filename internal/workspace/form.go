package workspace

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"
)

// enter notes what a person typed into the fields of m.
func (m *modal) enter(found []element, values Values) error {
	for block, fields := range values {
		for action, typed := range fields {
			i := slices.IndexFunc(found, func(e element) bool { return e.blockID == block && e.text("action_id") == action })
			if i < 0 {
				return fmt.Errorf("no field %s/%s", block, action)
			}
			e := found[i]
			kind, ok := kinds[e.text("type")]
			if !ok {
				return fmt.Errorf("field %s/%s is a %s", block, action, e.text("type"))
			}
			chosen, err := typedIn(typed, kind)
			if err != nil {
				return fmt.Errorf("field %s/%s: %w", block, action, err)
			}
			v, err := e.choose(chosen)
			if err != nil {
				return err
			}
			m.picks[pick{"", block, action}] = state{"type": e.text("type"), kind.key: v}
		}
	}
	return nil
}

// typedIn reads one entry of Values as a list of strings.
func typedIn(typed any, kind kindOf) ([]string, error) {
	switch v := typed.(type) {
	case nil:
		return nil, nil
	case string:
		if v == "" {
			return nil, nil
		}
		return []string{v}, nil
	case float64:
		return []string{strconv.FormatInt(int64(v), 10)}, nil
	case []string:
		return v, nil
	case []any:
		var all []string
		for _, item := range v {
			one, err := typedIn(item, kind)
			if err != nil {
				return nil, err
			}
			all = append(all, one...)
		}
		return all, nil
	case map[string]any:
		switch _, typed := v["type"]; {
		case v["type"] == "rich_text":
			return typedIn(plainText(v), kind)
		case typed:
			return typedIn(v[kind.key], kind)
		case !kind.is.known(): // an option with a text that only the app knows
			text, err := json.Marshal(v)
			return []string{string(text)}, err
		}
		return typedIn(v["value"], kind) // an option
	}
	return nil, fmt.Errorf("cannot type in a %T", typed)
}

// wrong is what Slack finds before it sends a form, by block id.
func (m *modal) wrong(found []element) map[string]string {
	wrong := map[string]string{}
	values := stateValues(found, m.picks, "")
	for _, e := range found {
		if !e.input {
			continue
		}
		value := values[e.blockID][e.text("action_id")]
		switch {
		case value == nil:
		case !value.filled():
			if !e.optional {
				wrong[e.blockID] = "Please complete this required field."
			}
		default:
			if s := e.outside(value); s != "" {
				wrong[e.blockID] = s
			}
		}
	}
	return wrong
}

// outside says which limit of the field a text or a number breaks, if any.
func (e element) outside(value state) string {
	text, _ := value["value"].(string)
	n := float64(utf8.RuneCountInString(text))
	least, hasLeast := e.number("min_length")
	most, hasMost := e.number("max_length")
	if e.text("type") == "number_input" {
		var err error
		if n, err = strconv.ParseFloat(text, 64); err != nil {
			return "Please enter a number."
		}
		if decimals, _ := e.fields["is_decimal_allowed"].(bool); !decimals && n != float64(int64(n)) {
			return "Please enter a whole number."
		}
		least, hasLeast = e.number("min_value")
		most, hasMost = e.number("max_value")
	} else if text == "" {
		return ""
	}
	switch {
	case hasLeast && n < least:
		return fmt.Sprintf("Must be at least %g.", least)
	case hasMost && n > most:
		return fmt.Sprintf("Must be at most %g.", most)
	}
	return ""
}

// number reads a limit, which Slack writes as a number or as a string.
func (e element) number(key string) (float64, bool) {
	switch v := e.fields[key].(type) {
	case float64:
		return v, true
	case string:
		n, err := strconv.ParseFloat(v, 64)
		return n, err == nil
	}
	return 0, false
}
