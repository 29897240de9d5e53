package slack

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// Limits of the form for a call: options of a menu, and characters of a text.
const (
	maxOptions = 100
	maxNote    = 3000
)

// What the form asks first.
const (
	reachedYes = "yes"
	reachedNo  = "no"
)

// logForm is the form for a call, with a deal chosen and a note begun, if any.
func (b *Bot) logForm(ctx context.Context, c call, deal int64, note string) (*sheet, error) {
	deals, err := b.deals.OpenOf(ctx, c.person.ID)
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(deals, func(d coach.Deal) bool { return d.ID == deal }); deal != 0 && i < 0 {
		d, err := b.read(ctx, c, deal) // a manager may log on somebody else's
		if err != nil {
			return nil, err
		}
		deals = append(deals, d)
	}
	place := func(d coach.Deal) int {
		if d.ID == deal {
			return 0
		}
		return 1
	}
	slices.SortFunc(deals, func(x, y coach.Deal) int {
		return cmp.Or(cmp.Compare(place(x), place(y)), y.Last.At.Compare(x.Last.At), cmp.Compare(y.ID, x.ID))
	})
	f := newForm(formLog, target{})
	f.title = "Log a call"
	if len(deals) > 0 {
		menu := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, words("Choose a deal"), fieldInput)
		for _, d := range deals[:min(len(deals), maxOptions)] {
			menu.Options = append(menu.Options, slack.NewOptionBlockObject(
				strconv.FormatInt(d.ID, 10), words(coach.Cut(d.Title(), 75)), nil))
		}
		if deal != 0 {
			menu.InitialOption = menu.Options[0]
		}
		f.input(fieldDeal, "Which deal?", "", menu, true)
	}
	f.text(fieldOther, "Or another one", "Its number, or its name", "", "", coach.MaxName, len(deals) > 0)
	what := slack.NewPlainTextInputBlockElement(words("In your words"), fieldInput)
	what.Multiline, what.MaxLength, what.InitialValue = true, maxNote, coach.Cut(note, maxNote)
	f.input(fieldWords, "What happened?", "It stays private.", what, false)
	yes, no := slack.NewOptionBlockObject(reachedYes, words("We spoke"), nil), slack.NewOptionBlockObject(reachedNo, words("I tried, no answer yet"), nil)
	reached := slack.NewRadioButtonsBlockElement(fieldInput, yes, no)
	reached.InitialOption = yes
	f.input(fieldReached, "Did you reach them?", "", reached, false)
	f.optionalDate(fieldOn, "Call back on", coach.Date{})
	f.text(fieldReason, "Why then?", "For example: the board meets then", "Their reason, if they gave one.", "", coach.MaxReason, true)
	f.text(fieldStep, "Next step", "For example: demo with the CFO", "", "", coach.MaxWords, true)
	return inForm(f.view(), "The form did not open. Nothing is lost.",
		"Type it in one line: /call acme spoke with Jo, call back in 3 weeks because the budget is set then"), nil
}

// fillLog logs what the form says, as /call does.
func (b *Bot) fillLog(ctx context.Context, c call, typed map[string]string) (*sheet, error) {
	line, err := c.logged(typed)
	if err != nil {
		return nil, err
	}
	id, err := b.dealIn(ctx, c, typed)
	if err != nil {
		return nil, err
	}
	_, s, err := b.logOn(ctx, c, id, line)
	return s, err
}

// logged reads the form, apart from the deal.
func (c call) logged(typed map[string]string) (coach.CallLine, error) {
	line := coach.CallLine{
		Attempt: typed[fieldReached] == reachedNo, Note: typed[fieldWords],
		Reason: typed[fieldReason], NextStep: typed[fieldStep],
	}
	var err error
	if text := typed[fieldOn]; text != "" {
		if line.CallBack, err = coach.ParseDate(text); err != nil {
			return line, misfits(fieldOn, "Pick a date, please.", "")
		}
	}
	switch {
	case line.Note == "":
		return line, misfits(fieldWords, "What happened on that call?", "A few words are enough.")
	case !line.Attempt && typed[fieldReached] != reachedYes:
		return line, misfits(fieldReached, "Choose one of the two, please.", "")
	case !line.CallBack.IsZero() && line.CallBack.Before(c.today()):
		return line, misfits(fieldOn, "That day is over.", "Pick today or a later one.")
	case line.Reason != "" && line.CallBack.IsZero():
		return line, misfits(fieldOn, "When do they want to be called?", "Pick the day, or move the reason to the notes.")
	}
	var refusal coach.Refusal
	if errors.As(c.within(line.CallBack), &refusal) {
		return line, misfit{fieldOn, refusal}
	}
	return line, nil
}

// dealIn is the deal that the form names: the one in words, or else the chosen
// one.
func (b *Bot) dealIn(ctx context.Context, c call, typed map[string]string) (int64, error) {
	c.text = typed[fieldOther]
	if c.text == "" {
		id, err := strconv.ParseInt(typed[fieldDeal], 10, 64)
		if err != nil || id <= 0 {
			return 0, misfits(fieldOther, "Which deal?", "Choose one, or write its number or name.")
		}
		return id, nil
	}
	id, rest, err := b.find(ctx, c, true)
	var which choice
	var refusal coach.Refusal
	switch {
	case errors.As(err, &which):
		s := sheet{}
		return 0, misfits(fieldOther, "Which one? Write its number: "+strings.TrimSpace(s.numbers(which.Found))+".", "")
	case errors.As(err, &refusal):
		return 0, misfits(fieldOther, refusal.Reason, "")
	case err == nil && rest != "":
		return 0, misfits(fieldOther, "I did not expect “"+coach.Cut(rest, 60)+"” after the deal's name.", "Write what happened below.")
	}
	return id, err
}
