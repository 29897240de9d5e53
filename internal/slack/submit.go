package slack

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// openForm opens a form about a deal that the person may change.
func (b *Bot) openForm(ctx context.Context, e *envelope, c call, id string, at target) {
	d, err := b.read(ctx, c, at.deal)
	if err == nil {
		err = b.offered(id, at)
	}
	if err != nil {
		b.respond(ctx, e, b.worded(e, nil, err, ""), false)
		return
	}
	if id == formWhy {
		at.prompt = replyTo(c, d).prompt // what is done from now on is not overwritten
	}
	view := b.form(id, at, d, b.readerOf(ctx, c.person))
	if err := b.openView(ctx, e, e.interaction.TriggerID, view); err != nil {
		b.log.Warn("could not open a form", "form", id, "err", redact(err))
		b.respond(ctx, e, refused(coach.Refusal{
			Reason: "The form did not open. Nothing is lost.",
			Hint:   "Press the button once more, or type: /call " + d.Ref() + " and what happened",
		}), false)
	}
}

// readerOf is a person as a reader.
func (b *Bot) readerOf(ctx context.Context, p coach.Person) reader {
	return reader{
		id: p.ID, name: firstName(p.Name), today: coach.DateOf(p.In(b.settings(), b.now())), now: p.In(b.settings(), b.now()), nameOf: b.nameOf(ctx),
	}
}

// submit takes a form. Its operation is the view and what was typed, so that a
// corrected second try counts and a repeated one does not.
func (b *Bot) submit(ctx context.Context, e *envelope) {
	view := e.interaction.View
	switch view.CallbackID {
	case formSettings:
		b.checkSettings(ctx, e)
		return
	case formChanges:
		b.saveSettings(ctx, e)
		return
	}
	if slices.Contains(ownForms, view.CallbackID) {
		b.submitOwn(ctx, e)
		return
	}
	soon, cancel := context.WithDeadline(ctx, e.taken.Add(answerWithin))
	defer cancel()
	at, ok := readTarget(view.PrivateMetadata)
	if !ok || view.State == nil {
		b.tell(ctx, e, b.worded(e, nil, unknownForm(), ""))
		return
	}
	c, err := b.callOf(soon, e, coach.ViaForm, view.ID+":"+view.CallbackID+":"+hash(view.State.Values))
	if err != nil {
		b.tell(ctx, e, b.worded(e, nil, err, ""))
		return
	}
	typed := typedIn(view.State.Values)
	_, err = persist(soon, func(ctx context.Context) (*sheet, error) {
		return nil, b.fill(ctx, c, view.CallbackID, at, typed)
	})
	if err != nil {
		b.refuseForm(ctx, e, err)
		return
	}
	if view.CallbackID == formLater && typed[fieldReason] == "" {
		b.askBecause(ctx, soon, e, c, at)
		return
	}
	b.ack(ctx, e, nil)
}

// refuseForm tells an error at its field or else the form's first one, or in the
// place of a form that has no such field.
func (b *Bot) refuseForm(ctx context.Context, e *envelope, err error) {
	e.ended(err)
	view := e.interaction.View
	field, words := b.atField(e, view.CallbackID, err)
	if _, ok := view.State.Values[field]; !ok {
		b.tell(ctx, e, b.worded(e, nil, err, ""))
		return
	}
	b.ack(ctx, e, slack.NewErrorsViewSubmissionResponse(map[string]string{field: words}))
}

func unknownForm() error {
	return coach.Refuse("I don't know that form any more, so nothing was saved.", "Here is all I know: /deal help")
}

// askBecause goes on with the question what will have changed by then, in the
// place of the form that gave no reason. Closing it keeps the put-off as it is.
func (b *Bot) askBecause(ctx, soon context.Context, e *envelope, c call, at target) {
	d, err := b.read(soon, c, at.deal)
	if err != nil {
		b.ack(ctx, e, nil) // the put-off is saved; its card asks again
		return
	}
	next := b.form(formBecause, at, d, b.readerOf(soon, c.person))
	b.ack(ctx, e, slack.NewUpdateViewSubmissionResponse(&next))
}

// typedIn reads the one input of each field, trimmed.
func typedIn(values map[string]map[string]slack.BlockAction) map[string]string {
	typed := map[string]string{}
	for field, inputs := range values {
		in := inputs[fieldInput]
		text := in.Value
		switch {
		case in.SelectedDate != "":
			text = in.SelectedDate
		case in.SelectedOption.Value != "":
			text = in.SelectedOption.Value
		case len(in.SelectedOptions) > 0:
			text = in.SelectedOptions[0].Value
			for _, o := range in.SelectedOptions[1:] {
				text += "," + o.Value
			}
		case len(in.SelectedUsers) > 0:
			text = strings.Join(in.SelectedUsers, ",")
		}
		typed[field] = strings.TrimSpace(printable(text))
	}
	return typed
}

