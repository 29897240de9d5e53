package slack

import (
	"context"
	"errors"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// How long things may take, in real time. Slack waits 3 s for an answer, and
// takes later ones for 30 minutes.
const (
	answerWithin = 1800 * time.Millisecond
	tellWithin   = 25 * time.Second
	betweenTries = 150 * time.Millisecond
)

// answer runs work and tells its result in the acknowledgement. When the store
// has not told the outcome by then, it says so, goes on with the same
// operation, and tells the truth later.
func (b *Bot) answer(ctx context.Context, e *envelope, line string, work func(context.Context) (*sheet, error)) {
	soon, cancel := context.WithDeadline(ctx, e.taken.Add(answerWithin))
	s, err := persist(soon, work)
	cancel()
	if !errors.Is(err, coach.ErrUnknown) {
		b.say(ctx, e, b.worded(e, s, err, line))
		return
	}
	b.say(ctx, e, workingOnIt(line))
	later, cancel := context.WithTimeout(ctx, tellWithin)
	defer cancel()
	s, err = persist(later, work)
	b.respond(ctx, e, b.worded(e, s, err, line), false)
}

// persist repeats work while the store does not answer and ctx lasts. It is
// safe because work carries its operation id. An outcome that was unknown once
// stays unknown until an attempt tells.
func persist(ctx context.Context, work func(context.Context) (*sheet, error)) (*sheet, error) {
	unknown := false
	for {
		s, err := work(ctx)
		unknown = unknown || errors.Is(err, coach.ErrUnknown)
		if !errors.Is(err, coach.ErrUnknown) && !errors.Is(err, coach.ErrUnavailable) {
			return s, err
		}
		if unknown {
			err = errors.Join(coach.ErrUnknown, err)
		}
		deadline, _ := ctx.Deadline()
		if time.Until(deadline) < 2*betweenTries {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(betweenTries):
		}
	}
}

// say acknowledges an envelope with a message that only the sender sees. What
// an acknowledgement cannot carry follows it by response_url: the answer to a
// click, one that is too long or too late, or one for which no socket is open.
func (b *Bot) say(ctx context.Context, e *envelope, s *sheet) {
	if s.form != nil {
		b.openSheet(ctx, e, s)
		return
	}
	if e.kind == envelopeCommand && time.Since(e.taken) < ackUseful {
		err := e.ack(ctx, answer{Blocks: s.all(), ResponseType: slack.ResponseTypeEphemeral, Text: s.text()})
		if err == nil {
			return
		}
		if !errors.Is(err, errTooLarge) {
			b.noteAck(err)
			b.respond(ctx, e, s, false)
			return
		}
	}
	b.ack(ctx, e, nil)
	b.respond(ctx, e, s, false)
}

// ack acknowledges without a message.
func (b *Bot) ack(ctx context.Context, e *envelope, payload any) { b.noteAck(e.ack(ctx, payload)) }

func (b *Bot) noteAck(err error) {
	if err != nil && !errors.Is(err, errAcked) {
		b.log.Warn("could not acknowledge", "err", redact(err))
	}
}

// respond answers by the envelope's response_url: in place of the message that
// was clicked, or as a new one that only the sender sees. It is tried even when
// ctx has ended: whoever waits for an outcome should hear it. The Home tab and
// modals have no such address; there it is shown over the tab, or in the modal's
// place.
func (b *Bot) respond(ctx context.Context, e *envelope, s *sheet, inPlace bool) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
	defer cancel()
	url := e.responseURL()
	if url == "" {
		switch {
		case e.inHome():
			b.overHome(ctx, e, "Deal Coach", s)
		case e.inModal():
			b.inModalsPlace(ctx, e, "Deal Coach", s)
		}
		return
	}
	options := []slack.MsgOption{slack.MsgOptionText(s.text(), false), slack.MsgOptionBlocks(s.all()...)}
	if inPlace {
		options = append(options, slack.MsgOptionReplaceOriginal(url))
	} else {
		options = append(options, slack.MsgOptionResponseURL(url, slack.ResponseTypeEphemeral))
	}
	if _, _, _, err := b.api.SendMessageContext(ctx, "", options...); err != nil {
		b.log.Warn("could not answer by response_url", "err", redact(err))
	}
}

// responseURL is where later answers go; empty when there is no such place.
func (e *envelope) responseURL() string {
	if e.kind == envelopeCommand {
		return e.command.ResponseURL
	}
	if e.interaction == nil {
		return ""
	}
	return e.interaction.ResponseURL
}
