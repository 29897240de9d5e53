package slack

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// The form that an answer with a date opens, and its fields.
const (
	formWhen    = "when"
	fieldOn     = "on"
	fieldReason = "reason"
	fieldInput  = "input"
)

// usualWait is the date that the form proposes, in days from today.
const usualWait = 28

// whenForm asks for the date and the reason of a put-off.
func whenForm(at target, today coach.Date) slack.ModalViewRequest {
	words := func(text string) *slack.TextBlockObject {
		return slack.NewTextBlockObject(slack.PlainTextType, text, false, false)
	}
	on := slack.NewDatePickerBlockElement(fieldInput)
	on.InitialDate = today.Add(usualWait).String()
	reason := slack.NewPlainTextInputBlockElement(words("For example: the board meets then"), fieldInput)
	reason.MaxLength = coach.MaxReason
	why := slack.NewInputBlock(fieldReason, words("Why then?"), words("Their reason, if they gave one. It stays private."), reason)
	why.Optional = true
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: formWhen, PrivateMetadata: at.String(),
		Title: words("Later, not now"), Submit: words("Save"), Close: words("Cancel"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{
			slack.NewInputBlock(fieldOn, words("When do they want to be called?"), nil, on),
			why,
		}},
	}
}

// submit takes a form. Its operation is the view and what was typed, so that a
// corrected second try counts and a repeated one does not.
func (b *Bot) submit(ctx context.Context, e envelope) {
	view := e.interaction.View
	at, ok := readTarget(view.PrivateMetadata)
	if view.CallbackID != formWhen || !ok || view.State == nil {
		b.ack(ctx, e, nil)
		return
	}
	later, err := readLater(view.State.Values)
	if err != nil {
		b.ack(ctx, e, fieldError(fieldOn, "Pick a date, please."))
		return
	}
	soon, cancel := context.WithDeadline(ctx, e.taken.Add(answerWithin))
	defer cancel()
	c := b.callOf(soon, e, "form:"+view.ID+":"+hash(view.State.Values))
	_, err = persist(soon, func(ctx context.Context) (*sheet, error) {
		return nil, b.applyTo(ctx, c, doAnswer, at, later)
	})
	if err != nil {
		b.ack(ctx, e, fieldError(fieldOn, b.formError(err)))
		return
	}
	b.ack(ctx, e, nil)
}

func readLater(values map[string]map[string]slack.BlockAction) (coach.Later, error) {
	on, err := coach.ParseDate(values[fieldOn][fieldInput].SelectedDate)
	return coach.Later{On: on, Reason: values[fieldReason][fieldInput].Value}, err
}

// fieldError shows an error at a field, with everything typed still there.
func fieldError(field, text string) *slack.ViewSubmissionResponse {
	return slack.NewErrorsViewSubmissionResponse(map[string]string{field: text})
}

// formError words an error for a field.
func (b *Bot) formError(err error) string {
	var refusal coach.Refusal
	switch {
	case errors.As(err, &refusal):
		return refusal.Reason + " " + refusal.Hint
	case errors.Is(err, coach.ErrUnavailable), errors.Is(err, coach.ErrUnknown):
		b.log.Warn("a form was not saved", "err", redact(err))
		return "Not saved yet: my memory (Redis) can't be reached. Press Save again in a moment."
	default:
		ref := reference()
		b.log.Error("unexpected error in a form", "reference", ref, "err", redact(err))
		return "Sorry, something went wrong on my side. Reference " + ref + "."
	}
}

func hash(values any) string {
	text, _ := json.Marshal(values)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}
