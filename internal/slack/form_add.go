package slack

import (
	"context"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// basic is one field of the form for a deal, as text and in the deal.
type basic struct {
	field, label, example string
	most                  int
	needed                bool
	get                   func(coach.AddLine) string
	set                   func(*coach.AddLine, string) error
}

// basics are the fields of the form for a deal.
var basics = []basic{
	{fieldName, "Name of the deal", "For example: Acme renewal", coach.MaxName, true,
		func(l coach.AddLine) string { return l.Name }, func(l *coach.AddLine, text string) error { l.Name = text; return nil }},
	{fieldCompany, "Company", "Leave it empty when the deal is named after it", coach.MaxName, false,
		func(l coach.AddLine) string { return l.Company }, func(l *coach.AddLine, text string) error { l.Company = text; return nil }},
	{fieldContact, "Contact", "For example: Jo Miller, CFO", 2 * coach.MaxName, false, contactOf, setContact},
	{fieldValue, "Value", "For example: 12k", 40, false, valueOf, setValue},
	{fieldStage, "Stage", "", 0, true, func(l coach.AddLine) string { return string(l.Stage) }, setStage},
	{fieldBenefit, "What will be different for them?", "Best as a figure: 8 % less standstill", coach.MaxWords, false,
		func(l coach.AddLine) string { return l.Benefit }, func(l *coach.AddLine, text string) error { l.Benefit = text; return nil }},
	{fieldOthers, "Other contacts, one a line: name, role", "", coach.MaxContactsText, false, othersOf, setOthers},
}

func valueOf(l coach.AddLine) string {
	if l.Value == 0 {
		return ""
	}
	return strings.TrimSpace(l.Value.In(""))
}

func setValue(l *coach.AddLine, text string) error {
	l.Value, l.HasValue = 0, text != ""
	if text == "" {
		return nil
	}
	var ok bool
	if l.Value, ok = coach.ParseMoney(strings.ReplaceAll(text, " ", "")); !ok {
		return misfits(fieldValue, "I can't read that as an amount.", "Write it like 12k or 12,000.")
	}
	return nil
}

func setStage(l *coach.AddLine, text string) error {
	stage, err := coach.ParseStage(text)
	if err != nil {
		return misfits(fieldStage, "Choose one of the stages, please.", "")
	}
	l.Stage = stage
	return nil
}

// tidy is a text of the form as it is compared and kept: in one line.
func tidy(text string) string { return strings.Join(strings.Fields(text), " ") }

// tidy is what was typed into the field as it is compared and kept.
func (one basic) tidy(text string) string {
	if one.field == fieldOthers {
		return text
	}
	return tidy(text)
}

// basicForm is the form for a deal, filled with a line.
func basicForm(id, title string, line coach.AddLine) *formSheet {
	f := newForm(id, target{})
	f.title = title
	for _, one := range basics {
		if one.field == fieldStage {
			menu := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, words("Choose one"), fieldInput)
			for _, stage := range coach.Stages {
				option := slack.NewOptionBlockObject(string(stage), words(stage.Words()), nil)
				menu.Options = append(menu.Options, option)
				if stage == line.Stage || line.Stage == "" && menu.InitialOption == nil {
					menu.InitialOption = option
				}
			}
			f.input(one.field, one.label, "", menu, false)
			continue
		}
		switch {
		case one.field == fieldOthers && id == formAdd: // who comes later is noted later
			continue
		case one.field == fieldOthers:
			f.input(one.field, one.label, "", othersInput(one.get(line)), true)
			continue
		}
		f.text(one.field, one.label, one.example, "", coach.Cut(one.get(line), one.most), one.most, !one.needed)
	}
	return f
}

// addForm is the form for a new deal.
func (b *Bot) addForm(line coach.AddLine) *sheet {
	return inForm(basicForm(formAdd, "Add a deal", line).view(), "The form did not open. Nothing is lost.",
		"Type it in one line: /deal add Acme 12k contact Jo Miller stage proposal")
}

// fillAdd adds the deal that the form tells of.
func (b *Bot) fillAdd(ctx context.Context, c call, typed map[string]string) (*sheet, error) {
	var line coach.AddLine
	for _, one := range basics {
		if err := one.set(&line, one.tidy(typed[one.field])); err != nil {
			return nil, err
		}
	}
	return b.addLine(ctx, c, line)
}
