package blockkit

import (
	"reflect"
	"slices"
)

// options is a list of least to most options. label is the rule of their text
// and description: https://docs.slack.dev/reference/block-kit/composition-objects/option-object.
func options(least, most int, label func(int) rule, more ...field) rule {
	return list(least, most, option(label, more...))
}

// option is one of them. Slack's page gives a value 150 characters and its
// types 75; the longer one is taken here, and what is sent had better keep to 75.
func option(label func(int) rule, more ...field) rule {
	return is(shape{fields: append([]field{
		need("text", label(75)),
		need("value", str(1, 150)),
		may("description", label(75)),
	}, more...)})
}

var (
	menuOptions = options(1, 100, plain)
	menuGroups  = optionGroups(1)
)

func optionGroups(least int) rule {
	return list(least, 100, is(shape{fields: []field{
		need("label", plain(75)),
		need("options", options(least, 100, plain)),
	}}))
}

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

// selected reports more items chosen at first than may be chosen.
func selected(c *checker, at string, o map[string]any) {
	most, ok := o["max_selected_items"].(float64)
	if !ok {
		return
	}
	for _, name := range []string{"initial_options", "initial_users", "initial_conversations", "initial_channels"} {
		if items, _ := o[name].([]any); float64(len(items)) > most {
			c.report(member(at, name), "no more than %.0f items allowed", most)
		}
	}
}

func offers(o map[string]any) []any {
	options, _ := o["options"].([]any)
	offered := slices.Clone(options)
	groups, _ := o["option_groups"].([]any)
	for _, g := range groups {
		if g, ok := g.(map[string]any); ok {
			more, _ := g["options"].([]any)
			offered = append(offered, more...)
		}
	}
	return offered
}

func holds(offered []any, v any) bool {
	return slices.ContainsFunc(offered, func(one any) bool { return reflect.DeepEqual(one, v) })
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
