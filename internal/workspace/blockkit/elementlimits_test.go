package blockkit

import "testing"

func TestLimitsOfElements(t *testing.T) {
	const at = "/blocks/0/accessory"
	for _, l := range []limit{
		{"label of a button", 75, at + "/text/text", chars(section(`{"type":"button","text":` + plain1 + `}`))},
		{"value of a button", 2000, at + "/value", chars(button(`"value":"@"`))},
		{"url of a button", 3000, at + "/url", webAddress(button(`"url":"@"`))},
		{"accessibility label of a button", 75, at + "/accessibility_label", chars(button(`"accessibility_label":"@"`))},
		{"action_id", 255, at + "/action_id", chars(button(`"action_id":"@"`))},
		{"title of a confirm dialog", 100, at + "/confirm/title/text", chars(confirming("title"))},
		{"text of a confirm dialog", 300, at + "/confirm/text/text", chars(confirming("text"))},
		{"yes of a confirm dialog", 30, at + "/confirm/confirm/text", chars(confirming("confirm"))},
		{"no of a confirm dialog", 30, at + "/confirm/deny/text", chars(confirming("deny"))},
		{"label of a workflow button", 75, at + "/text/text", chars(section(`{"type":"workflow_button","text":` + plain1 + `,"workflow":{"trigger":{"url":"https://slack.com/shortcuts/Ft1/x"}}}`))},
		{"label of an icon button", 75, "/blocks/0/elements/0/text/text", chars(`[{"type":"context_actions","elements":[{"type":"icon_button","icon":"trash","text":` + plain1 + `}]}]`)},
		{"accessibility label of an icon button", 75, "/blocks/0/elements/0/accessibility_label", chars(`[{"type":"context_actions","elements":[{"type":"icon_button","icon":"trash","accessibility_label":"@","text":` + text1 + `}]}]`)},
		{"value of an icon button", 2000, "/blocks/0/elements/0/value", chars(`[{"type":"context_actions","elements":[{"type":"icon_button","icon":"trash","value":"@","text":` + text1 + `}]}]`)},

		{"options of a select", 100, at + "/options", items(select1("static_select", `"options":[@]`), option1)},
		{"options of a multi-select", 100, at + "/options", items(select1("multi_static_select", `"options":[@]`), option1)},
		{"groups of a select", 100, at + "/option_groups", items(select1("static_select", `"option_groups":[@]`), `{"label":`+text1+`,"options":[`+option1+`]}`)},
		{"options of a group", 100, at + "/option_groups/0/options", items(select1("multi_static_select", `"option_groups":[{"label":`+text1+`,"options":[@]}]`), option1)},
		{"label of a group", 75, at + "/option_groups/0/label/text", chars(select1("static_select", `"option_groups":[{"label":`+plain1+`,"options":[`+option1+`]}]`))},
		{"placeholder of a select", 150, at + "/placeholder/text", chars(select1("users_select", `"placeholder":`+plain1))},
		{"options chosen at first", 2, at + "/initial_options", items(select1("multi_external_select", `"max_selected_items":2,"initial_options":[@]`), option1)},
		{"options of an external select chosen at first", 100, at + "/initial_options", items(select1("multi_external_select", `"initial_options":[@]`), option1)},
		{"people chosen at first", 1, at + "/initial_users", items(select1("multi_users_select", `"max_selected_items":1,"initial_users":[@]`), `"U1"`)},
		{"kinds in a filter", 4, at + "/filter/include", items(select1("conversations_select", `"filter":{"include":[@]}`), `"im"`)},
		{"text of an option", 75, at + "/options/0/text/text", chars(select1("static_select", `"options":[{"text":`+plain1+`,"value":"v"}]`))},
		{"value of an option", 150, at + "/options/0/value", chars(select1("static_select", `"options":[{"text":`+text1+`,"value":"@"}]`))},
		{"description of an option", 75, at + "/options/0/description/text", chars(select1("static_select", `"options":[{"text":`+text1+`,"value":"v","description":`+plain1+`}]`))},
		{"description of a checkbox", 75, at + "/options/0/description/text", chars(select1("checkboxes", `"options":[{"text":`+text1+`,"value":"v","description":`+mrkdwn1+`}]`))},
		{"options of an overflow menu", 5, at + "/options", items(select1("overflow", `"options":[@]`), option1)},
		{"url of an overflow option", 3000, at + "/options/0/url", webAddress(select1("overflow", `"options":[{"text":`+text1+`,"value":"v","url":"@"}]`))},
		{"checkboxes", 10, at + "/options", items(select1("checkboxes", `"options":[@]`), option1)},
		{"radio buttons", 10, at + "/options", items(select1("radio_buttons", `"options":[@]`), option1)},
		{"placeholder of a date", 150, at + "/placeholder/text", chars(select1("datepicker", `"placeholder":`+plain1))},
		{"time of a datetimepicker", 9999999999, "/blocks/0/element/initial_date_time", value(input(`{"type":"datetimepicker","initial_date_time":@}`))},
	} {
		t.Run(l.what, func(t *testing.T) { l.try(t, CheckMessage) })
	}
}

