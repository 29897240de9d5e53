package blockkit

import (
	"fmt"
	"strings"
	"testing"
)

// Every limit is tried one below, at and one above.

// chars fills the @ of a payload with n two-byte characters.
func chars(payload string) func(int) string {
	return func(n int) string { return strings.ReplaceAll(payload, "@", strings.Repeat("ü", n)) }
}

// items fills the @ of a payload with n items; # in an item is its number.
func items(payload, one string) func(int) string {
	return func(n int) string {
		all := make([]string, n)
		for i := range all {
			all[i] = strings.ReplaceAll(one, "#", fmt.Sprint(i))
		}
		return strings.ReplaceAll(payload, "@", strings.Join(all, ","))
	}
}

const (
	option1 = `{"text":{"type":"plain_text","text":"o"},"value":"v#"}`
	button1 = `{"type":"button","action_id":"a#","text":{"type":"plain_text","text":"b"}}`
	text1   = `{"type":"plain_text","text":"t"}`
	card1   = `{"type":"card","title":{"type":"plain_text","text":"t"}}`
	raw1    = `{"type":"raw_text","text":"c"}`
)

func section(accessory string) string {
	return `[{"type":"section","text":` + text1 + `,"accessory":` + accessory + `}]`
}

func input(element string) string {
	return `[{"type":"input","label":` + text1 + `,"element":` + element + `}]`
}

func bar(name, label, points, x string) string {
	return `[{"type":"data_visualization","title":"t","chart":{"type":"bar","series":[{"name":"` + name + `","data":[` + points +
		`]}],"axis_config":{"categories":[` + label + `],"x_label":"` + x + `"}}}]`
}

