package coach

import (
	"strings"
	"time"
)

// Message is something to be posted in Slack because of a change: a reference
// to what it shows, not its text, so that it is rendered from the state of the
// moment. It is written in the same commit as the change.
type Message struct {
	ID       string // a pure function of the state; the same message is never made twice
	Kind     MessageKind
	To       string    // a Slack user or channel id
	NotAfter time.Time // past it, it is dropped rather than posted; zero: never
}

// MessageKind says what a message shows.
type MessageKind string

// The kinds. For a prompt and a digest the message's id is the record's id.
const (
	PromptMessage MessageKind = "prompt"
	DigestMessage MessageKind = "digest"
	// RefreshMessage edits a posted prompt to the present state. Its id is
	// RefreshID of the prompt's; asking again for one that is under way makes
	// it run once more.
	RefreshMessage MessageKind = "refresh"
)

// RefreshID is the id of the job that brings a posted message up to date.
func RefreshID(prompt string) string { return "refresh:" + prompt }

// Refreshes returns the messages that must be edited because the deal changed:
// the newest prompt that shows it.
func (d Deal) Refreshes() []Message {
	if d.Nudge.Prompt == "" {
		return nil
	}
	return []Message{{ID: RefreshID(d.Nudge.Prompt), Kind: RefreshMessage, To: d.Owner}}
}

// RefreshedBy returns the id of the message that a refresh brings up to date.
func RefreshedBy(refresh string) string { return strings.TrimPrefix(refresh, RefreshID("")) }