func TestLimitsOfInputs(t *testing.T) {
	const at = "/blocks/0/element"
	for _, l := range []limit{
		{"initial text", 3000, at + "/initial_value", chars(input(`{"type":"plain_text_input","initial_value":"@"}`))},
		{"initial text of a short field", 5, at + "/initial_value", chars(input(`{"type":"plain_text_input","max_length":5,"initial_value":"@"}`))},
		{"max_length", 3000, at + "/max_length", value(input(`{"type":"plain_text_input","max_length":@}`))},
		{"min_length", 3000, at + "/min_length", value(input(`{"type":"plain_text_input","min_length":@}`))},
		{"max_lines", 100, at + "/max_lines", value(input(`{"type":"rich_text_input","max_lines":@}`))},
		{"min_lines", 100, at + "/min_lines", value(input(`{"type":"rich_text_input","min_lines":@}`))},
		{"placeholder of a text", 150, at + "/placeholder/text", chars(input(`{"type":"plain_text_input","placeholder":` + plain1 + `}`))},
		{"placeholder of an email", 150, at + "/placeholder/text", chars(input(`{"type":"email_text_input","placeholder":` + plain1 + `}`))},
		{"placeholder of an address", 150, at + "/placeholder/text", chars(input(`{"type":"url_text_input","placeholder":` + plain1 + `}`))},
		{"placeholder of a number", 150, at + "/placeholder/text", chars(input(`{"type":"number_input","is_decimal_allowed":true,"placeholder":` + plain1 + `}`))},
		{"placeholder of rich text", 150, at + "/placeholder/text", chars(input(`{"type":"rich_text_input","placeholder":` + plain1 + `}`))},
		{"causes of a dispatch", 2, at + "/dispatch_action_config/trigger_actions_on", items(input(`{"type":"plain_text_input","dispatch_action_config":{"trigger_actions_on":[@]}}`), `"on_enter_pressed"`)},
	} {
		t.Run(l.what, func(t *testing.T) { l.try(t, CheckMessage) })
	}
	files := limit{"files", 10, "/view/blocks/0/element/max_files", value(modal1(`"submit":` + text1 + `,"blocks":` + input(`{"type":"file_input","max_files":@}`)))}
	t.Run(files.what, func(t *testing.T) { files.try(t, CheckView) })
}