func TestMessageLimits(t *testing.T) {
	for _, tt := range []struct {
		what    string
		limit   int
		pointer string
		payload func(int) string
	}{
		{"blocks of a message", 50, "/blocks", items(`[@]`, `{"type":"divider"}`)},
		{"block_id", 255, "/blocks/0/block_id", chars(`[{"type":"divider","block_id":"@"}]`)},
		{"text of a section", 3000, "/blocks/0/text/text", chars(`[{"type":"section","text":{"type":"mrkdwn","text":"@"}}]`)},
		{"fields of a section", 10, "/blocks/0/fields", items(`[{"type":"section","fields":[@]}]`, text1)},
		{"a field of a section", 2000, "/blocks/0/fields/0/text", chars(`[{"type":"section","fields":[{"type":"mrkdwn","text":"@"}]}]`)},
		{"header", 150, "/blocks/0/text/text", chars(`[{"type":"header","text":{"type":"plain_text","text":"@"}}]`)},
		{"elements of a context", 10, "/blocks/0/elements", items(`[{"type":"context","elements":[@]}]`, text1)},
		{"text of a context", 3000, "/blocks/0/elements/0/text", chars(`[{"type":"context","elements":[{"type":"mrkdwn","text":"@"}]}]`)},
		{"elements of an actions block", 25, "/blocks/0/elements", items(`[{"type":"actions","elements":[@]}]`, button1)},
		{"label of an input", 2000, "/blocks/0/label/text", chars(`[{"type":"input","label":{"type":"plain_text","text":"@"},"element":{"type":"plain_text_input"}}]`)},
		{"hint of an input", 2000, "/blocks/0/hint/text", chars(`[{"type":"input","label":` + text1 + `,"hint":{"type":"plain_text","text":"@"},"element":{"type":"plain_text_input"}}]`)},
		{"alt text of an image", 2000, "/blocks/0/alt_text", chars(`[{"type":"image","image_url":"https://example.com/a.png","alt_text":"@"}]`)},
		{"title of an image", 2000, "/blocks/0/title/text", chars(`[{"type":"image","image_url":"https://example.com/a.png","alt_text":"a","title":{"type":"plain_text","text":"@"}}]`)},
		{"address of an image, 20 characters besides", 2980, "/blocks/0/image_url", chars(`[{"type":"image","image_url":"https://example.com/@","alt_text":"a"}]`)},
		{"title of a video", 199, "/blocks/0/title/text", chars(`[{"type":"video","title":{"type":"plain_text","text":"@"},"video_url":"https://example.com","thumbnail_url":"https://example.com","alt_text":"a"}]`)},
		{"markdown of one block", 12000, "/blocks/0/text", chars(`[{"type":"markdown","text":"@"}]`)},
		{"markdown of all blocks, 4 characters in the first", 11996, "/blocks/1/text", chars(`[{"type":"markdown","text":"four"},{"type":"markdown","text":"@"}]`)},
		{"rows of a table", 100, "/blocks/0/rows", items(`[{"type":"table","rows":[@]}]`, `[`+raw1+`]`)},
		{"cells of a row", 20, "/blocks/0/rows/0", items(`[{"type":"table","rows":[[@]]}]`, raw1)},
		{"columns of a table", 20, "/blocks/0/column_settings", items(`[{"type":"table","rows":[[`+raw1+`]],"column_settings":[@]}]`, `{"align":"right"}`)},
		{"text of a table", 10000, "/blocks/0/rows", chars(`[{"type":"table","rows":[[{"type":"raw_text","text":"@"}]]}]`)},
		{"rows of a data table", 201, "/blocks/0/rows", items(`[{"type":"data_table","caption":"c","rows":[@]}]`, `[`+raw1+`]`)},

		{"label of a button", 75, "/blocks/0/accessory/text/text", chars(section(`{"type":"button","text":{"type":"plain_text","text":"@"}}`))},
		{"value of a button", 2000, "/blocks/0/accessory/value", chars(section(`{"type":"button","text":` + text1 + `,"value":"@"}`))},
		{"url of a button", 3000, "/blocks/0/accessory/url", chars(section(`{"type":"button","text":` + text1 + `,"url":"@"}`))},
		{"accessibility label of a button", 75, "/blocks/0/accessory/accessibility_label", chars(section(`{"type":"button","text":` + text1 + `,"accessibility_label":"@"}`))},
		{"action_id", 255, "/blocks/0/accessory/action_id", chars(section(`{"type":"button","text":` + text1 + `,"action_id":"@"}`))},
		{"options of a select", 100, "/blocks/0/accessory/options", items(section(`{"type":"static_select","options":[@]}`), option1)},
		{"option groups of a select", 100, "/blocks/0/accessory/option_groups", items(section(`{"type":"static_select","option_groups":[@]}`), `{"label":`+text1+`,"options":[`+option1+`]}`)},
		{"options of a group", 100, "/blocks/0/accessory/option_groups/0/options", items(section(`{"type":"multi_static_select","option_groups":[{"label":`+text1+`,"options":[@]}]}`), option1)},
		{"label of a group", 75, "/blocks/0/accessory/option_groups/0/label/text", chars(section(`{"type":"static_select","option_groups":[{"label":{"type":"plain_text","text":"@"},"options":[` + option1 + `]}]}`))},
		{"placeholder", 150, "/blocks/0/accessory/placeholder/text", chars(section(`{"type":"users_select","placeholder":{"type":"plain_text","text":"@"}}`))},
		{"text of an option", 75, "/blocks/0/accessory/options/0/text/text", chars(section(`{"type":"static_select","options":[{"text":{"type":"plain_text","text":"@"},"value":"v"}]}`))},
		{"value of an option", 150, "/blocks/0/accessory/options/0/value", chars(section(`{"type":"static_select","options":[{"text":` + text1 + `,"value":"@"}]}`))},
		{"description of an option", 75, "/blocks/0/accessory/options/0/description/text", chars(section(`{"type":"checkboxes","options":[{"text":` + text1 + `,"value":"v","description":{"type":"mrkdwn","text":"@"}}]}`))},
		{"options of an overflow menu", 5, "/blocks/0/accessory/options", items(section(`{"type":"overflow","options":[@]}`), option1)},
		{"url of an overflow option", 3000, "/blocks/0/accessory/options/0/url", chars(section(`{"type":"overflow","options":[{"text":` + text1 + `,"value":"v","url":"@"}]}`))},
		{"checkboxes", 10, "/blocks/0/accessory/options", items(section(`{"type":"checkboxes","options":[@]}`), option1)},
		{"radio buttons", 10, "/blocks/0/accessory/options", items(section(`{"type":"radio_buttons","options":[@]}`), option1)},
		{"title of a confirm dialog", 100, "/blocks/0/accessory/confirm/title/text", confirming("title")},
		{"text of a confirm dialog", 300, "/blocks/0/accessory/confirm/text/text", confirming("text")},
		{"yes of a confirm dialog", 30, "/blocks/0/accessory/confirm/confirm/text", confirming("confirm")},
		{"no of a confirm dialog", 30, "/blocks/0/accessory/confirm/deny/text", confirming("deny")},
		{"initial text of an input", 3000, "/blocks/0/element/initial_value", chars(input(`{"type":"plain_text_input","initial_value":"@"}`))},
		{"placeholder of an email input", 150, "/blocks/0/element/placeholder/text", chars(input(`{"type":"email_text_input","placeholder":{"type":"plain_text","text":"@"}}`))},

		{"title of a chart", 50, "/blocks/0/title", chars(`[{"type":"data_visualization","title":"@","chart":{"type":"pie","segments":[{"label":"a","value":1}]}}]`)},
		{"segments of a pie", 6, "/blocks/0/chart/segments", items(`[{"type":"data_visualization","title":"t","chart":{"type":"pie","segments":[@]}}]`, `{"label":"a#","value":1}`)},
		{"label of a segment", 20, "/blocks/0/chart/segments/0/label", chars(`[{"type":"data_visualization","title":"t","chart":{"type":"pie","segments":[{"label":"@","value":1}]}}]`)},
		{"series of a chart", 6, "/blocks/0/chart/series", items(`[{"type":"data_visualization","title":"t","chart":{"type":"line","series":[@],"axis_config":{"categories":["a"]}}}]`, `{"name":"s#","data":[{"label":"a","value":-1}]}`)},
		{"name of a series", 20, "/blocks/0/chart/series/0/name", chars(bar("@", `"a"`, `{"label":"a","value":0}`, ""))},
		{"label of an axis", 50, "/blocks/0/chart/axis_config/x_label", chars(bar("s", `"a"`, `{"label":"a","value":0}`, "@"))},
		{"charts of a message", 2, "/blocks/2", items(`[@]`, strings.Trim(bar("s", `"a"`, `{"label":"a","value":0}`, ""), "[]"))},

		{"text of a card title", 150, "/blocks/0/title/text", chars(`[{"type":"card","title":{"type":"mrkdwn","text":"@"}}]`)},
		{"text of a card body", 200, "/blocks/0/body/text", chars(`[{"type":"card","body":{"type":"mrkdwn","text":"@"}}]`)},
		{"buttons of a card", 3, "/blocks/0/actions", items(`[{"type":"card","actions":[@]}]`, button1)},
		{"cards of a carousel", 10, "/blocks/0/elements", items(`[{"type":"carousel","elements":[@]}]`, card1)},
		{"blocks of a container", 10, "/blocks/0/child_blocks", items(`[{"type":"container","title":`+text1+`,"child_blocks":[@]}]`, `{"type":"divider"}`)},
		{"label of a layout", 150, "/blocks/0/label", chars(`[{"type":"layout","label":"@","rows":[{"items":[{"block":{"type":"divider"}}]}]}]`)},
		{"rows of a layout", 5, "/blocks/0/rows", items(`[{"type":"layout","label":"l","rows":[@]}]`, `{"items":[{"block":{"type":"divider"}}]}`)},
		{"items of a layout row", 3, "/blocks/0/rows/0/items", items(`[{"type":"layout","label":"l","rows":[{"items":[@]}]}]`, `{"block":{"type":"divider"}}`)},
		{"feedback buttons", 5, "/blocks/0/elements", items(`[{"type":"context_actions","elements":[@]}]`, `{"type":"icon_button","action_id":"a#","icon":"trash","text":`+text1+`}`)},
	} {
		t.Run(tt.what, func(t *testing.T) { tryLimit(t, CheckMessage, tt.payload, tt.limit, tt.pointer) })
	}
}

// confirming fills one part of a confirm dialog.
func confirming(part string) func(int) string {
	dialog := `{"title":{"type":"plain_text","text":"<title>"},"text":{"type":"plain_text","text":"<text>"},` +
		`"confirm":{"type":"plain_text","text":"<confirm>"},"deny":{"type":"plain_text","text":"<deny>"}}`
	dialog = strings.Replace(dialog, "<"+part+">", "@", 1)
	return chars(section(`{"type":"button","text":` + text1 + `,"confirm":` + dialog + `}`))
}
