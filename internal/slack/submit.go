package slack

import (
	"context"
	"errors"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// openForm opens a form about a deal that the person may change.
func (b *Bot) openForm(ctx context.Context, e envelope, id string, at target) {
	c := b.callOf(ctx, e, "")
	d, err := b.read(ctx, c, at.deal)
	if err != nil {
		b.respond(ctx, e, b.worded(nil, err, ""), false)
		return
	}
	view := b.form(id, at, d, b.readerOf(ctx, c.person))
	if _, err := b.api.OpenViewContext(ctx, e.interaction.TriggerID, view); err != nil {
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
		id: p.ID, name: firstName(p.Name), today: coach.DateOf(p.In(b.settings, b.now())), nameOf: b.nameOf(ctx),
	}
}

// submit takes a form. Its operation is the view and what was typed, so that a
// corrected second try counts and a repeated one does not.
func (b *Bot) submit(ctx context.Context, e envelope) {
	view := e.interaction.View
	at, ok := readTarget(view.PrivateMetadata)
	if !ok || view.State == nil {
		b.ack(ctx, e, nil)
		return
	}
	typed := typedIn(view.State.Values)
	field := firstField(view.CallbackID)
	soon, cancel := context.WithDeadline(ctx, e.taken.Add(answerWithin))
	defer cancel()
	c := b.callOf(soon, e, "form:"+view.ID+":"+view.CallbackID+":"+hash(view.State.Values))
	_, err := persist(soon, func(ctx context.Context) (*sheet, error) {
		return nil, b.fill(ctx, c, view.CallbackID, at, typed)
	})
	if err != nil {
		b.ack(ctx, e, slack.NewErrorsViewSubmissionResponse(map[string]string{field: b.formError(err)}))
		return
	}
	if view.CallbackID == formLater && typed[fieldReason] == "" {
		b.askBecause(ctx, soon, e, c, at)
		return
	}
	b.ack(ctx, e, nil)
}

// askBecause goes on with the question what will have changed by then, in the
// place of the form that gave no reason. Closing it keeps the put-off as it is.
func (b *Bot) askBecause(ctx, soon context.Context, e envelope, c call, at target) {
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
		}
		typed[field] = strings.TrimSpace(text)
	}
	return typed
}

// firstField is where an error of a form is shown.
func firstField(form string) string {
	switch form {
	case formLater, formPause:
		return fieldOn
	case formBecause:
		return fieldReason
	case formContact:
		return fieldName
	case formWhy:
		return fieldLine
	default:
		return fieldWords
	}
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
				fact, ok := readFact(at.answer)
				if !ok {
					return coach.Refuse("I don't know that fact any more.", "Log it with /deal know "+d.Ref())
				}
				return d.Learn(c.act, fact, typed[fieldWords], typed[fieldWho])
			case formWhy:
				return d.Explain(c.act, coach.Ending{
					Kind: coach.ReasonKind(typed[fieldKind]), Real: typed[fieldReal], Revisit: on, Line: typed[fieldLine],
				})
			case formPause:
				reason := firstOf(typed[fieldReason], sentence(typed[fieldKind]))
				if on.IsZero() {
					on = c.today().Add(coach.KindnessFor(typed[fieldKind]).Wait)
				}
				return d.PauseUntil(c.act, on, reason)
			default:
				return coach.Refuse("I don't know that form any more.", "Close it, and use /deal help")
			}
		})
		return err
	}
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// formError words an error for a field.
func (b *Bot) formError(err error) string {
	var refusal coach.Refusal
	switch {
	case errors.As(err, &refusal):
		return strings.TrimSpace(refusal.Reason + " " + refusal.Hint)
	case errors.Is(err, coach.ErrUnavailable), errors.Is(err, coach.ErrUnknown):
		b.log.Warn("a form was not saved", "err", redact(err))
		return "Not saved yet: my memory (Redis) can't be reached. Press Save again in a moment."
	default:
		ref := reference()
		b.log.Error("unexpected error in a form", "reference", ref, "err", redact(err))
		return "Sorry, something went wrong on my side. Reference " + ref + "."
	}
}
