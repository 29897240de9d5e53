package slack

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// prompt renders a rep's daily prompt from what the store holds now.
func (b *Bot) prompt(ctx context.Context, id string) (coach.Prompt, *sheet, error) {
	p, err := b.deals.Prompt(ctx, id)
	if err != nil {
		return p, nil, err
	}
	var ids []int64
	for _, c := range p.All() {
		ids = append(ids, c.Deal)
	}
	ids = slices.Concat(ids, p.Focus, p.Ended)
	if p.LetGo != 0 {
		ids = append(ids, p.LetGo)
	}
	slices.Sort(ids)
	deals, err := b.deals.Deals(ctx, slices.Compact(ids))
	if err != nil {
		return p, nil, err
	}
	byID := make(map[int64]coach.Deal, len(deals))
	for _, d := range deals {
		if d.Owner == p.Rep { // what went to somebody else is not for this reader any more
			byID[d.ID] = d
		}
	}
	rep := b.actor(ctx, p.Rep)
	p.DigestAt = rep.In(b.settings(), p.DigestAt)
	r := b.readerOf(ctx, rep)
	if r.history, err = b.histories(ctx, p); err != nil {
		return p, nil, err
	}
	return p, b.promptSheet(p, byID, r), nil
}

// historyLines is how much of an old refusal's history its card tells.
const historyLines = 5

// histories reads the history of the closed deals that come up again.
func (b *Bot) histories(ctx context.Context, p coach.Prompt) (map[int64][]coach.Event, error) {
	all := map[int64][]coach.Event{}
	for _, c := range p.Cards {
		if c.Situation != coach.Closed {
			continue
		}
		events, err := b.deals.History(ctx, c.Deal, historyLines)
		if err != nil {
			return nil, err
		}
		all[c.Deal] = events
	}
	return all, nil
}

// promptSheet lays a prompt out: the point first, then the cards, then the rest
// in one line each.
func (b *Bot) promptSheet(p coach.Prompt, deals map[int64]coach.Deal, r reader) *sheet {
	s := &sheet{}
	s.sayf("%s %s", greeting(r.name), point(len(p.Cards), len(p.More)))
	for _, c := range p.Cards {
		s.divider()
		b.card(s, p, c, deals[c.Deal], r)
	}
	if len(p.More) > 0 {
		s.divider()
		s.say(b.rest(p, deals, r))
	}
	b.weekly(s, p, deals)
	b.foretold(s, p, deals)
	s.hint("One message a day at most. All I can do: `/deal help`")
	promptSettings(s)
	mark(s, p.ID)
	return s
}

// weekly adds what is said once a week.
func (b *Bot) weekly(s *sheet, p coach.Prompt, deals map[int64]coach.Deal) {
	if len(p.Focus) > 0 {
		var proposed []coach.Deal
		week := p.On.ISOWeek()
		s.divider()
		for _, id := range p.Focus {
			d := deals[id]
			if d.Focus == week {
				s.sayf("%s This week's focus: *%s*", check, plain(d.Title()))
			}
			proposed = append(proposed, d)
		}
		b.propose(s, proposed, week, target{prompt: p.ID})
	}
	if d := deals[p.LetGo]; p.TooMany > 0 && d.IsOpen() {
		s.sayf("You have %d open deals; few well-chosen ones beat many. The first to let go may be *%s*: `/deal letgo %s`",
			p.TooMany, plain(d.Title()), d.Ref())
	}
}

func greeting(name string) string {
	if name == "" || name == unnamed {
		return "Good morning."
	}
	return "Good morning, " + plain(name) + "."
}

func point(cards, more int) string {
	if cards == 0 {
		return "Nothing needs a decision of yours today. The channel will read of what you closed."
	}
	deals := "1 deal needs"
	if cards > 1 {
		deals = fmt.Sprintf("%d deals need", cards)
	}
	text := deals + " a decision of yours today."
	if more > 0 {
		text += fmt.Sprintf(" %d more can wait.", more)
	}
	return text
}

// rest lists the deals without cards, with what has become of them.
func (b *Bot) rest(p coach.Prompt, deals map[int64]coach.Deal, r reader) string {
	lines := []string{"*Also waiting*"}
	for i, c := range p.More {
		if i == listShown {
			lines = append(lines, fmt.Sprintf("and %d more: `/deal list`", len(p.More)-i))
			break
		}
		d := deals[c.Deal]
		switch {
		case d.ID == 0:
			continue
		case d.ActedSince(p.At):
			lines = append(lines, fmt.Sprintf("• %s *%s*: %s", check, plain(d.Title()), plain(d.Last.Words(r.id, r.nameOf, r.today))))
		default:
			lines = append(lines, fmt.Sprintf("• *%s* · %s. %s `/deal show %s`", plain(d.Title()), c.Situation.Words(), plain(c.Why), d.Ref()))
		}
	}
	return strings.Join(lines, "\n")
}

// mark writes the message's id into its first block, for servers that do not
// give metadata back.
func mark(s *sheet, id string) {
	if first, ok := s.blocks[0].(*slack.SectionBlock); ok {
		first.BlockID = id
	}
	if first, ok := s.blocks[0].(*slack.HeaderBlock); ok {
		first.BlockID = id
	}
}

func firstName(name string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return first
}
