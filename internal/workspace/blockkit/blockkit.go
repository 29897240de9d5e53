// Package blockkit checks messages and views against the limits of Slack's
// Block Kit, offline and before anything is sent.
//
// The limits are written down as data. A shape lists the fields of one JSON
// object and gives each a rule; shape.go and rule.go are the little engine that
// walks a payload along them. The tables of shapes:
//
//   - view.go and attachment.go: what blocks come in besides messages
//   - blocks.go: which blocks there are, and on which surface; text.go,
//     image.go, video.go, richtext.go, table.go, chart.go, group.go, card.go and
//     task.go have the fields of the bigger ones
//   - elements.go: which elements there are, and in which block; controls.go,
//     entry.go, option.go and workflow.go have their fields
//   - link.go: what an address may look like
//
// What spans several blocks (ids used twice, the number of tables, the length
// of all markdown) is counted in the checker while it walks.
//
// Where Slack's pages contradict each other the comment at the number says
// which was taken. Fields that nobody knows are refused, as Slack does, except
// in the blocks that are too new for their pages to be complete.
//
// The wording of a problem is Slack's own where it is known, so that a log line
// from this package can be searched for. Lengths count characters (runes), as
// Slack does for all text seen so far.
package blockkit

import (
	"encoding/json"
	"fmt"
)

// Limits of the surfaces: https://docs.slack.dev/reference/block-kit/blocks.
const (
	maxMessageBlocks = 50
	maxViewBlocks    = 100
	maxID            = 255 // block_id, action_id, callback_id, external_id
)

// Problem is one reason for which Slack would refuse a payload.
type Problem struct {
	Pointer string // JSON pointer to the culprit, such as "/blocks/0/text/text"
	Message string // Slack's text, such as "must be less than 3001 characters"
}

// Error gives the problem as Slack lists it in response_metadata.messages:
// "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]".
func (p Problem) Error() string {
	return fmt.Sprintf("[ERROR] %s [json-pointer:%s]", p.Message, p.Pointer)
}

// CheckMessage checks the blocks of a message, a JSON array, and returns every
// problem in the order of the payload; none means that Slack would take them.
// Pointers start with "/blocks". What is no JSON array is one problem at
// "/blocks".
func CheckMessage(blocks json.RawMessage) []Problem {
	c := newChecker(message)
	blockList(maxMessageBlocks)(c, "/blocks", read(blocks))
	return c.problems
}

// CheckAttachments checks the attachments of a message, a JSON array, and the
// blocks in them. Pointers start with "/attachments".
func CheckAttachments(attachments json.RawMessage) []Problem {
	c := newChecker(message)
	list(0, MaxAttachments, is(attachment))(c, "/attachments", read(attachments))
	return c.problems
}

// CheckView checks a modal or a Home tab, a JSON object as given to views.open
// and views.publish. It returns every problem in the order of the payload;
// pointers start with "/view". The size of the whole view (250 kB) is not
// checked: Slack answers it with an error of its own, view_too_large.
func CheckView(view json.RawMessage) []Problem {
	o, ok := read(view).(map[string]any)
	if !ok {
		return []Problem{{"/view", "must provide an object"}}
	}
	switch o["type"] {
	case "modal":
		return checkView(modal, o)
	case "home":
		return checkView(home, o)
	}
	c := newChecker(everywhere)
	if _, kind, ok := c.typed("/view", o); ok {
		c.unsupported("/view", kind)
	}
	return c.problems
}

func checkView(on surface, view map[string]any) []Problem {
	c := newChecker(on)
	c.object("/view", view, views[on], "type")
	return c.problems
}

// read takes JSON apart; what is none is nil, which every rule refuses.
func read(raw json.RawMessage) any {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return nil
	}
	return v
}
