package slack

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/slack-go/slack"
)

// ackOf is the acknowledgement as json.Marshal writes it.
func ackOf(tb testing.TB, id string, payload any) string {
	tb.Helper()
	text, err := json.Marshal(struct {
		ID      string `json:"envelope_id"`
		Payload any    `json:"payload,omitempty"`
	}{id, payload})
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

func sameJSON(tb testing.TB, one, other string) bool {
	tb.Helper()
	var a, b any
	if err := errors.Join(json.Unmarshal([]byte(one), &a), json.Unmarshal([]byte(other), &b)); err != nil {
		tb.Error(err)
	}
	return reflect.DeepEqual(a, b)
}

// What slack-go adds to a kind of block has to be written, or left to json.Marshal.
func TestNoPartOfABlockIsForgotten(t *testing.T) {
	for _, known := range []struct {
		of     any
		fields string
	}{
		{slack.SectionBlock{}, "Type Text BlockID Fields Accessory Expand"},
		{slack.ContextBlock{}, "Type BlockID ContextElements"},
		{slack.ActionBlock{}, "Type BlockID Elements"},
		{slack.TextBlockObject{}, "Type Text Emoji Verbatim"},
		{slack.ButtonBlockElement{}, "Type Text ActionID URL Value Confirm Style AccessibilityLabel AgentPrompt AgentPromptDisplay VisibleToUserIDs"},
	} {
		var fields []string
		for _, field := range reflect.VisibleFields(reflect.TypeOf(known.of)) {
			fields = append(fields, field.Name)
		}
		if got := strings.Join(fields, " "); got != known.fields {
			t.Errorf("%T has %s, and ackText knows of %s", known.of, got, known.fields)
		}
	}
}

// Slack reads the same as if json.Marshal had written it, whatever is in the
// blocks.
func TestAnAckIsWrittenAsJSON(t *testing.T) {
	yes, text := true, slack.NewTextBlockObject(slack.PlainTextType, "Undo", false, false)
	odd := button("a:1", "1 <x>", "Log & go")
	odd.Style, odd.URL = slack.StylePrimary, "https://slack.test/"
	bare := &slack.ButtonBlockElement{Text: &slack.TextBlockObject{Emoji: &yes, Text: "b"}}
	sure := button("a", "1", "Sure?")
	sure.Confirm = slack.NewConfirmationBlockObject(text, text, text, text)
	without := button("a", "1", "x")
	without.Text = nil
	for name, payload := range map[string]any{
		"nothing":                      nil,
		"no answer":                    map[string]string{"text": "<done>"},
		"an answer without blocks":     answer{Text: "a\nb"},
		"an answer with none":          answer{Blocks: []slack.Block{}},
		"a text":                       answer{Blocks: []slack.Block{slack.NewSectionBlock(mrkdwn("*x* & <@U1>"), nil, nil)}},
		"a text with an id":            answer{Blocks: []slack.Block{slack.NewSectionBlock(text, nil, nil, slack.SectionBlockOptionBlockID("b1"))}},
		"a text beside a button":       answer{Blocks: []slack.Block{slack.NewSectionBlock(text, nil, slack.NewAccessory(sure))}},
		"fields":                       answer{Blocks: []slack.Block{slack.NewSectionBlock(nil, []*slack.TextBlockObject{text}, nil)}},
		"an open text":                 answer{Blocks: []slack.Block{&slack.SectionBlock{Type: "section", Text: text, Expand: true}}},
		"small texts":                  answer{Blocks: []slack.Block{slack.NewContextBlock("c", text, mrkdwn("y"))}},
		"a small picture":              answer{Blocks: []slack.Block{slack.NewContextBlock("", slack.NewImageBlockElement("https://slack.test/i", "i"))}},
		"a small nothing":              answer{Blocks: []slack.Block{slack.NewContextBlock("")}},
		"buttons":                      answer{Blocks: []slack.Block{slack.NewActionBlock("r", odd, bare, button("u", "", "Undo"))}},
		"a button that asks again":     answer{Blocks: []slack.Block{slack.NewActionBlock("r", button("u", "", "Undo"), sure)}},
		"a button without a text":      answer{Blocks: []slack.Block{slack.NewActionBlock("r", without)}},
		"a button for some":            answer{Blocks: []slack.Block{slack.NewActionBlock("r", &slack.ButtonBlockElement{Text: text, VisibleToUserIDs: []string{"U1"}})}},
		"a menu":                       answer{Blocks: []slack.Block{slack.NewActionBlock("r", slack.NewDatePickerBlockElement("d"))}},
		"a row without buttons":        answer{Blocks: []slack.Block{slack.NewActionBlock("r"), &slack.ActionBlock{}}},
		"a headline and a line":        answer{Blocks: []slack.Block{slack.NewHeaderBlock(text), slack.NewDividerBlock()}},
		"blocks that are not there":    answer{Blocks: []slack.Block{(*slack.SectionBlock)(nil), (*slack.ContextBlock)(nil), (*slack.ActionBlock)(nil), nil}},
		"a section without anything":   answer{Blocks: []slack.Block{&slack.SectionBlock{}}},
		"text that is not there":       answer{Blocks: []slack.Block{slack.NewContextBlock("", (*slack.TextBlockObject)(nil)), slack.NewActionBlock("", (*slack.ButtonBlockElement)(nil))}},
		"an answer for the whole room": answer{Blocks: []slack.Block{slack.NewDividerBlock()}, ResponseType: slack.ResponseTypeInChannel},
	} {
		var got ackText
		if err := got.ack("E1", payload); err != nil || !sameJSON(t, string(got), ackOf(t, "E1", payload)) {
			t.Errorf("%s (%v):\n%s, want\n%s", name, err, got, ackOf(t, "E1", payload))
		}
	}
}

func FuzzAckText(f *testing.F) {
	for _, text := range []string{"Logged on *#1 Acme*: you reached them.", "“quoted” · \"x\" \\ \r\n\t\b\f\x00\x1f\x7f", "<&>", "\xff\xe2\x28", "\u2028\u2029\ufffd", "日本\U0001f600"} {
		f.Add(text, text)
	}
	f.Fuzz(func(t *testing.T, id, text string) {
		payload := answer{Text: text, ResponseType: id, Blocks: []slack.Block{
			slack.NewSectionBlock(mrkdwn(text), nil, nil),
			slack.NewContextBlock(id, mrkdwn(text)),
			slack.NewActionBlock(id, button(id, text, text)),
		}}
		var got ackText
		if err := got.ack(id, payload); err != nil || !sameJSON(t, string(got), ackOf(t, id, payload)) {
			t.Errorf("(%v)\n%s, want\n%s", err, got, ackOf(t, id, payload))
		}
	})
}

// BenchmarkAckText is the answer to a logged call, beside what json.Marshal takes.
func BenchmarkAckText(b *testing.B) {
	s := &sheet{}
	s.say("Logged on *#12 Bench 12*: you reached them.")
	s.say("Next step: demo on *Tuesday, 24 November*.")
	s.hint("Your note: spoke with Jo about the offer, next step demo on Tuesday")
	s.buttons(undoRow, button(doUndo, "12 command:U001:1.2.3", "Undo"))
	a := answer{Blocks: s.all(), ResponseType: slack.ResponseTypeEphemeral, Text: s.text()}
	b.Run("own", func(b *testing.B) {
		b.ReportAllocs()
		var text ackText
		for b.Loop() {
			text = text[:0]
			if err := text.ack("E1", a); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			ackOf(b, "E1", a)
		}
	})
}
