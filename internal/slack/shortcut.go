package slack

import (
	"context"
	"regexp"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// The shortcuts, by the callback ids in the manifest: one from anywhere, one on a
// message.
const (
	shortcutLog     = "log_call"
	shortcutMessage = "log_message"
)

// shortcut opens the form for a call; the one on a message begins it with what
// that says.
func (b *Bot) shortcut(ctx context.Context, e *envelope) {
	b.ack(ctx, e, nil)
	s, err := b.shortcutForm(ctx, e)
	if err == nil {
		b.openSheet(ctx, e, s)
		return
	}
	if s = b.worded(e, nil, err, ""); e.responseURL() == "" {
		b.overHome(ctx, e, "Deal Coach", s) // there is no message to answer below
		return
	}
	b.respond(ctx, e, s, false)
}

func (b *Bot) shortcutForm(ctx context.Context, e *envelope) (*sheet, error) {
	soon, cancel := context.WithDeadline(ctx, e.taken.Add(answerWithin))
	defer cancel()
	c, err := b.callOf(soon, e, coach.ViaShortcut, e.interaction.TriggerID)
	if err != nil {
		return nil, err
	}
	note := ""
	switch e.interaction.CallbackID {
	case shortcutLog:
	case shortcutMessage:
		note = b.quoted(soon, c, *e.interaction)
	default:
		return nil, coach.Refuse("I don't know that shortcut any more.", "Here is all I know: /deal help")
	}
	return b.logForm(soon, c, 0, note)
}

// bareMention is a mention without a label, as messages have it.
var bareMention = regexp.MustCompile(`<@[UW][A-Z0-9]+>`)

// namesWithin is how long the form may wait for the names in a message.
const namesWithin = 500 * time.Millisecond

// quoted is a message as the beginning of a note: its words, and where to find it.
func (b *Bot) quoted(ctx context.Context, c call, in slack.InteractionCallback) string {
	ctx, cancel := context.WithTimeout(ctx, namesWithin)
	defer cancel()
	text := bareMention.ReplaceAllStringFunc(in.Message.Text, func(m string) string {
		return "@" + b.nameOf(ctx)(strings.Trim(m, "<@>"))
	})
	text = strings.TrimSpace(printable(typed(text)))
	tail := "\n(from a message"
	if at, ok := instantOf(firstOf(in.MessageTs, in.Message.Timestamp)); ok {
		at = at.In(c.act.At.Location())
		tail += " of " + coach.DateOf(at).Words(c.today()) + " at " + at.Format("15:04")
	}
	if link := in.Message.Permalink; link != "" {
		tail += ", " + link
	}
	tail += ")"
	return strings.TrimSpace(coach.Cut(text, maxNote-len(tail)) + tail)
}

// instantOf reads when a message was written from its id.
func instantOf(ts string) (time.Time, bool) {
	seconds, err := time.ParseDuration(ts + "s")
	return time.Unix(0, 0).Add(seconds), err == nil && seconds > 0
}