// firstFields is where an error of each form is shown.
var firstFields = map[string]string{
	formLater: fieldOn, formBecause: fieldReason, formStep: fieldWords, formContact: fieldName,
	formLearn: fieldWords, formWhy: fieldLine, formLine: fieldLine, formPause: fieldOn,
	formLog: fieldWords, formAdd: fieldName, formEdit: fieldName, formSettings: fieldLimits,
	formPrompts: fieldHours,
}

// offered refuses a form that no button of ours opens.
func (b *Bot) offered(form string, at target) error {
	ok := firstFields[form] != "" && !slices.Contains(ownForms, form)
	switch form {
	case formLater, formContact:
		answer, known := b.answerOf(at)
		ok = known && answer.Effect == map[string]coach.Effect{formLater: coach.PutItOff, formContact: coach.SomebodyNew}[form]
	case formLearn:
		_, ok = readFact(at.answer)
	}
	if !ok {
		return unknownForm()
	}
	return nil
}

// chosen refuses a choice that no form of ours has.
func chosen(form, kind string) error {
	labels := map[string][]string{formWhy: reasonLabels(), formPause: kindnessLabels()}[form]
	none := kind == "" && form != formPause
	if none || slices.ContainsFunc(labels, func(label string) bool { return choiceOf(label) == kind }) {
		return nil
	}
	return coach.Refuse("Choose one of the reasons, please.", "")
}

// fill commits what a form says.
func (b *Bot) fill(ctx context.Context, c call, form string, at target, typed map[string]string) error {
	var on coach.Date
	if text := typed[fieldOn]; text != "" {
		var err error
		if on, err = coach.ParseDate(text); err != nil {
			return coach.Refuse("Pick a date, please.", "")
		}
	}
	if err := cmp.Or(b.offered(form, at), chosen(form, typed[fieldKind]), c.within(on)); err != nil {
		return err
	}
	var made time.Time
	if form == formWhy {
		var err error
		if made, err = b.madeAt(ctx, c, at); err != nil {
			return err
		}
	}
	switch form {
	case formLater, formContact:
		return b.applyTo(ctx, c, doAnswer, at, coach.Input{On: on, Reason: typed[fieldReason], Name: typed[fieldName]})
	default:
		_, err := b.change(ctx, c, at.deal, func(d *coach.Deal) error {
			switch form {
			case formBecause:
				return d.BecauseOf(c.act, typed[fieldReason])
			case formStep:
				return d.Agree(c.act, typed[fieldWords], on)
			case formLearn:
				fact, _ := readFact(at.answer)
				return d.Learn(c.act, fact, typed[fieldWords], typed[fieldWho])
			case formWhy:
				if err := cmp.Or(byAnother(c, made, *d), c.mayWrite(typed[fieldLine], *d)); err != nil {
					return err
				}
				return d.Explain(c.act, coach.Ending{
					Kind: coach.ReasonKind(typed[fieldKind]), Words: typed[fieldReason], Real: typed[fieldReal], Revisit: on, Line: typed[fieldLine],
				})
			case formLine:
				if err := c.mayWrite(typed[fieldLine], *d); err != nil {
					return err
				}
				return d.Tell(c.act, typed[fieldLine])
			case formPause:
				reason := firstOf(typed[fieldReason], sentence(typed[fieldKind]))
				if on.IsZero() {
					on = c.today().Add(coach.KindnessFor(typed[fieldKind]).Wait)
				}
				return d.PauseUntil(c.act, on, reason, b.settings().MostPauses)
			default:
				return unknownForm()
			}
		})
		return err
	}
}

// mayWrite refuses somebody else's line for the channel: it is shown with the
// owner's name.
func (c call) mayWrite(line string, d coach.Deal) error {
	switch n := utf8.RuneCountInString(line); {
	case line != "" && line != d.Line && d.Owner != c.person.ID:
		return coach.Refuse("The line in the channel stands beside the owner's name, so only they can write it.", "Leave it empty.")
	case n > coach.MaxWords:
		return coach.Refuse(fmt.Sprintf("That line has %d characters; I can keep %d.", n, coach.MaxWords), "Shorten it, please.")
	}
	return nil
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// formError words an error for a field. ref stands for it in the log.
func (b *Bot) formError(err error, ref string) string {
	var refusal coach.Refusal
	switch {
	case errors.As(err, &refusal):
		return strings.TrimSpace(refusal.Reason + " " + refusal.Hint)
	case errors.Is(err, coach.ErrUnavailable), errors.Is(err, coach.ErrUnknown):
		b.log.Warn("a form was not saved", "reference", ref, "err", redact(err))
		return "Not saved yet: my memory (Redis) can't be reached. Press Save again in a moment."
	default:
		b.log.Error("unexpected error in a form", "reference", ref, "err", redact(err))
		return "Sorry, something went wrong on my side. Reference " + ref + "."
	}
}