// Some things have a least number, too: one below it is refused.
func TestLeast(t *testing.T) {
	for _, tt := range []struct{ what, fine, wrong, want string }{
		{"characters of a text", `[{"type":"header","text":` + text1 + `}]`, `[{"type":"header","text":{"type":"plain_text","text":""}}]`, "must be more than 0 characters [json-pointer:/blocks/0/text/text]"},
		{"characters of an option's value", select1("static_select", `"options":[`+option1+`]`), select1("static_select", `"options":[{"text":`+text1+`,"value":""}]`), "must be more than 0 characters [json-pointer:/blocks/0/accessory/options/0/value]"},
		{"fields of a section", `[{"type":"section","fields":[` + text1 + `]}]`, `[{"type":"section","fields":[]}]`, "must provide at least 1 items [json-pointer:/blocks/0/fields]"},
		{"elements of a context", `[{"type":"context","elements":[` + text1 + `]}]`, `[{"type":"context","elements":[]}]`, "must provide at least 1 items [json-pointer:/blocks/0/elements]"},
		{"elements of an actions block", actions(button1), actions(``), "must provide at least 1 items [json-pointer:/blocks/0/elements]"},
		{"level of a header", `[{"type":"header","level":1,"text":` + text1 + `}]`, `[{"type":"header","level":0,"text":` + text1 + `}]`, "must be greater than or equal to 1 [json-pointer:/blocks/0/level]"},
		{"options of a select", select1("static_select", `"options":[`+option1+`]`), select1("static_select", `"options":[]`), "must provide at least 1 items [json-pointer:/blocks/0/accessory/options]"},
		{"max_length", input(`{"type":"plain_text_input","max_length":1}`), input(`{"type":"plain_text_input","max_length":0}`), "must be greater than or equal to 1 [json-pointer:/blocks/0/element/max_length]"},
		{"min_length", input(`{"type":"plain_text_input","min_length":0}`), input(`{"type":"plain_text_input","min_length":-1}`), "must be greater than or equal to 0 [json-pointer:/blocks/0/element/min_length]"},
		{"ten digits of a time", input(`{"type":"datetimepicker","initial_date_time":1000000000}`), input(`{"type":"datetimepicker","initial_date_time":999999999}`), "must be greater than or equal to 1000000000 [json-pointer:/blocks/0/element/initial_date_time]"},
		{"max_selected_items", select1("multi_users_select", `"max_selected_items":1`), select1("multi_users_select", `"max_selected_items":0`), "must be greater than or equal to 1 [json-pointer:/blocks/0/accessory/max_selected_items]"},
		{"min_query_length", select1("external_select", `"min_query_length":0`), select1("external_select", `"min_query_length":-1`), "must be greater than or equal to 0 [json-pointer:/blocks/0/accessory/min_query_length]"},
		{"rows of a data table", dataTable(`"rows":[[` + raw1 + `],[` + raw1 + `]]`), dataTable(`"rows":[[` + raw1 + `]]`), "must provide at least 2 items [json-pointer:/blocks/0/rows]"},
		{"rows of a page", dataTable(`"page_size":1,"rows":[[` + raw1 + `],[` + raw1 + `]]`), dataTable(`"page_size":0,"rows":[[` + raw1 + `],[` + raw1 + `]]`), "must be greater than or equal to 1 [json-pointer:/blocks/0/page_size]"},
		{"segments of a pie", pie("t", `{"label":"a","value":0.1}`), pie("t", ``), "must provide at least 1 items [json-pointer:/blocks/0/chart/segments]"},
		{"label of a layout", layout(laid(`{"type":"divider"}`)), `[{"type":"layout","label":"","rows":[` + laid(`{"type":"divider"}`) + `]}]`, "must be more than 0 characters [json-pointer:/blocks/0/label]"},
		{"cards of a carousel", `[{"type":"carousel","elements":[` + card1 + `]}]`, `[{"type":"carousel","elements":[]}]`, "must provide at least 1 items [json-pointer:/blocks/0/elements]"},
		{"blocks of a container", `[` + container(`"child_blocks":[{"type":"divider"}]`) + `]`, `[` + container(`"child_blocks":[]`) + `]`, "must provide at least 1 items [json-pointer:/blocks/0/child_blocks]"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			wantProblem(t, CheckMessage([]byte(tt.fine)), "")
			wantProblem(t, CheckMessage([]byte(tt.wrong)), tt.want)
		})
	}
}
