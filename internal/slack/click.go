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
	kind, rest := kindOf(action.ActionID)
	switch kind {
	case doAgain:
		b.inPlace(ctx, e, action.Value, func(ctx context.Context) (*sheet, error) {
			return b.obey(ctx, order{user: e.interaction.User.ID, line: action.Value, op: op})
		})
	case doUndo:
		b.inPlace(ctx, e, "", func(ctx context.Context) (*sheet, error) { return b.undo(ctx, b.callOf(ctx, e, op), action.Value) })
	default:
		at, ok := readTarget(action.Value)
		if !ok {
			return
		}
		if kind == doForm {
			form, _, _ := strings.Cut(rest, ":")
			b.openForm(ctx, e, form, at)
			return
		}
		b.onCard(ctx, e, kind, at, op)
	}
}

// inPlace does something and shows its outcome in the place of the clicked
// message, or what went wrong below it.
func (b *Bot) inPlace(ctx context.Context, e envelope, line string, work func(context.Context) (*sheet, error)) {
	s, err := persist(ctx, work)
	b.respond(ctx, e, b.worded(s, err, line), err == nil)
}

// onCard carries out what a card's button says, and brings the card up to date
// whatever came of it: an old button answers with the present state.
func (b *Bot) onCard(ctx context.Context, e envelope, kind string, at target, op string) {
	c := b.callOf(ctx, e, op)
	_, err := persist(ctx, func(ctx context.Context) (*sheet, error) {
		return nil, b.applyTo(ctx, c, kind, at, coach.Input{})
	})
	if err != nil {
		b.respond(ctx, e, b.worded(nil, err, ""), false)
	}
	b.redraw(ctx, e, c, at)
}

// applyTo commits what a card's button or form says.
func (b *Bot) applyTo(ctx context.Context, c call, kind string, at target, in coach.Input) error {
	made, err := b.madeAt(ctx, at.prompt)
	if err != nil {
		return err
	}
	var others []coach.Deal
	if kind == doFocus {
		if others, err = b.deals.OpenOf(ctx, c.person.ID); err != nil {
			return err
		}
	}
	_, err = b.change(ctx, c, at.deal, func(d *coach.Deal) error {
		if kind == doFocus {
			return d.FocusOn(c.act, c.today().ISOWeek(), others)
		}
		if err := b.settled(c, kind, at, made, *d); err != nil {
			return err
		}
		return b.apply(c, kind, at, in, d)
	})
	return err
}

// callOf is the command that a click or a form stands for.
func (b *Bot) callOf(ctx context.Context, e envelope, op string) call {
	person := b.actor(ctx, e.interaction.User.ID)
	return call{person: person, act: b.act(person), op: op}
}

// apply is the rule behind a card's button.
func (b *Bot) apply(c call, kind string, at target, in coach.Input, d *coach.Deal) error {
	switch kind {
	case doAsk:
		script, ok := b.scripts.Find(at.script)
		if !ok {
			return coach.Refuse("That script is not there any more.", "Log what happened with /call "+d.Ref())
		}
		return d.Ask(c.act, at.script, at.variant, script.How)
	case doAnswer:
		answer, ok := b.answerOf(at)
		if !ok {
			return coach.Refuse("That answer is not there any more.", "Log what happened with /call "+d.Ref())
		}
		return d.Answer(c.act, answer, in)
	case doSpoke:
		return d.WasTouched(c.act, b.settings.Work)
	case doSnooze:
		return d.SnoozeUntil(c.act, b.settings.Work.NextWorking(c.today().Add(snoozeDays)), b.settings.Work)
	case doLetGo:
		return d.Close(c.act, coach.LetGo, "")
	case doReopen:
		return d.Reopen(c.act)
	case doLeave:
		return d.LeaveClosed(c.act)
	default:
		return coach.Refuse("I don't know that button any more.", "Log what happened with /call "+d.Ref())
	}
}

// settled refuses a button whose card the deal has moved past. made is when the
// card was; a prompt too old to be kept has the zero time.
func (b *Bot) settled(c call, kind string, at target, made time.Time, d coach.Deal) error {
	asked := kind == doAsk && d.Asked.Script == at.script && d.Asked.At.After(made)
	revisits := kind == doReopen || kind == doLeave
	if d.IsOpen() != revisits && !d.ActedSince(made) && !asked {
		return nil
	}
	somebody := func(string) string { return "Somebody" }
	return coach.Refuse(d.Title()+" has moved on since: "+d.Last.Words(c.person.ID, somebody, c.today()), "See it with /deal show "+d.Ref())
}

// fromReply begins the id of what is no prompt but an answer to /deal ask; the
// instant in milliseconds follows.
const fromReply = "reply:"

// madeAt tells when a prompt or a reply was made; the zero time when it is not
// kept any more.
func (b *Bot) madeAt(ctx context.Context, prompt string) (time.Time, error) {
	if ms, ok := strings.CutPrefix(prompt, fromReply); ok {
		at, err := strconv.ParseInt(ms, 10, 64)
		if err != nil {
			return time.Time{}, nil
		}
		return time.UnixMilli(at), nil
	}
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

// redraw shows the clicked message as it is now. A prompt is on its way through
// the outbox as well, which also reaches it when this fails; here it is at once.
func (b *Bot) redraw(ctx context.Context, e envelope, c call, at target) {
	if strings.HasPrefix(at.prompt, fromReply) {
		if d, err := b.read(ctx, c, at.deal); err == nil {
			b.respond(ctx, e, b.outcomeOf(ctx, c, d, at), true)
		}
		return
	}
	p, s, err := b.prompt(ctx, at.prompt)
	if err != nil || p.Rep != c.person.ID && !c.person.Manages(b.settings) {
		return
	}
	b.respond(ctx, e, s, true)
}

// outcomeOf says in one line what a deal's last change was.
func (b *Bot) outcomeOf(ctx context.Context, c call, d coach.Deal, at target) *sheet {
	s := &sheet{}
	if d.IsOpen() {
		s.sayf("%s *%s*: %s", check, plain(d.Title()), plain(d.Last.Words(c.person.ID, b.nameOf(ctx), c.today())))
	} else {
		s.say(check + " " + b.closed(d))
	}
	b.afterwards(s, at, d)
	return s
}
