package slack

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// How many names are looked at for a match.
const (
	namesRead   = 200
	namesOfARep = 10_000
	namesNear   = 1000
)

// find tells which deal a text begins with, and what follows. open says that an
// open deal is meant when several bear the name. When it is not clear which, it
// returns a choice, so that nothing is written before the person has chosen.
func (b *Bot) find(ctx context.Context, c call, open bool) (id int64, rest string, err error) {
	if c.text == "" {
		return 0, "", coach.Refuse("Which deal?", "Name it by its number or the start of its name; see them with /deal list")
	}
	if id, rest, ok := coach.ParseRef(c.text); ok {
		return id, rest, nil
	}
	owner := c.person.ID
	if c.person.Manages(b.settings()) {
		owner = ""
	}
	m, err := b.match(ctx, owner, c.text)
	if err != nil {
		return 0, "", err
	}
	if len(m.Found) > 1 && !m.Near {
		if m.Found, err = b.withStatus(ctx, m.Found, open); err != nil {
			return 0, "", err
		}
	}
	switch {
	case len(m.Found) == 0:
		return 0, "", coach.Refuse("I know no deal of yours called “"+coach.Cut(c.text, 80)+"”.",
			"See them with /deal list, or add it with /deal add")
	case len(m.Found) == 1 && !m.Near:
		return m.Found[0].ID, m.Rest, nil
	default:
		return 0, "", choice{Match: m, command: strings.TrimSuffix(c.line, c.text)}
	}
}

// match finds the deals that the leading words of a text name: by their whole
// names, by the start of their names, as a number without its sign, and last as
// a slip of the pen. However many names a team has, the first two are exact.
func (b *Bot) match(ctx context.Context, owner, text string) (coach.Match, error) {
	leading := coach.LeadingNames(text)
	names, err := b.deals.Called(ctx, owner, leading)
	if err != nil || len(names) > 0 {
		return coach.MatchName(text, names), err
	}
	m, err := b.begun(ctx, owner, text, leading)
	if err != nil || len(m.Found) > 0 {
		return m, err
	}
	if id, rest, ok := coach.ParseRef("#" + text); ok {
		return coach.Match{Found: []coach.Named{{ID: id}}, Rest: rest}, nil
	}
	return b.near(ctx, owner, text)
}

// begun finds the deals whose names begin with the leading words of a text. When
// more than can be read begin with the first word, those are looked for that
// begin with as many as possible.
func (b *Bot) begun(ctx context.Context, owner, text string, leading []string) (coach.Match, error) {
	most := namesRead
	if owner != "" {
		most = namesOfARep
	}
	names, err := b.deals.Names(ctx, owner, coach.FirstWord(text), most)
	m := coach.MatchName(text, names)
	if err != nil || len(names) < most {
		return m, err
	}
	for _, words := range slices.Backward(leading) {
		if names, err = b.deals.Names(ctx, owner, words, most); err != nil {
			return coach.Match{}, err
		}
		more := coach.MatchName(text, names)
		if coach.Normalize(strings.TrimSuffix(text, more.Rest)) == words && !more.Near {
			return more, nil
		}
	}
	return m, nil
}

// near looks for a slip of the pen. A rep's names are few; of a whole team's,
// only those that begin alike are looked at.
func (b *Bot) near(ctx context.Context, owner, text string) (coach.Match, error) {
	prefix, first := "", coach.FirstWord(text)
	if _, size := utf8.DecodeRuneInString(first); owner == "" {
		prefix = first[:size]
	}
	names, err := b.deals.Names(ctx, owner, prefix, namesNear)
	if err != nil {
		return coach.Match{}, err
	}
	return coach.MatchName(text, names), nil
}

// withStatus keeps the open ones of several deals with the same name, or the
// closed ones; when none is left, all of them.
func (b *Bot) withStatus(ctx context.Context, found []coach.Named, open bool) ([]coach.Named, error) {
	ids := make([]int64, len(found))
	for i, n := range found {
		ids[i] = n.ID
	}
	deals, err := b.deals.Deals(ctx, ids)
	if err != nil {
		return nil, err
	}
	var kept []coach.Named
	for _, d := range deals {
		if d.IsOpen() == open {
			kept = append(kept, coach.Named{ID: d.ID, Name: d.Name})
		}
	}
	if len(kept) == 0 {
		return found, nil
	}
	return kept, nil
}

