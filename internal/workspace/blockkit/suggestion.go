package blockkit

import "encoding/json"

// CheckSuggestions checks what an app proposes for a menu that asks it, an
// object with "options" or "option_groups", which may be empty. Pointers start
// at the object, such as "/options/0/text".
func CheckSuggestions(payload json.RawMessage) []Problem {
	c := newChecker(everywhere)
	is(suggestions)(c, "", read(payload))
	return c.problems
}

// suggestions: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element#external_select.
var suggestions = shape{also: exactlyOne("options", "option_groups"), fields: []field{
	may("options", options(0, 100, plain)),
	may("option_groups", optionGroups(0)),
}}
