package blockkit

import (
	"fmt"
	"strings"
	"testing"
)

// Every number of Slack's is tried one below, at and one above.

func TestLimitsOfBlocks(t *testing.T) {
	for _, l := range []limit{
		{"blocks of a message", 50, "/blocks", items(`[@]`, `{"type":"divider"}`)},
		{"block_id", 255, "/blocks/0/block_id", chars(`[{"type":"divider","block_id":"@"}]`)},

		{"mrkdwn of a section", 3000, "/blocks/0/text/text", chars(`[{"type":"section","text":` + mrkdwn1 + `}]`)},
		{"plain text of a section", 3000, "/blocks/0/text/text", chars(`[{"type":"section","text":` + plain1 + `}]`)},
		{"fields of a section", 10, "/blocks/0/fields", items(`[{"type":"section","fields":[@]}]`, text1)},
		{"a field of a section", 2000, "/blocks/0/fields/0/text", chars(`[{"type":"section","fields":[` + mrkdwn1 + `]}]`)},
		{"header", 150, "/blocks/0/text/text", chars(`[{"type":"header","text":` + plain1 + `}]`)},
		{"level of a header", 4, "/blocks/0/level", value(`[{"type":"header","level":@,"text":` + text1 + `}]`)},
		{"elements of a context", 10, "/blocks/0/elements", items(`[{"type":"context","elements":[@]}]`, text1)},
		{"plain text of a context", 3000, "/blocks/0/elements/0/text", chars(`[{"type":"context","elements":[` + plain1 + `]}]`)},
		{"mrkdwn of a context", 3000, "/blocks/0/elements/0/text", chars(`[{"type":"context","elements":[` + mrkdwn1 + `]}]`)},
		{"elements of an actions block", 25, "/blocks/0/elements", items(actions(`@`), button1)},
		{"label of an input", 2000, "/blocks/0/label/text", chars(`[{"type":"input","label":` + plain1 + `,"element":{"type":"plain_text_input"}}]`)},
		{"hint of an input", 2000, "/blocks/0/hint/text", chars(`[{"type":"input","label":` + text1 + `,"hint":` + plain1 + `,"element":{"type":"plain_text_input"}}]`)},

		{"alt text of an image", 2000, "/blocks/0/alt_text", chars(`[{"type":"image","image_url":"https://example.com/a.png","alt_text":"@"}]`)},
		{"title of an image", 2000, "/blocks/0/title/text", chars(`[{` + image1 + `,"image_url":"https://example.com/a.png","title":` + plain1 + `}]`)},
		{"address of an image", 3000, "/blocks/0/image_url", webAddress(`[{` + image1 + `,"image_url":"@"}]`)},
		{"address of a small image", 3000, "/blocks/0/elements/0/image_url", webAddress(`[{"type":"context","elements":[{` + image1 + `,"image_url":"@"}]}]`)},
		{"alt text of a small image", 2000, "/blocks/0/accessory/alt_text", chars(section(`{"type":"image","image_url":"https://example.com/a.png","alt_text":"@"}`))},
		{"address of a file in Slack", 3000, "/blocks/0/slack_file/url", webAddress(`[{` + image1 + `,"slack_file":{"url":"@"}}]`)},

		{"title of a video", 199, "/blocks/0/title/text", chars(`[{"type":"video","title":` + plain1 + `,"video_url":"https://example.com","thumbnail_url":"https://example.com","alt_text":"a"}]`)},
		{"description of a video", 199, "/blocks/0/description/text", chars(video(`"video_url":"https://example.com","description":` + plain1))},
		{"author of a video", 49, "/blocks/0/author_name", chars(video(`"video_url":"https://example.com","author_name":"@"`))},
		{"alt text of a video", 2000, "/blocks/0/alt_text", chars(`[{"type":"video","title":` + text1 + `,"video_url":"https://example.com","thumbnail_url":"https://example.com","alt_text":"@"}]`)},
		{"address of a video", 3000, "/blocks/0/video_url", webAddress(video(`"video_url":"@"`))},

		{"markdown of one block", 12000, "/blocks/0/text", chars(`[{"type":"markdown","text":"@"}]`)},
		{"markdown of all blocks", 12000, "/blocks/1/text", besides(4, chars(`[{"type":"markdown","text":"four"},{"type":"markdown","text":"@"}]`))},
		{"indent of a list", 8, "/blocks/0/elements/0/indent", value(rich(`{"type":"rich_text_list","style":"bullet","elements":[],"indent":@}`))},
		{"border of a list", 1, "/blocks/0/elements/0/border", value(rich(`{"type":"rich_text_list","style":"bullet","elements":[],"border":@}`))},
		{"border of code", 1, "/blocks/0/elements/0/border", value(rich(`{"type":"rich_text_preformatted","elements":[],"border":@}`))},
		{"border of a quote", 1, "/blocks/0/elements/0/border", value(rich(`{"type":"rich_text_quote","elements":[],"border":@}`))},
		{"skin tone of an emoji", 6, "/blocks/0/elements/0/elements/0/skin_tone", value(run(`{"type":"emoji","name":"wave","skin_tone":@}`))},

		{"rows of a table", 100, "/blocks/0/rows", items(`[{"type":"table","rows":[@]}]`, `[`+raw1+`]`)},
		{"cells of a row", 20, "/blocks/0/rows/0", items(`[{"type":"table","rows":[[@]]}]`, raw1)},
		{"columns of a table", 20, "/blocks/0/column_settings", items(`[{"type":"table","rows":[[`+raw1+`]],"column_settings":[@]}]`, `{"align":"right"}`)},
		{"text of a table", 10000, "/blocks/0/rows", chars(`[{"type":"table","rows":[[{"type":"raw_text","text":"@"}]]}]`)},
	} {
		t.Run(l.what, func(t *testing.T) { l.try(t, CheckMessage) })
	}
}

