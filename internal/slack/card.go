package slack

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// The actions of buttons. What follows a colon tells buttons of one row apart;
// the value says what is meant.
const (
	doAgain  = "again"  // value: the whole line
	doAsk    = "ask"    // value: target
	doAnswer = "answer" // value: target with the answer
	doSnooze = "snooze" // value: target
	doLetGo  = "letgo"  // value: target
)

// snoozeDays is how far the card's snooze reaches.
const snoozeDays = 7

// card adds what a prompt says about one deal, as it is now: the question while
// it is open, and the outcome once the deal has changed.
func (b *Bot) card(s *sheet, p coach.Prompt, c coach.Card, d coach.Deal, reader reader) {
	title := "*" + plain(d.Title()) + "*"
	switch {
	case d.ID == 0:
		s.sayf("#%d is not there any more.", c.Deal)
	case !d.IsOpen():
		s.say(check + " " + b.closed(d))
		s.hint(plain("Changed your mind? /deal reopen " + d.Ref()))
	case d.ActedSince(p.At):
		s.sayf("%s %s: %s", check, title, plain(d.Last.Words(reader.id, reader.nameOf, reader.today)))
		s.hint(plain("See it with /deal show " + d.Ref()))
	default:
		s.sayf("%s · %s\n%s", title, b.facts(d), plain(c.Why))
		b.question(s, p, c, d, reader)
	}
}

const check = ":white_check_mark:"

// question adds the words to say, and the buttons to answer on the spot.
func (b *Bot) question(s *sheet, p coach.Prompt, c coach.Card, d coach.Deal, reader reader) {
	at := target{deal: d.ID, prompt: p.ID, script: c.Script, variant: c.Variant}
	script, known := b.scripts.Find(c.Script)
	if !known {
		s.buttons(at.block("do"), b.doButtons(at, false)...)
		return
	}
	if before, ok := b.scripts.Find(c.Before); ok {
		words, _ := coach.Fill(before.Variant(c.BeforeVar).Words, d, reader.name)
		s.sayf("You could open with:\n%s", quote(plain(words)))
	}
	words, missing := coach.Fill(script.Variant(c.Variant).Words, d, reader.name)
	s.sayf("*%s* Say:\n%s", plain(script.Title), quote(plain(words)))
	if d.Contact == "" {
		missing = append(missing, "contact")
	}
	if len(missing) > 0 {
		s.hint("I don't know their " + strings.Join(missing, " and ") + " yet.")
	}
	asked := d.Asked.Script == c.Script && d.Asked.At.After(p.At)
	if asked || c.Situation == coach.WasAsked {
		s.say("What did they say?")
	}
	var answers []*slack.ButtonBlockElement
	for _, a := range script.Answers {
		value := at
		value.answer = a.ID
		b := button(doAnswer+":"+a.ID, value.String(), a.Label)
		b.AccessibilityLabel = coach.Cut(a.Label+", "+d.Title(), 75)
		answers = append(answers, b)
	}
	if len(answers) > 0 {
		s.buttons(at.block("answers"), answers...)
	}
	s.buttons(at.block("do"), b.doButtons(at, !asked && c.Situation != coach.WasAsked)...)
}

// doButtons are what a rep can do with the deal besides answering.
func (b *Bot) doButtons(at target, ask bool) []*slack.ButtonBlockElement {
	var row []*slack.ButtonBlockElement
	if ask && at.script != "" {
		row = append(row, button(doAsk, at.String(), "I asked this").WithStyle(slack.StylePrimary))
	}
	return append(row,
		button(doSnooze, at.String(), "Snooze a week"),
		button(doLetGo, at.String(), "Let it go"))
}

// reader is the person for whom a prompt is rendered.
type reader struct {
	id, name string
	today    coach.Date
	nameOf   func(user string) string
}

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

// readTarget reads what String wrote.
func readTarget(value string) (t target, ok bool) {
	n, err := fmt.Sscanf(value, "%d %s %s %s %s", &t.deal, &t.prompt, &t.script, &t.variant, &t.answer)
	for _, part := range []*string{&t.prompt, &t.script, &t.variant, &t.answer} {
		if *part == "-" {
			*part = ""
		}
	}
	return t, err == nil && n == 5
}

func dash(part string) string {
	if part == "" {
		return "-"
	}
	return part
}

// block is the id of one of the card's rows; it is unique in the message.
func (t target) block(row string) string { return fmt.Sprintf("%s:%d", row, t.deal) }
