package slack

import (
	"context"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// How many deals a part of the Home tab shows: beside the others, and alone.
const (
	homeFew  = 4
	homeMany = 20
	homeRead = 1000 // of a team's deals: the tab is drawn after every change
	homeWhy  = 300  // characters of a reason
)

// homeSheet lays a person's Home tab out: the point first, then what needs a
// decision, then the rest.
func (b *Bot) homeSheet(ctx context.Context, c call, l outlook) (*sheet, error) {
	owner := c.person.ID
	if l.team {
		owner = ""
	}
	deals, total, err := b.open(ctx, owner, homeRead)
	if err != nil {
		return nil, err
	}
	rep, err := b.deals.Rep(ctx, c.person.ID)
	if err != nil {
		return nil, err
	}
	o := coach.NewOverview(deals, c.today().ISOWeek(), b.settings().Facts, func(d coach.Deal) coach.Finding { return b.assess(c, d) })
	s := &sheet{}
	s.header(map[bool]string{true: "The team's deals", false: "Your deals"}[l.team])
	homeAway(s, c, rep)
	if o.Open == 0 {
		b.welcome(s, c, l)
		return s, nil
	}
	s.say(plain(b.glance(o)))
	s.add(b.homeRow(c.person, l, true))
	if l.team {
		absent, more, err := b.absentees(ctx)
		if err != nil {
			return nil, err
		}
		b.homeAbsent(s, absent, more, c.today())
	}
	h := homeParts{b: b, s: s, c: c, look: l, nameOf: b.nameOf(ctx)}
	if l.only != "" {
		h.alone(o)
	} else {
		h.all(o)
	}
	if total > len(deals) {
		s.hint(fmt.Sprintf("These are the %d of %d open deals with the oldest touch. All of them: `/deal list`", len(deals), total))
	}
	s.hint("As of " + c.act.At.Format("15:04") + " on " + c.today().Words(c.today()) + ". All of these deals: `/deal list`" + h.orYours() + ". All I can do: `/deal help`")
	promptSettings(s)
	return s, nil
}

// glance says in one line how things stand.
func (b *Bot) glance(o coach.Overview) string {
	deals := "1 open deal"
	if o.Open > 1 {
		deals = fmt.Sprintf("%d open deals", o.Open)
	}
	text := deals + ", worth " + o.Value.In(b.settings().Currency) + ": "
	rest := o.Open
	for _, part := range []struct {
		n    int
		what string
	}{{len(o.Due), "due today"}, {len(o.Quiet), "quiet"}, {len(o.Waiting), "waiting"}, {len(o.Paused), "paused"}} {
		if part.n > 0 {
			text += fmt.Sprintf("%d %s, ", part.n, part.what)
		}
		rest -= part.n
	}
	if rest > 0 {
		text += fmt.Sprintf("%d on track, ", rest)
	}
	return strings.TrimSuffix(text, ", ") + "."
}

// welcome is for whoever has no open deal.
func (b *Bot) welcome(s *sheet, c call, l outlook) {
	s.say("*Welcome.* No open deals yet. I keep an eye on your deals, notice the ones that go quiet, and hand you the question to ask. " +
		"When something needs a decision of yours, I write to you: one message a day at most, with the words to say and why.")
	s.say("*To begin*, add a deal, and log a call on it in one line:\n`/deal add Acme 12k contact Jo`\n`/call acme spoke with Jo, call back in 3 weeks`")
	s.add(b.homeRow(c.person, l, false))
	s.say("*To stop*: without an open deal I stay silent. A deal rests with `/deal pause` or `/deal snooze`, and goes with grace with `/deal letgo`.")
	s.hint("All I can do: `/deal help`")
}

// homeParts lays the parts of a Home tab out.
type homeParts struct {
	b      *Bot
	s      *sheet
	c      call
	look   outlook
	nameOf func(user string) string
}

// groupTitles are the headings of the groups.
var groupTitles = map[coach.Group]string{
	coach.DueGroup: "Due today", coach.QuietGroup: "Quiet", coach.WaitingGroup: "Waiting: a call back is agreed", coach.PausedGroup: "Paused",
}

// all lays every part out, with the few deals that matter most.
func (h homeParts) all(o coach.Overview) {
	group := func(g coach.Group) { h.part(string(g), groupTitles[g], o.Of(g), homeFew, h.list(g)) }
	if len(o.Due)+len(o.Quiet) == 0 {
		h.s.say("Nothing needs a decision today.")
	}
	group(coach.DueGroup)
	group(coach.QuietGroup)
	h.part("focus", "This week's focus", o.Focus, homeFew, "")
	group(coach.WaitingGroup)
	group(coach.PausedGroup)
	h.stages(o)
	h.gaps(o)
}

// alone lays one group out.
func (h homeParts) alone(o coach.Overview) {
	g := h.look.only
	if len(o.Of(g)) == 0 {
		h.s.say(nothing(string(g), o.Open))
		return
	}
	h.part(string(g), groupTitles[g], o.Of(g), homeMany, h.list(g))
}

// list is the command that lists a group whole.
func (h homeParts) list(g coach.Group) string {
	return ": `/deal list " + string(g) + "`" + h.orYours()
}

// orYours is for a manager who looks at their own deals: a command lists the team's
// unless they name themselves.
func (h homeParts) orYours() string {
	if !h.look.team && h.c.person.Manages(h.b.settings()) {
		return " and your own name"
	}
	return ""
}

// part adds deals with why they are here, at most so many, and tells where the
// rest is.
func (h homeParts) part(name, title string, all []coach.Viewed, most int, rest string) {
	if len(all) == 0 {
		return
	}
	value := coach.Money(0)
	for _, v := range all {
		value += v.Value
	}
	h.s.divider()
	h.s.sayf("*%s* · %d, worth %s", title, len(all), plain(value.In(h.b.settings().Currency)))
	for _, v := range all[:min(len(all), most)] {
		at := target{deal: v.ID}
		show := named(button(doShow, at.String(), "Show"), v.Deal)
		h.s.row(at.block(name), h.line(v)+"\n"+plainCut(v.Why, homeWhy), show)
	}
	if more := len(all) - most; more > 0 {
		h.s.hint(fmt.Sprintf("and %d more%s", more, rest))
	}
}

// line is a deal's title with its stage, its value, and whose it is.
func (h homeParts) line(v coach.Viewed) string {
	parts := []string{"*" + plain(v.Title()) + "*", v.Stage.Words()}
	if v.Value != 0 {
		parts = append(parts, plain(v.Value.In(h.b.settings().Currency)))
	}
	if v.Owner != h.c.person.ID {
		parts = append(parts, plain(h.nameOf(v.Owner)))
	}
	return strings.Join(parts, " · ")
}

// stages adds the pipeline.
func (h homeParts) stages(o coach.Overview) {
	lines := []string{"*The pipeline*"}
	for _, sum := range o.Stages {
		line := fmt.Sprintf("• %s: %d", sum.Stage.Words(), sum.Open)
		if sum.Open > 0 {
			line += ", worth " + plain(sum.Value.In(h.b.settings().Currency))
		}
		lines = append(lines, line)
	}
	h.s.divider()
	h.s.say(strings.Join(lines, "\n"))
}

// gaps adds what is not known of the most valuable deals.
func (h homeParts) gaps(o coach.Overview) {
	if len(o.Gaps) == 0 {
		return
	}
	lines := []string{"*What you don't know yet*"}
	for _, v := range o.Gaps[:min(len(o.Gaps), homeFew)] {
		var all []string
		for _, fact := range v.Gaps(h.b.settings().Facts) {
			all = append(all, string(fact))
		}
		lines = append(lines, fmt.Sprintf("• *%s*: %s", plain(v.Title()), strings.Join(all, ", ")))
	}
	h.s.divider()
	h.s.say(strings.Join(lines, "\n"))
	if more := len(o.Gaps) - homeFew; more > 0 {
		h.s.hint(fmt.Sprintf("and %d more: `/deal unknown`%s", more, h.orYours()))
	}
}

// row adds a paragraph with a button beside it.
func (s *sheet) row(block, markup string, b *slack.ButtonBlockElement) {
	s.lines = append(s.lines, markup)
	section := slack.NewSectionBlock(mrkdwn(cutMarkup(markup, maxSection)), nil, slack.NewAccessory(b))
	section.BlockID = block
	s.add(section)
}
