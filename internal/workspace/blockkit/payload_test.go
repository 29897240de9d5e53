package blockkit

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// limit is one number of Slack's: a payload with so many parts is fine, and one
// more is refused.
type limit struct {
	what    string
	most    int
	pointer string // to the culprit
	payload payload
}

// payload makes payloads with n parts of something, and knows what Slack says
// when most are exceeded.
type payload struct {
	with func(n int) string
	says func(most int) string
}

// chars fills the @ of a payload with n two-byte characters.
func chars(text string) payload {
	return payload{func(n int) string { return strings.ReplaceAll(text, "@", strings.Repeat("ü", n)) }, tooLong}
}

// besides is a payload that has some of the parts elsewhere.
func besides(some int, p payload) payload {
	return payload{func(n int) string { return p.with(n - some) }, p.says}
}

// webAddress fills the @ of a payload with a web address of n characters.
func webAddress(text string) payload {
	const start = "https://example.com/"
	return payload{func(n int) string { return strings.ReplaceAll(text, "@", start+strings.Repeat("a", n-len(start))) }, tooLong}
}

func tooLong(most int) string { return fmt.Sprintf("must be less than %d characters", most+1) }

// items fills the @ of a payload with n items; # in an item is its number.
func items(text, one string) payload {
	return payload{func(n int) string {
		all := make([]string, n)
		for i := range all {
			all[i] = strings.ReplaceAll(one, "#", fmt.Sprint(i))
		}
		return strings.ReplaceAll(text, "@", strings.Join(all, ","))
	}, func(most int) string { return fmt.Sprintf("no more than %d items allowed", most) }}
}

// value fills the @ of a payload with the number n.
func value(text string) payload {
	return payload{func(n int) string { return strings.ReplaceAll(text, "@", fmt.Sprint(n)) },
		func(most int) string { return fmt.Sprintf("must be less than or equal to %d", most) }}
}

// try checks a payload one below, at, and one above the limit.
func (l limit) try(t *testing.T, check func(json.RawMessage) []Problem) {
	t.Helper()
	for _, n := range []int{l.most - 1, l.most} {
		if problems := check([]byte(l.payload.with(n))); len(problems) > 0 {
			t.Errorf("%d: %v", n, problems)
		}
	}
	want := l.payload.says(l.most) + " [json-pointer:" + l.pointer + "]"
	wantProblem(t, check([]byte(l.payload.with(l.most+1))), want)
}

// wantProblem checks for a single problem; "" is none.
func wantProblem(t *testing.T, problems []Problem, want string) {
	t.Helper()
	switch {
	case want == "" && len(problems) == 0:
	case want == "" || len(problems) != 1:
		t.Errorf("got %v, want %q", problems, want)
	case problems[0].Error() != "[ERROR] "+want:
		t.Errorf("got %v, want %q", problems[0], want)
	}
}

// Parts of payloads.
const (
	text1   = `{"type":"plain_text","text":"t"}`
	plain1  = `{"type":"plain_text","text":"@"}`
	mrkdwn1 = `{"type":"mrkdwn","text":"@"}`
	option1 = `{"text":` + text1 + `,"value":"v#"}`
	button1 = `{"type":"button","action_id":"a#","text":` + text1 + `}`
	card1   = `{"type":"card","title":` + text1 + `}`
	raw1    = `{"type":"raw_text","text":"c"}`
	rich1   = `{"type":"rich_text","elements":[]}`
	table1  = `{"type":"table","rows":[[` + raw1 + `]]}`
	image1  = `"type":"image","alt_text":"a"`
)

func section(accessory string) string {
	return `[{"type":"section","text":` + text1 + `,"accessory":` + accessory + `}]`
}

func actions(element string) string { return `[{"type":"actions","elements":[` + element + `]}]` }

func input(element string) string {
	return `[{"type":"input","label":` + text1 + `,"element":` + element + `}]`
}

// select1 is a section with a menu that has the fields.
func select1(kind, fields string) string { return section(`{"type":"` + kind + `",` + fields + `}`) }

func rich(parts string) string { return `[{"type":"rich_text","elements":[` + parts + `]}]` }

// run is rich text with the inline elements.
func run(inlines string) string {
	return rich(`{"type":"rich_text_section","elements":[` + inlines + `]}`)
}

func button(fields string) string {
	return section(`{"type":"button","text":` + text1 + `,` + fields + `}`)
}

func video(fields string) string {
	return `[{"type":"video","title":` + text1 + `,"alt_text":"a","thumbnail_url":"https://example.com/t.png",` + fields + `}]`
}

func dataTable(fields string) string { return `[{"type":"data_table","caption":"c",` + fields + `}]` }

func pie(title, segments string) string {
	return `[{"type":"data_visualization","title":"` + title + `","chart":{"type":"pie","segments":[` + segments + `]}}]`
}

func bar(name, categories, points, x string) string {
	return `[{"type":"data_visualization","title":"t","chart":{"type":"bar","series":[{"name":"` + name + `","data":[` + points +
		`]}],"axis_config":{"categories":[` + categories + `],"x_label":"` + x + `"}}}]`
}

func layout(rows string) string { return `[{"type":"layout","label":"l","rows":[` + rows + `]}]` }

// laid is a row of a layout with one block.
func laid(block string) string { return `{"items":[{"block":` + block + `}]}` }

func container(fields string) string {
	return `{"type":"container","title":` + text1 + `,` + fields + `}`
}

func modal1(fields string) string { return `{"type":"modal","title":` + text1 + `,` + fields + `}` }

func home1(fields string) string { return `{"type":"home",` + fields + `}` }

// confirming is a button with a confirm dialog in which one part is @.
func confirming(part string) string {
	dialog := ""
	for _, p := range []string{"title", "text", "confirm", "deny"} {
		text := text1
		if p == part {
			text = plain1
		}
		dialog += `,"` + p + `":` + text
	}
	return button(`"confirm":{` + dialog[1:] + `}`)
}
