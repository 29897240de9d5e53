package slack

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"dealcoach/internal/coach"
)

// How much a list reads, and how much of it a page shows.
const (
	listRead  = 5000
	listShown = 20
)

// filters are the words that /deal list takes, and the groups they keep; none
// is all.
var filters = map[string]coach.Group{
	"": "", "all": "", "open": "", "quiet": coach.QuietGroup, "due": coach.DueGroup, "waiting": coach.WaitingGroup, "paused": coach.PausedGroup,
}

var outcomes = map[string]coach.Status{
	"won": coach.Won, "lost": coach.Lost, "let-go": coach.LetGo, "letgo": coach.LetGo,
}

// mention is how Slack writes a person into a command's text.
var mention = regexp.MustCompile(`<@([UW][A-Z0-9]+)(\|[^>]*)?>`)

func (b *Bot) list(ctx context.Context, c call) (*sheet, error) {
	words, page, err := paged(strings.Fields(strings.ToLower(c.text)))
	if err != nil {
		return nil, err
	}
	filter := ""
	if len(words) > 0 && !strings.HasPrefix(words[0], "@") && !strings.HasPrefix(words[0], "<@") {
		filter, words = words[0], words[1:]
	}
	if filter == "deleted" {
		return b.listDeleted(ctx, c, words, page)
	}
	_, known := filters[filter]
	status, closed := outcomes[filter]
	if !known && !closed {
		return nil, coach.Refuse("I can't list “"+coach.Cut(filter, 60)+"”.", "Choose one of quiet, due, waiting, paused, all, won, lost, let-go, deleted.")
	}
	owner, err := b.whose(c, words)
	if err != nil {
		return nil, err
	}
	if closed {
		return b.listClosed(ctx, c, owner, status, page)
	}
	return b.listOpen(ctx, c, owner, filter, page)
}

// whose tells which rep's deals are listed; empty for the whole team's.
func (b *Bot) whose(c call, words []string) (string, error) {
	manages := c.person.Manages(b.settings())
	if len(words) == 0 {
		if manages {
			return "", nil
		}
		return c.person.ID, nil
	}
	m := mention.FindStringSubmatch(c.raw)
	if m == nil {
		return "", coach.Refuse("I don't know who “"+coach.Cut(words[0], 60)+"” is.", "Pick a rep from the list that Slack offers when you type @.")
	}
	if m[1] != c.person.ID && !manages {
		return "", coach.Refuse("You can list your own deals.", "A manager can list the team's.")
	}
	return m[1], nil
}

// listed is a deal with the coach's opinion of it.
type listed struct {
	deal    coach.Deal
	finding coach.Finding
}

func (b *Bot) listOpen(ctx context.Context, c call, owner, filter string, page int) (*sheet, error) {
	deals, total, err := b.open(ctx, owner, listRead)
	if err != nil {
		return nil, err
	}
	var all []listed
	for _, d := range deals {
		f := b.assess(c, d)
		if keep := filters[filter]; keep == "" || f.Situation.Group() == keep {
			all = append(all, listed{d, f})
		}
	}
	slices.SortFunc(all, func(x, y listed) int {
		return coach.Viewed{Deal: x.deal, Finding: x.finding}.Compare(coach.Viewed{Deal: y.deal, Finding: y.finding})
	})
	s := &sheet{}
	if len(all) == 0 {
		s.say(nothing(filter, len(deals)))
		s.hint("Add one with: /deal add Acme 12k contact Jo")
		return s, nil
	}
	s.sayf("*%s*", plain(b.headline(ctx, c, owner, filter, len(all), all)))
	b.rows(ctx, s, c, all, page)
	if total > len(deals) {
		s.hint(fmt.Sprintf("These are out of the %d of %d open deals with the oldest touch. For all of one rep's: `/deal list @name`", len(deals), total))
	}
	return s, nil
}

// open reads the open deals of a rep, or at most so many of the team's, and returns
// how many there are.
func (b *Bot) open(ctx context.Context, owner string, most int) ([]coach.Deal, int, error) {
	if owner == "" {
		return b.deals.OpenAll(ctx, most)
	}
	deals, err := b.deals.OpenOf(ctx, owner)
	return deals, len(deals), err
}

func (b *Bot) listClosed(ctx context.Context, c call, owner string, status coach.Status, page int) (*sheet, error) {
	deals, err := b.deals.ClosedOf(ctx, owner, listRead)
	if err != nil {
		return nil, err
	}
	var all []listed
	for _, d := range deals {
		if d.Status == status {
			all = append(all, listed{d, b.assess(c, d)})
		}
	}
	s := &sheet{}
	if len(all) == 0 {
		s.sayf("No deal is %s yet.", status.Words())
		return s, nil
	}
	s.sayf("*%s*", plain(b.headline(ctx, c, owner, status.Words(), len(all), all)))
	b.rows(ctx, s, c, all, page)
	return s, nil
}

func nothing(filter string, open int) string {
	if open == 0 {
		return "No open deals yet."
	}
	return fmt.Sprintf("None of the open deals is %s right now.", filter)
}

func (b *Bot) headline(ctx context.Context, c call, owner, filter string, n int, all []listed) string {
	whose := "The team's deals"
	switch owner {
	case c.person.ID:
		whose = "Your deals"
	case "":
	default:
		whose = b.nameOf(ctx)(owner) + "'s deals"
	}
	if filter != "" && filter != "all" && filter != "open" {
		whose += ", " + filter
	}
	value := coach.Money(0)
	for _, l := range all {
		value += l.deal.Value
	}
	return fmt.Sprintf("%s: %d, worth %s", whose, n, value.In(b.settings().Currency))
}

func (b *Bot) rows(ctx context.Context, s *sheet, c call, all []listed, page int) {
	from, to := span(len(all), page)
	for _, l := range all[from:to] {
		owner := ""
		if l.deal.Owner != c.person.ID {
			owner = b.nameOf(ctx)(l.deal.Owner)
		}
		s.say(b.row(l.deal, l.finding, owner))
	}
	s.pages(c, len(all), page)
}

// ownersNow is the present in the owner's zone, as far as it is known without
// asking Slack: the reader's own, else the team's.
func (b *Bot) ownersNow(c call, d coach.Deal) time.Time {
	if d.Owner == c.person.ID {
		return c.act.At
	}
	return c.act.At.In(b.settings().Zone)
}