func TestLimitsOfNewerBlocks(t *testing.T) {
	for _, l := range []limit{
		{"rows of a data table", 101, "/blocks/0/rows", items(dataTable(`"rows":[@]`), `[`+raw1+`]`)},
		{"cell that names the rows", 19, "/blocks/0/row_header_column_index", value(dataTable(`"rows":[[` + strings.Repeat(raw1+",", 19) + raw1 + `],[` + strings.Repeat(raw1+",", 19) + raw1 + `]],"row_header_column_index":@`))},
		{"rows of a page", 100, "/blocks/0/page_size", value(dataTable(`"rows":[[` + raw1 + `],[` + raw1 + `]],"page_size":@`))},
		{"text of a data table", 20000, "/blocks/0/rows", besides(1, chars(dataTable(`"rows":[[`+raw1+`],[{"type":"raw_text","text":"@"}]]`)))},

		{"title of a chart", 50, "/blocks/0/title", chars(pie("@", `{"label":"a","value":1}`))},
		{"segments of a pie", 6, "/blocks/0/chart/segments", items(pie("t", "@"), `{"label":"a#","value":1}`)},
		{"label of a segment", 20, "/blocks/0/chart/segments/0/label", chars(pie("t", `{"label":"@","value":1}`))},
		{"series of a chart", 6, "/blocks/0/chart/series", items(`[{"type":"data_visualization","title":"t","chart":{"type":"line","series":[@],"axis_config":{"categories":["a"]}}}]`, `{"name":"s#","data":[{"label":"a","value":-1}]}`)},
		{"name of a series", 20, "/blocks/0/chart/series/0/name", chars(bar("@", `"a"`, `{"label":"a","value":0}`, ""))},
		{"label of an axis", 50, "/blocks/0/chart/axis_config/x_label", chars(bar("s", `"a"`, `{"label":"a","value":0}`, "@"))},

		{"title of a card", 150, "/blocks/0/title/text", chars(`[{"type":"card","title":` + mrkdwn1 + `}]`)},
		{"subtitle of a card", 150, "/blocks/0/subtitle/text", chars(`[{"type":"card","title":` + text1 + `,"subtitle":` + mrkdwn1 + `}]`)},
		{"body of a card", 200, "/blocks/0/body/text", chars(`[{"type":"card","body":` + mrkdwn1 + `}]`)},
		{"subtext of a card", 200, "/blocks/0/subtext/text", chars(`[{"type":"card","body":` + text1 + `,"subtext":` + mrkdwn1 + `}]`)},
		{"buttons of a card", 3, "/blocks/0/actions", items(`[{"type":"card","actions":[@]}]`, button1)},
		{"cards of a carousel", 10, "/blocks/0/elements", items(`[{"type":"carousel","elements":[@]}]`, card1)},

		{"blocks of a container", 10, "/blocks/0/child_blocks", items(`[`+container(`"child_blocks":[@]`)+`]`, `{"type":"divider"}`)},
		{"title of a container", 150, "/blocks/0/title/text", chars(`[{"type":"container","title":` + plain1 + `,"child_blocks":[{"type":"divider"}]}]`)},
		{"subtitle of a container", 150, "/blocks/0/subtitle/text", chars(`[` + container(`"subtitle":`+mrkdwn1+`,"child_blocks":[{"type":"divider"}]`) + `]`)},
		{"label of a layout", 150, "/blocks/0/label", chars(`[{"type":"layout","label":"@","rows":[` + laid(`{"type":"divider"}`) + `]}]`)},
		{"rows of a layout", 5, "/blocks/0/rows", items(layout(`@`), laid(`{"type":"divider"}`))},
		{"items of a layout row", 3, "/blocks/0/rows/0/items", items(layout(`{"items":[@]}`), `{"block":{"type":"divider"}}`)},
		{"icon buttons", 5, "/blocks/0/elements", items(`[{"type":"context_actions","elements":[@]}]`, `{"type":"icon_button","action_id":"a#","icon":"trash","text":`+text1+`}`)},
		{"label of a feedback button", 75, "/blocks/0/elements/0/positive_button/text/text", chars(`[{"type":"context_actions","elements":[{"type":"feedback_buttons","positive_button":{"text":` + plain1 + `,"value":"y"},"negative_button":{"text":` + text1 + `,"value":"n"}}]}]`)},
		{"accessibility label of a feedback button", 75, "/blocks/0/elements/0/negative_button/accessibility_label", chars(`[{"type":"context_actions","elements":[{"type":"feedback_buttons","positive_button":{"text":` + text1 + `,"value":"y"},"negative_button":{"text":` + text1 + `,"value":"n","accessibility_label":"@"}}]}]`)},
		{"value of a feedback button", 2000, "/blocks/0/elements/0/negative_button/value", chars(`[{"type":"context_actions","elements":[{"type":"feedback_buttons","positive_button":{"text":` + text1 + `,"value":"y"},"negative_button":{"text":` + text1 + `,"value":"@"}}]}]`)},
	} {
		t.Run(l.what, func(t *testing.T) { l.try(t, CheckMessage) })
	}
	columns := func(n int) []Problem {
		row := "[" + raw1 + strings.Repeat(","+raw1, n-1) + "]"
		return CheckMessage([]byte(dataTable(`"rows":[` + row + `,` + row + `]`)))
	}
	wantProblem(t, columns(19), "")
	wantProblem(t, columns(20), "")
	if got := columns(21); len(got) != 2 || got[0].Pointer != "/blocks/0/rows/0" || got[1].Pointer != "/blocks/0/rows/1" {
		t.Errorf("21 columns: %v", got)
	}
	// A series has a point for each category, so that one too many is two too many.
	series := func(n int) []Problem {
		var names, points []string
		for i := range n {
			names = append(names, fmt.Sprintf(`"c%d"`, i))
			points = append(points, fmt.Sprintf(`{"label":"c%d","value":1}`, i))
		}
		return CheckMessage([]byte(bar("s", strings.Join(names, ","), strings.Join(points, ","), "")))
	}
	wantProblem(t, series(19), "")
	wantProblem(t, series(20), "")
	if got := series(21); len(got) != 2 || got[0].Pointer != "/blocks/0/chart/series/0/data" || got[1].Pointer != "/blocks/0/chart/axis_config/categories" {
		t.Errorf("21 points: %v", got)
	}
}
