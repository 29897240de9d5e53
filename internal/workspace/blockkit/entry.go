package blockkit

import (
	"fmt"
	"unicode/utf8"
)

// entry is an element to type into.
func entry(more ...field) shape {
	return acting(append([]field{placeholder, focus, may("dispatch_action_config", dispatch)}, more...)...)
}

var dispatch = is(shape{fields: []field{
	may("trigger_actions_on", list(1, 2, enum("on_enter_pressed", "on_character_entered"))),
}})

// A number_input holds its numbers as strings.
var numeral = format(`^-?\d+(\.\d+)?$`)

// fitting reports a number that a number_input starts with and would not take.
func fitting(c *checker, at string, o map[string]any) {
	start, ok := amount(o["initial_value"])
	if !ok {
		return
	}
	if least, ok := amount(o["min_value"]); ok && start < least {
		c.report(member(at, "initial_value"), "must be greater than or equal to `min_value`")
	}
	if most, ok := amount(o["max_value"]); ok && start > most {
		c.report(member(at, "initial_value"), "must be less than or equal to `max_value`")
	}
	if decimals, _ := o["is_decimal_allowed"].(bool); !decimals && start != float64(int64(start)) {
		c.report(member(at, "initial_value"), "must provide an integer")
	}
}

// fittingText reports a text that a plain_text_input starts with and that is
// longer than it takes.
func fittingText(c *checker, at string, o map[string]any) {
	start, _ := o["initial_value"].(string)
	if most, ok := amount(o["max_length"]); ok && float64(utf8.RuneCountInString(start)) > most {
		c.report(member(at, "initial_value"), "must be less than %s characters", fmt.Sprint(most+1))
	}
}
