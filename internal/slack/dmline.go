package slack

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack/slackevents"

	"dealcoach/internal/coach"
)

// line returns the message that somebody wrote to the bot. Whatever else comes
// of messages is none: edits and other subtypes, and what bots write, this one
// among them.
func (e *envelope) line() (*slackevents.MessageEvent, bool) {
	m, ok := e.event.InnerEvent.Data.(*slackevents.MessageEvent)
	return m, ok && m.IsIM() && m.SubType == "" && m.BotID == "" && e.eventID != ""
}

// line answers what somebody wrote in the bot's DM. A line that names a deal is
// read like /call, any other logs nothing. Slack repeats an event until it is
// acknowledged: what it says is committed once, by the event's id, and a
// repetition looks before it answers.
func (b *Bot) line(ctx context.Context, e *envelope, m *slackevents.MessageEvent) {
	text := strings.TrimSpace(printable(typed(m.Text)))
	if m.User == b.home.User || text == "" {
		b.ack(ctx, e, nil)
		return
	}
	soon, cancel := context.WithDeadline(ctx, e.taken.Add(answerWithin))
	defer cancel()
	first := e.retry == 0
	c, err := b.lineCall(soon, e, m, text)
	var s *sheet
	if err == nil {
		work := func(ctx context.Context) (*sheet, error) {
			at, s, err := b.readLine(ctx, c)
			// What another delivery has logged bears its instant.
			if err == nil && !at.IsZero() && at.UnixMilli() != c.act.At.UnixMilli() {
				first = false
			}
			return s, err
		}
		s, err = persist(soon, work)
		if errors.Is(err, coach.ErrUnknown) {
			b.ack(ctx, e, nil)
			later, cancel := context.WithTimeout(ctx, tellWithin)
			defer cancel()
			s, err = persist(later, work)
		}
	}
	b.ack(ctx, e, nil)
	b.replyOnce(ctx, e, coach.Posted{Channel: m.Channel, TS: m.ThreadTimeStamp}, b.worded(e, s, err, text), first)
}

// lineCall is the command that a line stands for, or the refusal of its sender.
func (b *Bot) lineCall(ctx context.Context, e *envelope, m *slackevents.MessageEvent, text string) (call, error) {
	from := sender{user: m.User, team: cmp.Or(m.UserTeam, m.SourceTeam, e.event.TeamID)}
	if from.team == e.event.TeamID {
		from.enterprise = e.event.EnterpriseID
	}
	person, err := b.admit(ctx, from)
	if err != nil {
		return call{}, err
	}
	return call{
		person: person, act: b.act(person, coach.ViaLine), op: operation("event", from.user, e.eventID),
		line: "/call " + text, raw: m.Text, text: text,
	}, nil
}

// replyOnce posts the answer to an event as a message, in the thread of the line
// if there is one. Unless this is surely the first to do so, it looks whether the
// answer is there.
func (b *Bot) replyOnce(ctx context.Context, e *envelope, to coach.Posted, s *sheet, first bool) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
	defer cancel()
	_, err := b.postOnce(ctx, coach.Delivery{
		Message: coach.Message{ID: "event:" + e.eventID, To: to.Channel}, Attempt: 1, First: time.Now(), Doubtful: !first,
	}, to, s)
	if err != nil {
		b.log.Warn("could not answer a line in the DM", "err", redact(err))
	}
}

// readLine logs a line that names a deal, and is kind about any other. at is
// as for logLine, and zero when nothing was logged.
func (b *Bot) readLine(ctx context.Context, c call) (at time.Time, s *sheet, err error) {
	if strings.EqualFold(c.text, "help") {
		c.text = ""
		s, err := b.help(ctx, c)
		return time.Time{}, s, err
	}
	if isCourtesy(c.text) {
		return time.Time{}, chatted("Glad to be of help."), nil
	}
	id, rest, err := b.find(ctx, c, true)
	var refusal coach.Refusal
	var which choice
	bare, _, counts := coach.ParseRef("#" + c.text)
	switch {
	case errors.As(err, &refusal),
		errors.As(err, &which) && which.Near && which.Rest == "",
		err == nil && counts && bare == id: // "3 of them were there" is not about deal #3
		return time.Time{}, chatted("I found no deal of yours at the start of that."), nil
	case err != nil:
		return time.Time{}, nil, err
	}
	return b.logLine(ctx, c, id, rest)
}

// courtesies begin what people say to be polite. A deal whose name begins with
// one is named by its number.
var courtesies = []string{
	"thanks", "thank", "thx", "ty", "cheers", "hi", "hello", "hey", "good", "great", "nice", "cool", "perfect",
	"ok", "okay", "yes", "no", "sure", "done", "bye", "sorry", "please", "wow",
}

func isCourtesy(text string) bool {
	word := coach.FirstWord(text)
	return word == "" || slices.Contains(courtesies, word)
}

// chatted says that nothing was logged, and how it would be.
func chatted(words string) *sheet {
	s := &sheet{}
	s.say(words + " Nothing was logged.")
	s.hint("To log a call, begin with the deal: “acme spoke with Jo”. All I can do: `/deal help`")
	return s
}
