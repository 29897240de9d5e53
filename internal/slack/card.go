package slack

import (
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// snoozeDays is how far the card's snooze reaches.
const snoozeDays = 7

const check = ":white_check_mark:"

// reader is the person for whom a prompt is rendered.
type reader struct {
	id, name string
	today    coach.Date
	now      time.Time // zero: nothing is offered that time takes away
	nameOf   func(user string) string
	history  map[int64][]coach.Event // of the closed deals that come up again
}

// filler fills scripts for the reader.
func (b *Bot) filler(r reader) coach.Filler {
	return coach.Filler{Rep: r.name, Today: r.today, Work: b.settings().Work}
}

// card adds what a prompt says about one deal, as it is now: the question while
// it is open, and the outcome once the deal has changed.
func (b *Bot) card(s *sheet, p coach.Prompt, c coach.Card, d coach.Deal, r reader) {
	at := target{deal: d.ID, prompt: p.ID, script: c.Script, variant: c.Variant}
	title := "*" + plain(d.Title()) + "*"
	acted := d.ActedSince(p.At)
	switch {
	case d.ID == 0:
		s.sayf("#%d is not there any more.", c.Deal)
	case d.IsDeleted():
		b.isGone(s, at, d, coach.Act{At: r.now})
	case !d.IsOpen() && c.Situation == coach.Closed && !acted:
		b.revisit(s, at, c, d, r)
	case !d.IsOpen():
		s.say(check + " " + b.closed(d))
		b.afterwards(s, at, d, r.now)
	case acted:
		s.sayf("%s %s: %s", check, title, plain(d.Last.Words(r.id, r.nameOf, r.today)))
		b.afterwards(s, at, d, r.now)
	default:
		s.sayf("%s · %s\n%s", title, b.facts(d), plain(c.Why))
		b.contacts(s, d)
		asked := d.Asked.Script != "" && d.Asked.At.After(p.At)
		if asked {
			c.Script, c.Variant, c.Before = d.Asked.Script, d.Asked.Variant, ""
		}
		if next, ok := b.follows(c, asked); ok {
			s.say(check + " You left the voicemail. Now the e-mail it speaks of:")
			c.Script, c.Variant, asked = next.ID, next.NextVariant(d).Key, false
		}
		at.script, at.variant = c.Script, c.Variant
		b.question(s, at, c, d, r, asked)
	}
}

// follows is the e-mail that a voicemail to somebody gone dark announces.
func (b *Bot) follows(c coach.Card, asked bool) (coach.Script, bool) {
	left, ok := b.scripts.Find(c.Script)
	if !ok || !asked || left.How != coach.Voicemail || c.Situation != coach.GoneDark {
		return coach.Script{}, false
	}
	for _, next := range b.scripts.For(coach.GoneDark) {
		if next.How == coach.Email {
			return next, true
		}
	}
	return coach.Script{}, false
}

// afterwards offers what makes sense once a deal has changed; closing it can be
// taken back for a while.
func (b *Bot) afterwards(s *sheet, at target, d coach.Deal, now time.Time) {
	switch {
	case d.IsClosed():
		var row []*slack.ButtonBlockElement
		switch {
		case d.Status == coach.Won:
			row = append(row, named(button(doForm+":"+formWhy, at.String(), "What worked?"), d))
		case d.RealReason == "":
			row = append(row, named(button(doForm+":"+formWhy, at.String(), "Why was that?"), d))
		}
		if d.ClosingOp != "" && d.Last.Kind.Closes() && now.Before(d.ClosedAt.Add(coach.UndoFor)) && !now.IsZero() {
			row = append(row, undoOnCard(d, at))
		}
		if len(row) > 0 {
			s.buttons(at.block("after"), row...)
		}
		s.hint(plain("Changed your mind? /deal reopen " + d.Ref()))
	case d.Last.Kind == coach.Forwarded && d.Next.On.IsZero():
		s.buttons(at.block("after"), named(button(doForm+":"+formStep, at.String(), "Next step and date"), d))
	case d.Last.Kind == coach.PutOff && d.CallBack.Reason == "":
		s.buttons(at.block("after"), named(button(doForm+":"+formBecause, at.String(), "They told me why"), d))
	default:
		s.hint(plain("See it with /deal show " + d.Ref()))
	}
}

// revisit is the card of a closed deal that is worth another look.
func (b *Bot) revisit(s *sheet, at target, c coach.Card, d coach.Deal, r reader) {
	s.sayf("*%s* · %s\n%s", plain(d.Title()), b.facts(d), plain(c.Why))
	if d.Reason != "" {
		s.sayf("They said: %s", plain(coach.Cut(d.Reason, coach.MaxWords)))
	}
	if d.RealReason != "" {
		s.sayf("What was really behind it: %s", plain(coach.Cut(d.RealReason, coach.MaxWords)))
	}
	var lines []string
	for _, e := range r.history[d.ID] {
		lines = append(lines, "• "+told(e, r))
	}
	if len(lines) > 0 {
		s.say("*How it went*\n" + strings.Join(lines, "\n"))
	}
	b.script(s, c.Before, c.BeforeVar, "Before the call:", d, r)
	b.script(s, c.Script, c.Variant, "Say:", d, r)
	s.buttons(at.block("do"),
		named(button(doReopen, at.String(), "Take it up again").WithStyle(slack.StylePrimary), d),
		named(button(doLeave, at.String(), "Leave it closed"), d))
}

// question adds the words to say, and the buttons to answer on the spot.
func (b *Bot) question(s *sheet, at target, c coach.Card, d coach.Deal, r reader, asked bool) {
	b.script(s, c.Before, c.BeforeVar, "First:", d, r)
	b.script(s, c.Script, c.Variant, "Say:", d, r)
	if len(d.Gaps(b.settings().Facts)) > 0 {
		s.hint(b.unknown(d))
	}
	script, known := b.scripts.Find(c.Script)
	waits := asked || c.Situation == coach.WasAsked
	if known && script.How == coach.Say && !waits && c.Situation != coach.NoAssurance {
		s.hint("What do you bring them this time? More words: `/deal ask " + d.Ref() + "`")
	}
	if waits {
		s.say("What did they say?")
	}
	if known && len(script.Answers) > 0 {
		var row []*slack.ButtonBlockElement
		for _, a := range script.Answers {
			row = append(row, named(b.answerButton(at, a), d))
		}
		s.buttons(at.block("answers"), row...)
	}
	row, less := b.doButtons(at, c, d, known && !waits && script.How != coach.Note)
	s.buttonsAndMenu(at.block("do"), row, less)
}

// script adds the words of a script, as a quote to copy.
func (b *Bot) script(s *sheet, id, variant, lead string, d coach.Deal, r reader) {
	script, ok := b.scripts.Find(id)
	if !ok {
		return
	}
	v := script.Variant(variant)
	words, missing := b.filler(r).Fill(v.Words, d)
	switch script.How {
	case coach.Note:
		lead = ""
	case coach.Voicemail:
		lead = "Leave this as a voicemail:"
	case coach.Email:
		subject, _ := b.filler(r).Fill(v.Subject, d)
		lead = "Write this e-mail. Subject: " + plain(subject)
	}
	s.sayf("%s\n%s", strings.TrimSpace("*"+plain(script.Title)+"* "+lead), quote(plain(words)))
	if strings.Contains(v.Words, "{contact}") && d.Contact == "" {
		missing = append(missing, "contact")
	}
	if len(missing) > 0 {
		s.hint(plain("I don't know their " + strings.Join(missing, " and ") + " yet: /deal know " + d.Ref() + " " + missing[0] + " …"))
	}
}

// answerButton is one tap for what needs no more, and a form for what does.
func (b *Bot) answerButton(at target, a coach.Answer) *slack.ButtonBlockElement {
	value := at.with(a.ID).String()
	switch a.Effect {
	case coach.PutItOff:
		return button(doForm+":"+formLater+":"+a.ID, value, a.Label)
	case coach.SomebodyNew:
		return button(doForm+":"+formContact+":"+a.ID, value, a.Label)
	default:
		return button(doAnswer+":"+a.ID, value, a.Label)
	}
}

// doButtons are what a rep can do with the deal besides answering: in one tap,
// and what is needed less.
func (b *Bot) doButtons(at target, c coach.Card, d coach.Deal, ask bool) (row, less []*slack.ButtonBlockElement) {
	letGo := button(doLetGo, at.String(), "Let it go")
	if c.Situation == coach.NoAssurance {
		row = append(row, letGo.WithStyle(slack.StylePrimary), button(doForm+":"+formStep, at.String(), "Keep it"))
	} else if ask {
		row = append(row, button(doAsk, at.String(), "I asked this").WithStyle(slack.StylePrimary))
	}
	if fact, ok := b.factOf(c.Before); ok {
		less = append(less, button(doForm+":"+formLearn, at.with(string(factID(fact))).String(), "I know the "+string(fact)))
	}
	less = append(less,
		button(doSpoke, at.String(), "We spoke, not logged"),
		button(doForm+":"+formPause, at.String(), "Pause"))
	row = append(row, button(doSnooze, at.String(), "Snooze a week"))
	if c.Situation != coach.NoAssurance {
		row = append(row, letGo)
	}
	for _, one := range slices.Concat(row, less) {
		named(one, d)
	}
	return row, less
}

// factOf tells which fact a script asks for.
func (b *Bot) factOf(script string) (coach.Fact, bool) {
	s, ok := b.scripts.Find(script)
	if !ok {
		return "", false
	}
	for _, fact := range coach.Facts {
		for _, m := range s.Moments {
			if m == fact.Moment() {
				return fact, true
			}
		}
	}
	return "", false
}

// factID writes a fact without spaces, for a target.
func factID(f coach.Fact) string { return strings.ReplaceAll(string(f), " ", "-") }

// named labels a button for screen readers with its deal: there are several that
// sound alike.
func named(b *slack.ButtonBlockElement, d coach.Deal) *slack.ButtonBlockElement {
	b.AccessibilityLabel = coach.Cut(b.Text.Text+", "+d.Title(), 75)
	return b
}
