package slack

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// ownForms are the forms that stand alone, rather than being about a card: each
// is filled by a command, a button or a shortcut, and says at its end what was
// saved.
var ownForms = []string{formLog, formAdd, formEdit, formSettings, formPrompts}

// ownForm builds one of them; deal is the one it is about, 0 for none yet.
func (b *Bot) ownForm(ctx context.Context, c call, form string, deal int64) (*sheet, error) {
	switch {
	case form == formLog:
		return b.logForm(ctx, c, deal, "")
	case form == formAdd:
		return b.addForm(coach.AddLine{}), nil
	case form == formSettings:
		return b.settingsForm(ctx, c)
	case form == formPrompts:
		return b.promptsForm(ctx, c)
	case form == formEdit && deal != 0:
		d, err := b.read(ctx, c, deal)
		if err != nil {
			return nil, err
		}
		return b.editForm(d), nil
	default:
		return nil, unknownForm()
	}
}

// inForm is an answer that is a form. What the sheet says is for when the form
// does not open.
func inForm(view slack.ModalViewRequest, instead, hint string) *sheet {
	s := &sheet{form: &view}
	s.say(plain(instead))
	s.hint(plain(hint))
	return s
}

// openSheet acknowledges and opens the sheet's form, at once: Slack takes the trigger
// for three seconds. When it does not open, the words follow.
func (b *Bot) openSheet(ctx context.Context, e *envelope, s *sheet) {
	b.ack(ctx, e, nil)
	view := *s.form
	s.form = nil
	trigger := e.command.TriggerID
	if e.interaction != nil {
		trigger = e.interaction.TriggerID
	}
	if err := b.openView(ctx, e, trigger, view); err != nil {
		b.log.Warn("could not open a form", "form", view.CallbackID, "err", redact(err))
		b.respond(ctx, e, s, false)
	}
}

// openView opens a form, from another one over it: that is there again afterwards.
func (b *Bot) openView(ctx context.Context, e *envelope, trigger string, view slack.ModalViewRequest) error {
	open := b.api.OpenViewContext
	if e.viewType() == slack.VTModal {
		open = b.api.PushViewContext
	}
	_, err := open(ctx, trigger, view)
	return err
}

// openOwn opens a form that stands alone from a button.
func (b *Bot) openOwn(ctx context.Context, e *envelope, c call, form string, deal int64) {
	s, err := b.ownForm(ctx, c, form, deal)
	if err != nil {
		b.respond(ctx, e, b.worded(e, nil, err, ""), false)
		return
	}
	b.openSheet(ctx, e, s)
}

// submitOwn takes such a form. What is wrong is told at its field, and the form
// stays as it was filled in; what was saved is told in its place.
func (b *Bot) submitOwn(ctx context.Context, e *envelope) {
	view := e.interaction.View
	soon, cancel := context.WithDeadline(ctx, e.taken.Add(answerWithin))
	defer cancel()
	if view.State == nil {
		b.tell(ctx, e, b.worded(e, nil, unknownForm(), ""))
		return
	}
	c, err := b.callOf(soon, e, coach.ViaForm, view.ID+":"+view.CallbackID+":"+hash(view.State.Values))
	if err != nil {
		b.tell(ctx, e, b.worded(e, nil, err, ""))
		return
	}
	typed := typedIn(view.State.Values)
	s, err := persist(soon, func(ctx context.Context) (*sheet, error) {
		switch view.CallbackID {
		case formLog:
			return b.fillLog(ctx, c, typed)
		case formAdd:
			return b.fillAdd(ctx, c, typed)
		case formPrompts:
			return b.fillPrompts(ctx, c, typed)
		default:
			return b.fillEdit(ctx, c, view.PrivateMetadata, typed)
		}
	})
	if err != nil {
		b.refuseForm(ctx, e, err)
		return
	}
	done := saved(s)
	b.ack(ctx, e, slack.NewUpdateViewSubmissionResponse(&done))
}

// saved is what stands in the place of a form that was saved. An Undo answers
// there, and forms open over it; all other buttons need a message to change, so
// they are left out.
func saved(s *sheet) slack.ModalViewRequest {
	view := modalOf("Saved", s)
	view.Blocks.BlockSet = slices.DeleteFunc(view.Blocks.BlockSet, func(one slack.Block) bool {
		row, ok := one.(*slack.ActionBlock)
		return ok && row.BlockID != undoRow && slices.ContainsFunc(row.Elements.ElementSet, func(e slack.BlockElement) bool {
			button, ok := e.(*slack.ButtonBlockElement)
			return !ok || !strings.HasPrefix(button.ActionID, doForm+":")
		})
	})
	return view
}

// misfit is a refusal of what was typed into one field of a form.
type misfit struct {
	field string
	coach.Refusal
}

// Unwrap lets a form without that field tell the refusal like any other.
func (m misfit) Unwrap() error { return m.Refusal }

func misfits(field, reason, hint string) error {
	return misfit{field, coach.Refusal{Reason: reason, Hint: hint}}
}

// atField tells at which field of a form an error is shown, and with what words.
func (b *Bot) atField(e *envelope, form string, err error) (field, words string) {
	var wrong misfit
	if errors.As(err, &wrong) {
		return wrong.field, b.formError(wrong.Refusal, e.reference())
	}
	return firstFields[form], b.formError(err, e.reference())
}

// staysOpen reports whether a form has a field to tell an error at, so that it
// stays as it was filled in.
func (e *envelope) staysOpen() bool {
	if e.interacts() != slack.InteractionTypeViewSubmission || e.interaction.View.State == nil {
		return false
	}
	view := e.interaction.View
	_, ok := view.State.Values[firstFields[view.CallbackID]]
	return ok
}
