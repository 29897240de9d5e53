package slack

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// outlook is how somebody looks at the Home tab.
type outlook struct {
	team bool        // the team's deals; a manager's choice
	only coach.Group // one group of deals alone; empty: all
}

// The words of an outlook.
const (
	lookMine = "mine"
	lookTeam = "team"
	lookAll  = "all"
)

// String writes the outlook, as readOutlook reads it.
func (l outlook) String() string {
	whose := lookMine
	if l.team {
		whose = lookTeam
	}
	return whose + " " + cmp.Or(string(l.only), lookAll)
}

// readOutlook reads what String wrote, and nothing else.
func readOutlook(text string) (l outlook, ok bool) {
	whose, only, _ := strings.Cut(text, " ")
	l.team = whose == lookTeam
	if l.only, ok = readGroup(only); !ok {
		return outlook{}, false
	}
	return l, l.String() == text
}

func readGroup(word string) (g coach.Group, ok bool) {
	if word == lookAll {
		return "", true
	}
	return coach.Group(word), slices.Contains(coach.Groups, coach.Group(word))
}

// outlookFact is the name of the fact that keeps how somebody looked last.
func outlookFact(user string) string { return "home:" + user }

// outlookOf is how a person wants to look at their Home tab, as far as they may: at
// the team's deals only as a manager, who does so unless they chose otherwise.
func (b *Bot) outlookOf(ctx context.Context, p coach.Person) (outlook, error) {
	kept, err := b.deals.Fact(ctx, outlookFact(p.ID))
	if err != nil {
		return outlook{}, err
	}
	l, ok := readOutlook(kept)
	if !ok {
		l.team = true
	}
	l.team = l.team && p.Manages(b.settings())
	return l, nil
}

// lookAnew changes how a person looks at their Home tab, and draws it. What the
// view says of the look so far is not trusted: it is held against the person's
// rights whenever the tab is drawn.
func (b *Bot) lookAnew(ctx context.Context, e *envelope, c call, kind string, action slack.BlockAction) {
	l, ok := readOutlook(e.interaction.View.PrivateMetadata)
	switch {
	case !ok:
	case kind == doWhose:
		ok = action.Value == lookMine || action.Value == lookTeam
		l.team = action.Value == lookTeam
	default:
		l.only, ok = readGroup(action.SelectedOption.Value)
	}
	if !ok {
		b.respond(ctx, e, b.worded(e, nil, unknownButton(), ""), false)
		return
	}
	_, err := persist(ctx, func(ctx context.Context) (*sheet, error) {
		if err := b.deals.SetFact(ctx, outlookFact(c.person.ID), l.String()); err != nil {
			return nil, err
		}
		if err := b.watch(ctx, c.person); err != nil {
			return nil, err
		}
		return nil, b.deals.ShowHome(ctx, c.person.ID)
	})
	if err != nil {
		b.respond(ctx, e, b.worded(e, nil, err, ""), false)
	}
}

// homeRow is the row of what can be done on the Home tab: begin something, and
// look at it in another way.
func (b *Bot) homeRow(p coach.Person, l outlook, filter bool) *slack.ActionBlock {
	var row []slack.BlockElement
	if filter {
		row = append(row, l.filter(), button(doForm+":"+formLog, "-", "Log a call"))
	}
	row = append(row, button(doForm+":"+formAdd, "-", "Add a deal"))
	if p.Manages(b.settings()) {
		to, label := lookTeam, "Show the team's deals"
		if l.team {
			to, label = lookMine, "Show my own deals"
		}
		row = append(row, button(doWhose, to, label), button(doForm+":"+formSettings, "-", "Team settings"))
	}
	return slack.NewActionBlock("home", row...)
}

// filter is the menu of what to show.
func (l outlook) filter() *slack.SelectBlockElement {
	options := []*slack.OptionBlockObject{slack.NewOptionBlockObject(lookAll, words("All"), nil)}
	chosen := options[0]
	for _, g := range coach.Groups {
		option := slack.NewOptionBlockObject(string(g), words(sentence(string(g))), nil)
		if g == l.only {
			chosen = option
		}
		options = append(options, option)
	}
	menu := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, words("What to show"), doLook, options...)
	menu.InitialOption = chosen
	return menu
}
