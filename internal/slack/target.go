package slack

import (
	"fmt"
	"strings"
)

// The actions of buttons. What follows a colon tells buttons of one row apart;
// the value says what is meant.
const (
	doAgain  = "again"  // value: the whole line
	doUndo   = "undo"   // value: the deal and the operation
	doAsk    = "ask"    // the others: target, an answer also with the answer
	doAnswer = "answer" //
	doSpoke  = "spoke"
	doSnooze = "snooze"
	doLetGo  = "letgo"
	doReopen = "reopen"
	doLeave  = "leave"
	doFocus  = "focus"
	doMain   = "main" // value: target with the contact's mark as its answer
	doForm   = "form" // opens the form that follows the colon
	doShow   = "show"

	doSaves = "saves" // who saved which of the team's settings; value: the page

	doPost = "post" // value: the digest's id

	doDelete  = "delete"
	doRestore = "restore"
	doMerge   = "merge"   // value: target with the deal that it goes into as its answer
	doHistory = "history" // value: target with a page as its answer

	// On the Home tab: which deals it shows, and whose.
	doLook  = "look"
	doWhose = "whose"

	doBack = "back" // ends one's absence
	doGive = "give" // a manager gives all deals of the person after the colon to the chosen one

	// Under the preview of a file: value: offer.
	doImport   = "import"
	doNotNow   = "notnow"
	doTemplate = "template" // sends a file to fill in
)

// target is what a button on a card is about. It comes back from outside, so
// nothing in it is trusted: rights and the deal's state are checked anew.
type target struct {
	deal                            int64
	prompt, script, variant, answer string
}

// String writes the target for a button's value. None of its parts holds a
// space: ids of deals, prompts, scripts, variants and answers.
func (t target) String() string {
	return fmt.Sprintf("%d %s %s %s %s", t.deal, dash(t.prompt), dash(t.script), dash(t.variant), dash(t.answer))
}

// readTarget reads what String wrote, and nothing else.
func readTarget(value string) (t target, ok bool) {
	n, err := fmt.Sscanf(value, "%d %s %s %s %s", &t.deal, &t.prompt, &t.script, &t.variant, &t.answer)
	for _, part := range []*string{&t.prompt, &t.script, &t.variant, &t.answer} {
		if *part == "-" {
			*part = ""
		}
	}
	return t, err == nil && n == 5 && t.deal > 0 && t.String() == value
}

func dash(part string) string {
	if part == "" {
		return "-"
	}
	return part
}

// with returns the target with an answer.
func (t target) with(answer string) target {
	t.answer = answer
	return t
}

// block is the id of one of the card's rows; it is unique in the message.
func (t target) block(row string) string { return fmt.Sprintf("%s:%d", row, t.deal) }

// kindOf is an action id without what tells it apart, and that.
func kindOf(actionID string) (kind, rest string) {
	kind, rest, _ = strings.Cut(actionID, ":")
	return kind, rest
}
