package slack

import (
	"context"
	"fmt"
	"strings"

	"dealcoach/internal/coach"
)

// The three outcomes stand apart under these.
const (
	titleWon   = ":trophy: *Won*"
	titleLetGo = ":dove_of_peace: *Let go*, with thanks"
	titleLost  = ":no_entry_sign: *Lost*: a clear no"
)

// sendDigest posts a weekly digest from its snapshot; without its chart where
// Slack does not take one.
func (b *Bot) sendDigest(ctx context.Context, d coach.Delivery) (coach.Posted, error) {
	digest, err := b.deals.Digest(ctx, d.ID)
	if err != nil {
		return coach.Posted{}, unread(err)
	}
	s, to := b.digestSheet(digest, b.nameOf(ctx)), coach.Posted{Channel: d.To}
	at, err := b.postOnce(ctx, d, to, s)
	if noChart(err) && s.dropCharts() {
		b.log.Warn("slack does not take a chart; posting the digest without it", "digest", d.ID)
		return b.postOnce(ctx, d, to, s)
	}
	return at, err
}

// digestSheet lays a digest out: one sentence that says it all, then the three
// outcomes apart. Owners are named, never mentioned, so that nobody is pinged.
func (b *Bot) digestSheet(d coach.Digest, nameOf func(string) string) *sheet {
	s := &sheet{}
	d.To = d.To.In(b.settings().Zone)
	until := coach.DateOf(d.To)
	s.header("The week to " + until.Words(until))
	if d.Empty() {
		s.say("Nothing was closed this week.")
	} else {
		s.say(b.summary(d))
		b.outcome(s, titleWon, d.Won, nameOf)
		b.outcome(s, titleLetGo, d.LetGo, nameOf)
		b.outcome(s, titleLost, d.Lost, nameOf)
	}
	if d.LetGo.Count > 0 {
		s.say(b.thanks(d.LetGo))
	}
	lookBack(s, d)
	reasons(s, d.Reasons)
	b.focused(s, d, nameOf)
	promised(s, d)
	stalled(s, d.Stalls)
	if d.Late {
		s.hint("This summary is late: I could not post it at its time.")
	}
	if d.Early {
		s.hint("Posted early: it is brought up to date here on " + until.Words(until) + " at " + d.To.Format("15:04") + ".")
	}
	mark(s, d.ID)
	return s
}

// thanks is for letting go, whose good is what it frees.
func (b *Bot) thanks(o coach.Outcome) string {
	if o.Value == 0 {
		return "Letting go freed attention for deals that say yes. Thank you."
	}
	return fmt.Sprintf("Letting go freed %s worth of attention for deals that say yes. Thank you.", plain(o.Value.In(b.settings().Currency)))
}

// promised tells who asked to be called next week, and never why.
func promised(s *sheet, d coach.Digest) {
	if d.Calls.Count == 0 {
		return
	}
	lines := []string{":calendar: *Asked to be called next week*"}
	for _, c := range d.Calls.First {
		lines = append(lines, fmt.Sprintf("• %s: *%s*", c.On.Words(coach.DateOf(d.To)), plain(c.Name)))
	}
	if more := d.Calls.Count - len(d.Calls.First); more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	s.say(strings.Join(lines, "\n"))
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

// summary says the three outcomes up front, against last week's.
func (b *Bot) summary(d coach.Digest) string {
	last, compared := d.Before()
	quiet := last.Won.Count+last.LetGo.Count+last.Lost.Count == 0
	part := func(now coach.Outcome, how string, then coach.Tally) string {
		worth := plain(now.Value.In(b.settings().Currency))
		switch {
		case !compared, quiet:
		case then.Count == 0:
			worth += "; last week none"
		default:
			worth += fmt.Sprintf("; last week %d, %s", then.Count, plain(then.Value.In(b.settings().Currency)))
		}
		return fmt.Sprintf("*%d %s* (%s)", now.Count, how, worth)
	}
	all := fmt.Sprintf("This week: %s, %s, %s.",
		part(d.Won, "won", last.Won), part(d.LetGo, "let go", last.LetGo), part(d.Lost, "lost", last.Lost))
	if compared && quiet {
		all += " Last week nothing was closed."
	}
	return all
}

func (b *Bot) outcome(s *sheet, title string, o coach.Outcome, nameOf func(string) string) {
	if o.Count == 0 {
		return
	}
	lines := []string{title}
	for _, e := range o.Top {
		lines = append(lines, fmt.Sprintf("• *%s*%s · %s%s", plain(e.Name), b.worth(e), plain(nameOf(e.Owner)), said(e)))
	}
	if more := o.Count - len(o.Top); more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more, in the thread", more))
	}
	s.say(strings.Join(lines, "\n"))
}
