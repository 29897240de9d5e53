package slack

import (
	"context"
	"fmt"
	"strings"

	"dealcoach/internal/coach"
)

// digest renders a weekly digest from its snapshot.
func (b *Bot) digest(ctx context.Context, id string) (*sheet, error) {
	d, err := b.deals.Digest(ctx, id)
	if err != nil {
		return nil, err
	}
	return b.digestSheet(d, b.nameOf(ctx)), nil
}

// digestSheet lays a digest out: one sentence that says it all, then the three
// outcomes apart. Owners are named, never mentioned, so that nobody is pinged.
func (b *Bot) digestSheet(d coach.Digest, nameOf func(string) string) *sheet {
	s := &sheet{}
	until := coach.DateOf(d.To)
	s.header("The week to " + until.Words(until))
	if d.Empty() {
		s.say("Nothing was closed this week.")
	} else {
		s.say(b.summary(d))
		b.outcome(s, ":trophy: *Won*", d.Won, nameOf)
		b.outcome(s, ":dove_of_peace: *Let go*, with thanks", d.LetGo, nameOf)
		b.outcome(s, ":no_entry_sign: *Lost*: a clear no", d.Lost, nameOf)
	}
	if d.LetGo.Count > 0 {
		s.sayf("Letting go freed %s worth of attention for deals that say yes. Thank you.", plain(d.LetGo.Value.In(b.settings.Currency)))
	}
	reasons(s, d.Reasons)
	b.focused(s, d, nameOf)
	stalled(s, d.Stalls)
	if d.Late {
		s.hint("This summary is late: I could not post it at its time.")
	}
	mark(s, d.ID)
	return s
}

// focused tells what became of the week's focus.
func (b *Bot) focused(s *sheet, d coach.Digest, nameOf func(string) string) {
	if len(d.Focus) == 0 {
		return
	}
	lines := []string{":dart: *This week's focus*"}
	for _, f := range d.Focus {
		lines = append(lines, fmt.Sprintf("• *%s* · %s: %s", plain(f.Name), plain(nameOf(f.Owner)), f.Status.Words()))
	}
	s.say(strings.Join(lines, "\n"))
}

// reasons counts why deals were lost or let go: categories, never words.
func reasons(s *sheet, given []coach.Reason) {
	if len(given) == 0 {
		return
	}
	var all []string
	for _, r := range given {
		all = append(all, fmt.Sprintf("%s (%d)", plain(string(r.Kind)), r.Count))
	}
	s.sayf("Reasons given: %s.", strings.Join(all, ", "))
}

// stalled tells where deals stand still: stages and facts, no people.
func stalled(s *sheet, stalls []coach.Stall) {
	if len(stalls) == 0 {
		return
	}
	lines := []string{":construction: *Where deals stand still*"}
	for _, st := range stalls {
		line := fmt.Sprintf("• %s: %d quiet", st.Stage.Words(), st.Quiet)
		if st.Missing != "" {
			line += fmt.Sprintf(", most often without a known %s", st.Missing)
		}
		lines = append(lines, line)
	}
	s.say(strings.Join(lines, "\n"))
}

func (b *Bot) summary(d coach.Digest) string {
	money := func(o coach.Outcome) string { return plain(o.Value.In(b.settings.Currency)) }
	return fmt.Sprintf("This week: *%d won* (%s), *%d let go* (%s), *%d lost* (%s).",
		d.Won.Count, money(d.Won), d.LetGo.Count, money(d.LetGo), d.Lost.Count, money(d.Lost))
}

func (b *Bot) outcome(s *sheet, title string, o coach.Outcome, nameOf func(string) string) {
	if o.Count == 0 {
		return
	}
	lines := []string{title}
	for _, e := range o.Top {
		worth := ""
		if e.Value != 0 {
			worth = " · " + plain(e.Value.In(b.settings.Currency))
		}
		line := fmt.Sprintf("• *%s*%s · %s", plain(e.Name), worth, plain(nameOf(e.Owner)))
		if e.Line != "" {
			line += ": “" + plainCut(e.Line, 150) + "”"
		}
		lines = append(lines, line)
	}
	if more := o.Count - len(o.Top); more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	s.say(strings.Join(lines, "\n"))
}
