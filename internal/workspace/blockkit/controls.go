package blockkit

// The fields that families of elements share.

var (
	id          = str(1, maxID)
	focus       = may("focus_on_load", focusOnLoad)
	placeholder = may("placeholder", plain(150))
	visibleTo   = may("visible_to_user_ids", list(0, unlimited, id))
)

// focusOnLoad lets one element of a view have the cursor at first.
func focusOnLoad(c *checker, at string, v any) {
	boolean(c, at, v)
	if v == true {
		if c.focused {
			c.report(at, "only one element may have `focus_on_load`")
		}
		c.focused = true
	}
}

func buttonFields(more ...field) []field {
	return append([]field{
		need("text", plain(75)),
		may("style", style),
		may("accessibility_label", str(0, 75)),
	}, more...)
}

var feedback = is(shape{fields: []field{
	need("text", plain(75)),
	need("value", str(0, 2000)),
	may("accessibility_label", str(0, 75)),
}})

// choice is checkboxes or radio buttons, whose labels may be mrkdwn.
func choice(initial field) shape {
	s := acting(need("options", options(1, 10, text)), initial, focus,
		may("confirm", confirm), visibleTo)
	s.also = chosen
	return s
}

// Fields of some menus only.
var (
	minQuery            = may("min_query_length", integer(0, unlimited))
	maxSelected         = may("max_selected_items", integer(1, unlimited))
	defaultConversation = may("default_to_current_conversation", boolean)
	responseURL         = may("response_url_enabled", boolean)
	filter              = may("filter", is(shape{also: someFilter, fields: []field{
		may("include", list(1, 4, enum("im", "mpim", "private", "public"))),
		may("exclude_external_shared_channels", boolean),
		may("exclude_bot_users", boolean),
	}}))
)

func someFilter(c *checker, at string, o map[string]any) {
	if len(o) == 0 {
		c.report(at, "must define one of `include`, `exclude_external_shared_channels` or `exclude_bot_users`")
	}
}

// menuKind tells a menu with options of its own from one that Slack fills.
type menuKind int

const (
	anyMenu menuKind = iota
	staticMenu
)

func menu(kind menuKind, more ...field) shape {
	s := acting(append([]field{placeholder, focus, may("confirm", confirm)}, more...)...)
	if kind == staticMenu {
		s.fields = append(s.fields, may("options", menuOptions), may("option_groups", menuGroups))
		s.also = all(exactlyOne("options", "option_groups"), chosen)
	}
	s.also = all(s.also, selected)
	return s
}

func picker(more ...field) shape {
	return acting(append([]field{focus, may("confirm", confirm)}, more...)...)
}
