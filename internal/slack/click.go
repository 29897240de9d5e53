package slack

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"dealcoach/internal/coach"
)

// click answers a button. Slack wants the acknowledgement first; what came of
// it is then seen in the message itself.
func (b *Bot) click(ctx context.Context, e envelope) {
	b.ack(ctx, e, nil)
	ctx, cancel := context.WithTimeout(ctx, tellWithin)
	defer cancel()
	if len(e.interaction.ActionCallback.BlockActions) == 0 {
		return
	}
	action := e.interaction.ActionCallback.BlockActions[0]
	op := "click:" + cmp.Or(e.interaction.TriggerID, e.id)
	kind, _, _ := strings.Cut(action.ActionID, ":")
	if kind == doAgain {
		s, err := persist(ctx, func(ctx context.Context) (*sheet, error) {
			return b.obey(ctx, order{user: e.interaction.User.ID, line: action.Value, op: op})
		})
		b.respond(ctx, e, b.worded(s, err, action.Value), err == nil)
		return
	}
	at, ok := readTarget(action.Value)
	if !ok {
		return
	}
	b.onCard(ctx, e, kind, at, op)
}

// onCard carries out what a card's button says, and brings the card up to date
// whatever came of it: an old button answers with the present state.
func (b *Bot) onCard(ctx context.Context, e envelope, kind string, at target, op string) {
	if answer, _ := b.answerOf(at); kind == doAnswer && answer.Effect.NeedsDate() {
		b.askWhen(ctx, e, at)
		return
	}
	c := b.callOf(ctx, e, op)
	_, err := persist(ctx, func(ctx context.Context) (*sheet, error) {
		return nil, b.applyTo(ctx, c, kind, at, coach.Later{})
	})
	if err != nil {
		b.respond(ctx, e, b.worded(nil, err, ""), false)
	}
	b.redraw(ctx, e, c.person, at.prompt)
}

// applyTo commits what a card's button or form says.
func (b *Bot) applyTo(ctx context.Context, c call, kind string, at target, later coach.Later) error {
	made, err := b.madeAt(ctx, at.prompt)
	if err != nil {
		return err
	}
	_, err = b.change(ctx, c, at.deal, func(d *coach.Deal) error {
		if err := b.settled(c, kind, at, made, *d); err != nil {
			return err
		}
		return b.apply(c, kind, at, later, d)
	})
	return err
}

// callOf is the command that a click or a form stands for.
func (b *Bot) callOf(ctx context.Context, e envelope, op string) call {
	person := b.actor(ctx, e.interaction.User.ID)
	return call{person: person, act: b.act(person), op: op}
}

// apply is the rule behind a card's button.
func (b *Bot) apply(c call, kind string, at target, later coach.Later, d *coach.Deal) error {
	switch kind {
	case doAsk:
		script, ok := b.scripts.Find(at.script)
		if !ok {
			return coach.Refuse("That script is not there any more.", "Log what happened with /call "+d.Ref())
		}
		return d.Ask(c.act, at.script, at.variant, script.How.OneWay())
	case doAnswer:
		answer, ok := b.answerOf(at)
		if !ok {
			return coach.Refuse("That answer is not there any more.", "Log what happened with /call "+d.Ref())
		}
		return d.Answer(c.act, answer, later)
	case doSnooze:
		return d.SnoozeUntil(c.act, b.settings.Work.NextWorking(c.today().Add(snoozeDays)))
	case doLetGo:
		return d.Close(c.act, coach.LetGo, "")
	default:
		return coach.Refuse("I don't know that button any more.", "Log what happened with /call "+d.Ref())
	}
}

// settled refuses a button whose card the deal has moved past. made is when the
// card was; a prompt too old to be kept has the zero time.
func (b *Bot) settled(c call, kind string, at target, made time.Time, d coach.Deal) error {
	asked := kind == doAsk && d.Asked.Script == at.script && d.Asked.At.After(made)
	if d.IsOpen() && !d.ActedSince(made) && !asked {
		return nil
	}
	somebody := func(string) string { return "Somebody" }
	return coach.Refuse(d.Title()+" has moved on since: "+d.Last.Words(c.person.ID, somebody, c.today()), "See it with /deal show "+d.Ref())
}

// madeAt tells when a prompt was made; the zero time when it is not kept any
// more.
func (b *Bot) madeAt(ctx context.Context, prompt string) (time.Time, error) {
	p, err := b.deals.Prompt(ctx, prompt)
	if errors.Is(err, coach.ErrNotFound) {
		return time.Time{}, nil
	}
	return p.At, err
}

func (b *Bot) answerOf(at target) (coach.Answer, bool) {
	script, ok := b.scripts.Find(at.script)
	if !ok {
		return coach.Answer{}, false
	}
	return script.Answer(at.answer)
}

// redraw shows the clicked prompt as it is now. The same is on its way through
// the outbox, which also reaches it when this fails; here it is at once.
func (b *Bot) redraw(ctx context.Context, e envelope, person coach.Person, id string) {
	p, s, err := b.prompt(ctx, id)
	if err != nil || p.Rep != person.ID && !person.Manages(b.settings) {
		return
	}
	b.respond(ctx, e, s, true)
}

// askWhen opens the small form for an answer that needs a date.
func (b *Bot) askWhen(ctx context.Context, e envelope, at target) {
	c := b.callOf(ctx, e, "")
	if _, err := b.api.OpenViewContext(ctx, e.interaction.TriggerID, whenForm(at, c.today())); err != nil {
		b.log.Warn("could not open a form", "err", redact(err))
		b.respond(ctx, e, refused(coach.Refusal{
			Reason: "The form did not open. Nothing is lost.",
			Hint:   "Click once more, or type: /call #" + strconv.FormatInt(at.deal, 10) + " call back in 3 weeks because they said why",
		}), false)
	}
}
