package slack

import (
	"context"
	"errors"

	"dealcoach/internal/coach"
)

// promptSettings is the button that opens the form for one's own prompts.
func promptSettings(s *sheet) {
	s.buttons("prompts", button(doForm+":"+formPrompts, "-", "Prompt settings"))
}

// promptsForm is the form for one's own prompts: until when one is away, and one's
// own hours.
func (b *Bot) promptsForm(ctx context.Context, c call) (*sheet, error) {
	r, err := b.deals.Rep(ctx, c.person.ID)
	if err != nil {
		return nil, err
	}
	back, hours := coach.Date{}, ""
	if r.Away(c.today()) {
		back = r.Back
	}
	team := b.settings()
	if r.OwnHours() {
		hours = r.From.String() + "-" + r.To.String()
	}
	f := newForm(formPrompts, target{})
	f.title = "Prompt settings"
	f.optionalDate(fieldOn, "Off until", back)
	f.text(fieldHours, "Your own hours", team.Work.From.String()+"-"+team.Work.To.String(),
		"On your clock. Your prompt comes at their beginning. Leave it empty for the team's hours.", hours, 40, true)
	return inForm(f.view(), "The form did not open. Nothing is lost.", "Type it instead: /deal off until Monday, or: /deal hours 08:00-16:00"), nil
}

// fillPrompts saves the form. An empty day ends an absence.
func (b *Bot) fillPrompts(ctx context.Context, c call, typed map[string]string) (*sheet, error) {
	var back coach.Date
	var from, to coach.Clock
	var err error
	if text := typed[fieldOn]; text != "" {
		if back, err = coach.ParseDate(text); err != nil {
			return nil, misfits(fieldOn, "Pick a date, please.", "")
		}
	}
	if text := typed[fieldHours]; text != "" {
		if from, to, err = coach.ReadHours(text); err != nil {
			return nil, misfitOf(fieldHours, err)
		}
	}
	r, err := b.changeRep(ctx, c, func(r *coach.Rep) error {
		switch away := r.Away(c.today()); {
		case away && back.IsZero():
			if err := r.Return(c.act); err != nil {
				return err
			}
		case !back.IsZero() && (!away || back != r.Back):
			if err := r.LeaveUntil(c.act, back); err != nil {
				return misfitOf(fieldOn, err)
			}
		}
		return misfitOf(fieldHours, r.WorkFrom(c.act, from, to))
	})
	if err != nil {
		return nil, err
	}
	s, err := b.absence(ctx, c, r)
	if err != nil {
		return nil, err
	}
	s.say(b.hoursOf(r))
	return s, nil
}

// misfitOf tells a refusal at a field; any other error, or none, as it is.
func misfitOf(field string, err error) error {
	var refusal coach.Refusal
	if errors.As(err, &refusal) {
		return misfit{field, refusal}
	}
	return err
}
