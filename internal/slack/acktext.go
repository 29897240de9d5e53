package slack

import (
	"encoding/json"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/slack-go/slack"
)

// answer is a message as an acknowledgement carries it.
type answer struct {
	Blocks       []slack.Block `json:"blocks"`
	ResponseType string        `json:"response_type"`
	Text         string        `json:"text"`
}

// ackText writes an acknowledgement that reads as if json.Marshal had written it.
// Most of them carry an answer of a few plain blocks; for those it takes a quarter
// of the time, because slack-go's blocks encode what they hold on their own.
type ackText []byte

// ack adds the whole of it.
func (t *ackText) ack(id string, payload any) error {
	t.add(`{"envelope_id":`)
	t.string(id)
	if payload != nil {
		t.add(`,"payload":`)
		if err := t.payload(payload); err != nil {
			return err
		}
	}
	t.add(`}`)
	return nil
}

func (t *ackText) payload(v any) error {
	a, ok := v.(answer)
	if !ok || a.Blocks == nil {
		return t.any(v)
	}
	t.add(`{"blocks":[`)
	for i, one := range a.Blocks {
		t.comma(i)
		if err := t.block(one); err != nil {
			return err
		}
	}
	t.add(`],"response_type":`)
	t.string(a.ResponseType)
	t.add(`,"text":`)
	t.string(a.Text)
	t.add(`}`)
	return nil
}

// block adds one of the kinds that sheet makes with nothing special to it, and
// leaves the others to json.Marshal.
func (t *ackText) block(of slack.Block) error {
	switch b := of.(type) {
	case *slack.SectionBlock:
		if b != nil && b.Text != nil && len(b.Fields) == 0 && b.Accessory == nil && !b.Expand {
			t.add(`{"type":`)
			t.string(string(b.Type))
			t.add(`,"text":`)
			t.text(b.Text)
			t.maybe(`,"block_id":`, b.BlockID)
			t.add(`}`)
			return nil
		}
	case *slack.ContextBlock:
		if b != nil && allTexts(b.ContextElements.Elements) {
			t.add(`{"type":`)
			t.string(string(b.Type))
			t.maybe(`,"block_id":`, b.BlockID)
			t.add(`,"elements":[`)
			for i, one := range b.ContextElements.Elements {
				t.comma(i)
				t.text(one.(*slack.TextBlockObject))
			}
			t.add(`]}`)
			return nil
		}
	case *slack.ActionBlock:
		if b != nil && b.Elements != nil && allButtons(b.Elements.ElementSet) {
			t.add(`{"type":`)
			t.string(string(b.Type))
			t.maybe(`,"block_id":`, b.BlockID)
			t.add(`,"elements":[`)
			for i, one := range b.Elements.ElementSet {
				t.comma(i)
				t.button(one.(*slack.ButtonBlockElement))
			}
			t.add(`]}`)
			return nil
		}
	}
	return t.any(of)
}

func allTexts(elements []slack.MixedElement) bool {
	for _, one := range elements {
		if text, ok := one.(*slack.TextBlockObject); !ok || text == nil {
			return false
		}
	}
	return len(elements) > 0
}

func allButtons(elements []slack.BlockElement) bool {
	for _, one := range elements {
		b, ok := one.(*slack.ButtonBlockElement)
		if !ok || b == nil || b.Text == nil || b.Confirm != nil || b.AgentPrompt != "" || b.AgentPromptDisplay != "" || len(b.VisibleToUserIDs) > 0 {
			return false
		}
	}
	return len(elements) > 0
}

func (t *ackText) button(b *slack.ButtonBlockElement) {
	t.add(`{`)
	if b.Type != "" {
		t.add(`"type":`)
		t.string(string(b.Type))
		t.add(`,`)
	}
	t.add(`"text":`)
	t.text(b.Text)
	t.maybe(`,"action_id":`, b.ActionID)
	t.maybe(`,"url":`, b.URL)
	t.maybe(`,"value":`, b.Value)
	t.maybe(`,"style":`, string(b.Style))
	t.maybe(`,"accessibility_label":`, b.AccessibilityLabel)
	t.add(`}`)
}

func (t *ackText) text(of *slack.TextBlockObject) {
	t.add(`{"type":`)
	t.string(of.Type)
	t.add(`,"text":`)
	t.string(of.Text)
	if of.Emoji != nil {
		t.add(`,"emoji":`)
		if *of.Emoji {
			t.add(`true`)
		} else {
			t.add(`false`)
		}
	}
	if of.Verbatim {
		t.add(`,"verbatim":true`)
	}
	t.add(`}`)
}

func (t *ackText) add(text string) { *t = append(*t, text...) }

func (t *ackText) comma(i int) {
	if i > 0 {
		t.add(`,`)
	}
}

// maybe adds a member, unless it is empty.
func (t *ackText) maybe(name, value string) {
	if value != "" {
		t.add(name)
		t.string(value)
	}
}

// any adds what json.Marshal makes of v.
func (t *ackText) any(v any) error {
	text, err := json.Marshal(v)
	*t = append(*t, text...)
	return err
}

// string adds a JSON string. Of a byte that is no text it makes what
// json.Marshal makes of it.
func (t *ackText) string(s string) { *t, _ = jsontext.AppendQuote(*t, s) }
