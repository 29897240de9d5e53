package slack

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// click answers a button. Slack wants the acknowledgement first; what came of
// it is then seen in the message itself.
func (b *Bot) click(ctx context.Context, e *envelope) {
	b.ack(ctx, e, nil)
	ctx, cancel := context.WithTimeout(ctx, tellWithin)
	defer cancel()
	c, err := b.callOf(ctx, e, e.pressed(), cmp.Or(e.interaction.TriggerID, e.id))
	if err != nil {
		b.respond(ctx, e, b.worded(e, nil, err, ""), false)
		return
	}
	var action slack.BlockAction
	if all := e.interaction.ActionCallback.BlockActions; len(all) > 0 {
		action = unfolded(*all[0])
	}
	kind, rest := kindOf(action.ActionID)
	at, ok := readTarget(action.Value)
	switch {
	case kind == doAgain && utf8.RuneCountInString(action.Value) <= maxValue:
		b.inPlace(ctx, e, action.Value, func(ctx context.Context) (*sheet, error) {
			return b.obey(ctx, order{person: c.person, line: printable(action.Value), raw: action.Value, op: c.op, via: c.act.Via})
		})
	case kind == doPost:
		b.inPlace(ctx, e, "", func(ctx context.Context) (*sheet, error) { return b.postDigest(ctx, c, action.Value) })
	case kind == doUndo:
		b.takeBack(ctx, e, c, action.Value)
	case kind == doImport:
		b.importPressed(ctx, e, c, action.Value)
	case kind == doNotNow:
		b.inPlace(ctx, e, "", func(context.Context) (*sheet, error) { return notNowSheet(), nil })
	case kind == doTemplate:
		b.templatePressed(ctx, e, c)
	case kind == doGive:
		b.giveAll(ctx, e, c, rest, action.SelectedUser)
	case kind == doSaves:
		b.showSaves(ctx, e, c, rest, action.Value)
	case kind == doBack:
		b.returns(ctx, e, c)
	case kind == doLook, kind == doWhose:
		b.lookAnew(ctx, e, c, kind, action)
	case kind == doForm && slices.Contains(ownForms, rest):
		b.openOwn(ctx, e, c, rest, at.deal)
	case !ok:
		b.respond(ctx, e, b.worded(e, nil, unknownButton(), ""), false)
	case kind == doDelete, kind == doRestore, kind == doMerge:
		b.inPlace(ctx, e, "", func(ctx context.Context) (*sheet, error) { return b.away(ctx, c, kind, at) })
	case kind == doMain:
		b.inPlace(ctx, e, "", func(ctx context.Context) (*sheet, error) { return b.putFirst(ctx, c, at) })
	case kind == doHistory:
		b.turnTo(ctx, e, c, at)
	case kind == doShow:
		b.showOver(ctx, e, c, at.deal)
	case kind == doForm:
		form, _, _ := strings.Cut(rest, ":")
		b.openForm(ctx, e, c, form, at)
	default:
		b.onCard(ctx, e, c, kind, at)
	}
}

// inPlace does something and shows its outcome in the place of the clicked
// message, or what went wrong below it.
func (b *Bot) inPlace(ctx context.Context, e *envelope, line string, work func(context.Context) (*sheet, error)) {
	s, err := persist(ctx, work)
	if err == nil && s.form != nil {
		b.openSheet(ctx, e, s)
		return
	}
	b.respond(ctx, e, b.worded(e, s, err, line), err == nil && !e.shared())
}

// shared reports whether others may read the clicked message too. Ours with
// buttons are for one person, and nothing is to change that.
func (e *envelope) shared() bool {
	channel := e.interaction.Channel.ID
	public := strings.HasPrefix(channel, "C") || strings.HasPrefix(channel, "G")
	return public && !e.interaction.Container.IsEphemeral
}

// onCard carries out what a card's button says, and brings the card up to date
// whatever came of it: an old button answers with the present state.
func (b *Bot) onCard(ctx context.Context, e *envelope, c call, kind string, at target) {
	_, err := persist(ctx, func(ctx context.Context) (*sheet, error) {
		return nil, b.applyTo(ctx, c, kind, at, coach.Input{})
	})
	if err != nil {
		b.respond(ctx, e, b.worded(e, nil, err, ""), false)
	}
	b.redraw(ctx, e, c, at, err == nil)
}

// applyTo commits what a card's button or form says.
func (b *Bot) applyTo(ctx context.Context, c call, kind string, at target, in coach.Input) error {
	if kind == doFocus {
		return b.focusOn(ctx, c, at.deal)
	}
	made, err := b.madeAt(ctx, c, at)
	if err != nil {
		return err
	}
	_, err = b.change(ctx, c, at.deal, func(d *coach.Deal) error {
		if err := b.settled(kind, at, made, *d); err != nil {
			return err
		}
		return b.apply(c, kind, at, in, d)
	})
	return err
}