// choice is the error for a name that fits several deals, or nearly fits one.
type choice struct {
	coach.Match
	command string // what stands before the deal's name in the line
}

// Error tells what is to be chosen, for the log.
func (c choice) Error() string { return fmt.Sprintf("%d deals may be meant", len(c.Found)) }

// sheet asks which deal is meant. Each button carries the whole line with the
// deal's number in it.
func (c choice) sheet(line string) *sheet {
	s := &sheet{}
	if c.Near {
		s.say("I know no deal of exactly that name. Did you mean this? Nothing is saved yet.")
	} else {
		s.say("Several deals fit that name. Which one? Nothing is saved yet.")
	}
	var row []*slack.ButtonBlockElement
	for i, n := range c.Found {
		title := "#" + strconv.FormatInt(n.ID, 10) + " " + n.Name
		again := strings.TrimSpace(c.command + "#" + strconv.FormatInt(n.ID, 10) + " " + c.Rest)
		if utf8.RuneCountInString(again) <= maxValue {
			row = append(row, button(fmt.Sprintf("%s:%d", doAgain, i), again, title))
		}
		s.lines = append(s.lines, plain(title))
	}
	if len(row) > 0 {
		s.buttons("choice", row...)
		if c.More {
			s.hint("More fit than these: write more of its name, or its number from /deal list.")
		}
		return s
	}
	s.say(plain("Send it again with the number in the place of the name: " + s.numbers(c.Found)))
	return giveBack(s, line)
}

func (s *sheet) numbers(found []coach.Named) string {
	var all []string
	for _, n := range found {
		all = append(all, "#"+strconv.FormatInt(n.ID, 10)+" "+n.Name)
	}
	return strings.Join(all, ", ")
}

// maxValue is Slack's limit for a button's value.
const maxValue = 2000

// read loads a deal that the person may see.
func (b *Bot) read(ctx context.Context, c call, id int64) (coach.Deal, error) {
	d, err := b.deals.Deal(ctx, id)
	if err != nil {
		return coach.Deal{}, noSuch(id, err)
	}
	if !c.person.Sees(d, b.settings()) {
		return coach.Deal{}, b.notYours(ctx, d.Ref())
	}
	if d.IsDeleted() {
		return coach.Deal{}, d.Gone(c.act)
	}
	return d, nil
}

// errNotTheirs means that a deal is not the person's to change.
var errNotTheirs = errors.New("not one of the person's deals")

// change applies a rule to a deal that the person may change. Whose it is is
// read in the commit: it may have changed hands since it was shown.
func (b *Bot) change(ctx context.Context, c call, id int64, rule func(*coach.Deal) error) (d coach.Deal, err error) {
	person, act, op, calling := c.person, c.act, c.op, c.calling
	d, err = b.deals.Update(ctx, id, op, func(d *coach.Deal) error {
		d.Calling = calling
		if !b.sees(person, d) {
			return errNotTheirs
		}
		if d.IsDeleted() {
			return d.Gone(act)
		}
		wasOpen := d.IsOpen()
		if err := rule(d); err != nil {
			return err
		}
		if wasOpen && d.IsClosed() { // in one tap, so that one tap takes it back
			d.ClosingOp, d.Undoable = op, true
		}
		return nil
	})
	// What was done before comes back as it was then.
	switch {
	case errors.Is(err, errNotTheirs) || err == nil && !b.sees(person, &d):
		return coach.Deal{}, b.notYours(ctx, "#"+strconv.FormatInt(id, 10))
	case err != nil:
		return d, noSuch(id, b.whoWas(ctx, c, err))
	}
	return d, nil
}

// sees reports whether a person may see a deal. It is called rather than inlined,
// because it copies the deal: with every copy grows the stack on which a handler
// waits for the store, of which there are hundreds.
//
//go:noinline
func (b *Bot) sees(p coach.Person, d *coach.Deal) bool { return p.Sees(*d, b.settings()) }

func noSuch(id int64, err error) error {
	if errors.Is(err, coach.ErrNotFound) {
		return coach.Refuse("There is no deal #"+strconv.FormatInt(id, 10)+".", "See them all with /deal list")
	}
	return err
}
