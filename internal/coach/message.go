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
	// ThreadMessage is a page of the thread below a digest (see ThreadID). It
	// waits until the digest is posted.
	ThreadMessage MessageKind = "thread"
	// RefreshMessage edits a posted prompt to the present state. Its id is
	// RefreshID of the prompt's; asking again for one that is under way makes
	// it run once more.
	RefreshMessage MessageKind = "refresh"
	// EditMessage brings a digest that was posted early, or a page of its thread,
	// up to date. Its id is EditID of the message's.
	EditMessage MessageKind = "edit"
	// NoticeMessage tells one person something once: see Notice.
	NoticeMessage MessageKind = "notice"
	// TeamMessage has the Home tabs drawn anew of those who look at the team's
	// deals. A changed deal asks for it, once somebody does.
	TeamMessage MessageKind = "team"
	// HomeMessage draws somebody's Home tab anew, from the present state. Its id
	// tells whose. A changed deal asks for its owner's, which is drawn if they have
	// opened it before.
	HomeMessage MessageKind = "home"
)

// UnknownKind is why a program gives a message up that only a newer one knows.
const UnknownKind = "unknown kind of message"

// Kinds are all kinds of messages that this program knows.
func Kinds() []MessageKind {
	return []MessageKind{
		PromptMessage, DigestMessage, ThreadMessage, RefreshMessage, EditMessage, NoticeMessage, TeamMessage, HomeMessage,
	}
}

// Edits reports whether messages of the kind bring up to date what is there
// already: that may be done twice, and asked for again and again.
func (k MessageKind) Edits() bool {
	return k == RefreshMessage || k == EditMessage || k == HomeMessage || k == TeamMessage
}

// RefreshID is the id of the job that brings a posted message up to date.
func RefreshID(prompt string) string { return "refresh:" + prompt }

// Home is the job that draws a person's Home tab.
func Home(user string) Message { return Message{ID: "home:" + user, Kind: HomeMessage, To: user} }

// TeamHomes is the job that has the Home tabs drawn that show the team.
func TeamHomes() Message { return Message{ID: "team", Kind: TeamMessage} }

// Messages returns what goes out because the deal changed: what is brought up to
// date, and a word to its new owner.
func (d Deal) Messages() []Message { return append(d.Refreshes(), d.given()...) }

// Refreshes returns what must be brought up to date because the deal changed:
// the newest prompt that shows it, and its owner's Home tab.
func (d Deal) Refreshes() []Message {
	var all []Message
	if d.Nudge.Prompt != "" {
		all = append(all, Message{ID: RefreshID(d.Nudge.Prompt), Kind: RefreshMessage, To: d.Owner})
	}
	if d.Owner != "" {
		all = append(all, Home(d.Owner))
	}
	return append(all, TeamHomes())
}

// RefreshedBy returns the id of the message that a refresh brings up to date.
func RefreshedBy(refresh string) string { return strings.TrimPrefix(refresh, RefreshID("")) }
