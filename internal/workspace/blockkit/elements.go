package blockkit

import (
	"slices"
	"time"
)

// placement names the elements that each block takes:
// https://docs.slack.dev/reference/block-kit/block-elements.
var placement = map[string][]string{
	"section":         slices.Concat(menus, choices, []string{"button", "image", "datepicker", "timepicker", "workflow_button"}),
	"actions":         slices.Concat(menus, choices, []string{"button", "datepicker", "timepicker", "datetimepicker", "rich_text_input", "workflow_button"}),
	"input":           slices.Concat(menus[1:], choices, entries, []string{"datepicker", "timepicker", "datetimepicker", "file_input"}),
	"context_actions": {"feedback_buttons", "icon_button"},
	"card":            {"button"},
	"action_cell":     {"button"},
}

var (
	menus = []string{"overflow",
		"static_select", "external_select", "users_select", "conversations_select", "channels_select",
		"multi_static_select", "multi_external_select", "multi_users_select", "multi_conversations_select", "multi_channels_select"}
	choices = []string{"checkboxes", "radio_buttons"}
	entries = []string{"plain_text_input", "rich_text_input", "email_text_input", "url_text_input", "number_input"}
)

// element is an element in the given block.
func element(in string) rule {
	allowed := placement[in]
	return func(c *checker, at string, v any) {
		o, kind, ok := c.typed(at, v)
		if !ok {
			return
		}
		s, known := c.elements[kind]
		if !known || !slices.Contains(allowed, kind) || kind == "file_input" && c.on != modal {
			c.unsupported(at, kind)
			return
		}
		c.object(at, o, s, "type")
	}
}

func actionID(c *checker, at string, v any) {
	str(0, maxID)(c, at, v)
	if id, ok := v.(string); ok {
		c.unique(at, "action_id", id, c.actionIDs)
	}
}

// acting is the shape of an element with an action_id.
func acting(fields ...field) shape {
	return shape{fields: append([]field{may("action_id", actionID)}, fields...)}
}

// elements holds the shape of every element.
var elements = map[string]shape{
	"image": imageElement,

	"button": acting(buttonFields(
		may("url", link),
		may("value", str(0, 2000)),
		may("confirm", confirm),
		may("agent_prompt", str(0, unlimited)),
		may("agent_prompt_display", str(0, unlimited)),
		visibleTo)...),
	"workflow_button": acting(buttonFields(need("workflow", workflow))...),
	"icon_button": acting(
		need("icon", enum("trash")), // the only one there is
		need("text", plain(75)),
		may("value", str(0, 2000)),
		may("confirm", confirm),
		may("accessibility_label", str(0, 75)),
		visibleTo),
	"feedback_buttons": acting(need("positive_button", feedback), need("negative_button", feedback)),

	"overflow":      acting(need("options", options(1, 5, plain, may("url", link))), may("confirm", confirm)),
	"checkboxes":    choice(may("initial_options", options(1, 10, text))),
	"radio_buttons": choice(may("initial_option", option(text))),

	"static_select":        menu(staticMenu, may("initial_option", option(plain))),
	"external_select":      menu(anyMenu, may("initial_option", option(plain)), minQuery),
	"users_select":         menu(anyMenu, may("initial_user", id)),
	"conversations_select": menu(anyMenu, may("initial_conversation", id), defaultConversation, filter, responseURL),
	"channels_select":      menu(anyMenu, may("initial_channel", id), responseURL),

	"multi_static_select":        menu(staticMenu, may("initial_options", options(1, 100, plain)), maxSelected),
	"multi_external_select":      menu(anyMenu, may("initial_options", options(1, 100, plain)), minQuery, maxSelected),
	"multi_users_select":         menu(anyMenu, may("initial_users", list(0, unlimited, id)), maxSelected),
	"multi_conversations_select": menu(anyMenu, may("initial_conversations", list(0, unlimited, id)), defaultConversation, filter, maxSelected),
	"multi_channels_select":      menu(anyMenu, may("initial_channels", list(0, unlimited, id)), maxSelected),

	"datepicker":     picker(placeholder, may("initial_date", clock(time.DateOnly))),
	"timepicker":     picker(placeholder, may("initial_time", clock("15:04")), may("timezone", str(1, maxID))),
	"datetimepicker": picker(may("initial_date_time", integer(1_000_000_000, 9_999_999_999))),

	"plain_text_input": entry(
		may("initial_value", str(0, 3000)),
		may("multiline", boolean),
		may("min_length", integer(0, 3000)),
		may("max_length", integer(1, 3000))).with(ordered("min_length", "max_length"), fittingText),
	"rich_text_input": entry(
		may("initial_value", blockOf("rich_text")),
		may("min_lines", integer(1, 100)),
		may("max_lines", integer(1, 100))).with(ordered("min_lines", "max_lines")),
	"email_text_input": entry(may("initial_value", str(0, unlimited))),
	"url_text_input":   entry(may("initial_value", str(0, unlimited))),
	"number_input": entry(
		need("is_decimal_allowed", boolean),
		may("initial_value", numeral),
		may("min_value", numeral),
		may("max_value", numeral)).with(ordered("min_value", "max_value"), fitting),
	"file_input": acting(may("filetypes", list(1, unlimited, str(1, maxID))), may("max_files", integer(1, 10))),
}