// focusOn chooses a deal among those of its owner, who need not be the person.
func (b *Bot) focusOn(ctx context.Context, c call, id int64) error {
	found, err := b.read(ctx, c, id)
	if err != nil {
		return err
	}
	others, err := b.deals.OpenOf(ctx, found.Owner)
	if err != nil {
		return err
	}
	_, err = b.change(ctx, c, id, func(d *coach.Deal) error {
		if d.Owner != found.Owner {
			return coach.ErrConflict
		}
		return d.FocusOn(c.act, c.today().ISOWeek(), others)
	})
	return err
}

// callOf is the command that a click or a form stands for, or the refusal of
// its sender.
func (b *Bot) callOf(ctx context.Context, e *envelope, via coach.Via, by string) (call, error) {
	from := e.sender()
	person, err := b.admit(ctx, from)
	if err != nil {
		return call{}, err
	}
	how := string(via)
	if via == coach.ViaButton || via == coach.ViaHome {
		how = "click"
	}
	op := operation(how, from.user, by)
	e.caused(op)
	return call{person: person, act: b.act(person, via), op: op}, nil
}

// pressed is the way of a click: with a button, or on the Home tab.
func (e *envelope) pressed() coach.Via {
	if e.inHome() {
		return coach.ViaHome
	}
	return coach.ViaButton
}

// apply is the rule behind a card's button.
func (b *Bot) apply(c call, kind string, at target, in coach.Input, d *coach.Deal) error {
	switch kind {
	case doAsk:
		script, ok := b.scripts.Find(at.script)
		if !ok || script.How == coach.Note || script.Variant(at.variant).Key != at.variant {
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
		return d.WasTouched(c.act, b.settings().Work)
	case doSnooze:
		return d.SnoozeUntil(c.act, b.settings().Work.NextWorking(c.today().Add(snoozeDays)), b.settings().Work)
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
func (b *Bot) settled(kind string, at target, made time.Time, d coach.Deal) error {
	asked := kind == doAsk && d.Asked.Script == at.script && d.Asked.At.After(made)
	revisits := kind == doReopen || kind == doLeave
	if d.IsOpen() != revisits && !d.ActedSince(made) && !asked {
		return nil
	}
	return movedOn{deal: d}
}

// fromReply begins the id of what is no prompt but an answer to /deal ask; the
// instant in milliseconds follows.
const fromReply = "reply:"

// clocksDiffer is how far the clocks of two instances may be apart.
const clocksDiffer = time.Minute

// madeAt tells when a prompt or a reply was made; the zero time when it is not
// kept any more, never spoke of the deal, or has yet to be made.
func (b *Bot) madeAt(ctx context.Context, c call, at target) (time.Time, error) {
	if ms, ok := strings.CutPrefix(at.prompt, fromReply); ok {
		n, err := strconv.ParseInt(ms, 10, 64)
		made := time.UnixMilli(n)
		if err != nil || made.After(c.act.At.Add(clocksDiffer)) {
			return time.Time{}, nil
		}
		return made, nil
	}
	p, err := b.deals.Prompt(ctx, at.prompt)
	if errors.Is(err, coach.ErrNotFound) {
		return time.Time{}, nil
	}
	if !slices.ContainsFunc(p.All(), func(card coach.Card) bool { return card.Deal == at.deal }) {
		return time.Time{}, err
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

// redraw shows the clicked message as it is now, to those who may see the deal.
// A prompt is on its way through the outbox as well, which also reaches it when
// this fails; here it is at once. What is not theirs to edit stays, and an
// outcome is told below it.
func (b *Bot) redraw(ctx context.Context, e *envelope, c call, at target, done bool) {
	d, err := b.read(ctx, c, at.deal)
	if err != nil {
		return
	}
	answer := strings.HasPrefix(at.prompt, fromReply)
	if !answer && !e.shared() && b.redrawPrompt(ctx, e, c, at.prompt) {
		return
	}
	if inPlace := answer && !e.shared(); inPlace || done {
		b.respond(ctx, e, b.outcomeOf(ctx, c, d, at), inPlace)
	}
}

// mostRedraws is how often one click draws its message: Slack takes five answers.
const mostRedraws = 3

// redrawPrompt draws a prompt in the place of the clicked message, and reports
// whether the person may have that. Of two clicks at nearly the same time, the
// older drawing may arrive last; so each looks whether what it drew still holds.
func (b *Bot) redrawPrompt(ctx context.Context, e *envelope, c call, id string) bool {
	drawn := ""
	for range mostRedraws {
		p, s, err := b.prompt(ctx, id)
		if err != nil || p.Rep != c.person.ID && !c.person.Manages(b.settings()) {
			return drawn != ""
		}
		now := s.drawing()
		if now == drawn {
			return true
		}
		b.respond(ctx, e, s, true)
		drawn = now
	}
	return true
}

// outcomeOf says in one line what a deal's last change was.
func (b *Bot) outcomeOf(ctx context.Context, c call, d coach.Deal, at target) *sheet {
	s := &sheet{}
	if d.IsOpen() {
		s.sayf("%s *%s*: %s", check, plain(d.Title()), plain(d.Last.Words(c.person.ID, b.nameOf(ctx), c.today())))
	} else {
		s.say(check + " " + b.closed(d))
	}
	b.afterwards(s, at, d, c.act.At)
	return s
}
