package slack

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"dealcoach/internal/coach"
)

// assess is the coach's opinion of a deal. Days are the owner's; when the
// reader is the owner, that is the reader's zone.
func (b *Bot) assess(c call, d coach.Deal) coach.Finding {
	return d.Assess(b.settings(), b.ownersNow(c, d))
}

// facts tells a deal's stage, value, company, contact and benefit in one line.
func (b *Bot) facts(d coach.Deal) string {
	parts := []string{d.Stage.Words()}
	if d.Value != 0 {
		parts = append(parts, d.Value.In(b.settings().Currency))
	}
	if d.Company != "" {
		parts = append(parts, "at "+d.Company)
	}
	if d.Contact != "" {
		parts = append(parts, "contact "+d.MainContact().String())
	}
	if d.Benefit != "" {
		parts = append(parts, "for them: "+d.Benefit)
	}
	return plain(strings.Join(parts, " · "))
}

// named loads the deal that a command names.
func (b *Bot) named(ctx context.Context, c call) (coach.Deal, error) {
	id, _, err := b.find(ctx, c, true)
	if err != nil {
		return coach.Deal{}, err
	}
	return b.read(ctx, c, id)
}

func (b *Bot) show(ctx context.Context, c call) (*sheet, error) {
	d, err := b.named(ctx, c)
	if err != nil {
		return nil, err
	}
	return b.whole(ctx, c, d)
}

// whole tells all about a deal that the person may see.
func (b *Bot) whole(ctx context.Context, c call, d coach.Deal) (*sheet, error) {
	history, err := b.deals.History(ctx, d.ID, historyShown+1)
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	finding := b.assess(c, d)
	s.sayf("*%s*\n%s", plain(d.Title()), b.facts(d))
	b.contacts(s, d)
	if c.person.ID != d.Owner {
		s.sayf("Owner: %s", plain(b.nameOf(ctx)(d.Owner)))
	}
	s.sayf("*%s:* %s", sentence(finding.Situation.Words()), plain(finding.Why))
	if d.IsOpen() {
		s.say(plain(d.Clocks(b.settings(), b.ownersNow(c, d))))
	}
	b.qualification(s, d, c.today(), c)
	if d.Next.Words != "" {
		s.sayf("Next step: %s%s", plain(d.Next.Words), onDate(d.Next.On, c.today()))
	}
	if d.Snooze.After(c.today()) {
		s.sayf("Snoozed until %s.", d.Snooze.Words(c.today()))
	}
	if d.Reason != "" {
		s.sayf("Stated reason: %s", plain(d.Reason))
	}
	if d.RealReason != "" {
		s.sayf("What was really behind it: %s", plain(d.RealReason))
	}
	if !d.IsOpen() && !d.Revisit.IsZero() {
		s.sayf("Another look on %s.", d.Revisit.Words(c.today()))
	}
	s.say(b.history(ctx, c, history[:min(len(history), historyShown)]))
	if len(history) > historyShown {
		s.buttons("history", wholeHistory(d))
	}
	return s, nil
}

// qualification lists what is known of the deal, who said it and when, and what
// is not known yet.
func (b *Bot) qualification(s *sheet, d coach.Deal, today coach.Date, c call) {
	var lines []string
	for _, fact := range coach.Facts {
		known := d.Facts[fact]
		if known.Words == "" {
			continue
		}
		line := "• " + sentence(string(fact)) + ": " + plain(known.Words)
		if known.By != "" {
			line += " (" + plain(known.By) + ", "
		} else {
			line += " ("
		}
		lines = append(lines, line+coach.DateOf(known.At.In(c.act.At.Location())).Words(today)+")")
	}
	if d.IsOpen() {
		lines = append(lines, b.unknown(d))
	}
	if len(lines) > 0 {
		s.say(strings.Join(lines, "\n"))
	}
}

func onDate(d, today coach.Date) string {
	if d.IsZero() {
		return ""
	}
	return " on " + d.Words(today)
}

func (b *Bot) why(ctx context.Context, c call) (*sheet, error) {
	d, err := b.named(ctx, c)
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	finding := b.assess(c, d)
	s.sayf("*%s* is %s. %s", plain(d.Title()), finding.Situation.Words(), plain(finding.Why))
	if d.IsOpen() {
		s.say(plain(d.Clocks(b.settings(), b.ownersNow(c, d))))
		s.sayf("The rule: a deal in %s is quiet after more than %d working days without a touch, unless a call-back or a pause explains it.",
			d.Stage.Words(), b.settings().Limits[d.Stage])
	}
	s.hint(plain("A touch is contact both ways; an attempt resets our clock only. Log one with: /call " + d.Ref() + " and what happened"))
	return s, nil
}

func sentence(words string) string {
	_, size := utf8.DecodeRuneInString(words)
	return strings.ToUpper(words[:size]) + words[size:]
}

// row is one deal in a list.
func (b *Bot) row(d coach.Deal, f coach.Finding, owner string) string {
	value := ""
	if d.Value != 0 {
		value = " · " + plain(d.Value.In(b.settings().Currency))
	}
	if owner != "" {
		owner = " · " + plain(owner)
	}
	is := f.Situation.Words() + ". "
	if f.Situation == coach.Paused || d.IsClosed() { // the reason says it
		is = ""
	}
	return fmt.Sprintf("• *%s* · %s%s%s · %s%s", plain(d.Title()), d.Stage.Words(), value, owner, is, plain(f.Why))
}
