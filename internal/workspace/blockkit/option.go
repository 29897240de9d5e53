package blockkit

import "reflect"

// options is a list of least to most options. label is the rule of their text
// and description: https://docs.slack.dev/reference/block-kit/composition-objects/option-object.
func options(least, most int, label func(int) rule, more ...field) rule {
	return list(least, most, option(label, more...))
}

func option(label func(int) rule, more ...field) rule {
	return is(shape{fields: append([]field{
		need("text", label(75)),
		need("value", str(1, 150)),
		may("description", label(75)),
	}, more...)})
}

var (
	menuOptions = options(1, 100, plain)
	menuGroups  = list(1, 100, is(shape{fields: []field{
		need("label", plain(75)),
		need("options", menuOptions),
	}}))
)

// chosen reports an initial_option or initial_options that are not among the
// options: Slack compares whole options, not only their values.
func chosen(c *checker, at string, o map[string]any) {
	offered := offers(o)
	if v, ok := o["initial_option"]; ok && !holds(offered, v) {
		c.report(member(at, "initial_option"), "must be one of the options")
	}
	several, _ := o["initial_options"].([]any)
	for i, v := range several {
		if !holds(offered, v) {
			c.report(item(member(at, "initial_options"), i), "must be one of the options")
		}
	}
}

func offers(o map[string]any) []any {
	all, _ := o["options"].([]any)
	groups, _ := o["option_groups"].([]any)
	for _, g := range groups {
		if g, ok := g.(map[string]any); ok {
			more, _ := g["options"].([]any)
			all = append(all, more...)
		}
	}
	return all
}

func holds(all []any, v any) bool {
	for _, one := range all {
		if reflect.DeepEqual(one, v) {
			return true
		}
	}
	return false
}

// confirm is the dialog that asks before an action:
// https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object.
var confirm = is(shape{fields: []field{
	need("title", plain(100)),
	need("text", plain(300)),
	need("confirm", plain(30)),
	need("deny", plain(30)),
	may("style", style),
}})

var style = enum("primary", "danger")
