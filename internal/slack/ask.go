package slack

import (
	"context"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// asksShown is how many scripts /deal ask shows.
const asksShown = 4

// ask shows the scripts that fit a deal now, with their answers.
func (b *Bot) ask(ctx context.Context, c call) (*sheet, error) {
	d, err := b.named(ctx, c)
	if err != nil {
		return nil, err
	}
	f := b.assess(c, d)
	s := &sheet{}
	s.sayf("*%s* is %s. %s", plain(d.Title()), f.Situation.Words(), plain(f.Why))
	fit := b.fitting(d, f)
	if len(fit) == 0 {
		s.hint("No script is needed now.")
		return s, nil
	}
	r := b.readerOf(ctx, c.person)
	made := fmt.Sprintf("%s%d", fromReply, c.act.At.UnixMilli())
	for i, script := range fit[:min(len(fit), asksShown)] {
		v := script.NextVariant(d)
		at := target{deal: d.ID, prompt: made, script: script.ID, variant: v.Key}
		s.divider()
		b.script(s, script.ID, v.Key, "Say:", d, r)
		s.hint(plain(script.When + " After " + script.Source + "."))
		var row []*slack.ButtonBlockElement
		if script.How != coach.Note {
			row = append(row, saying(button(doAsk, at.String(), "I asked this"), script, d))
		}
		for _, a := range script.Answers {
			row = append(row, saying(b.answerButton(at, a), script, d))
		}
		if len(row) > 0 {
			s.buttons(fmt.Sprintf("ask:%d", i), row...)
		}
	}
	if f.Situation == coach.NoAssurance {
		row, less := b.doButtons(target{deal: d.ID, prompt: made}, coach.Card{Situation: f.Situation}, d, false)
		s.buttonsAndMenu("do", row, less)
	}
	return s, nil
}

// saying has a screen reader say which words and which deal a button is about: several
// scripts of one deal have the same answers.
func saying(b *slack.ButtonBlockElement, script coach.Script, d coach.Deal) *slack.ButtonBlockElement {
	b.AccessibilityLabel = coach.Cut(b.Text.Text+", "+script.Title+", "+d.Title(), 75)
	return b
}

// fitting are the scripts for a deal: those of its situation, then the question
// for what is not known yet, then what fits silence in general.
func (b *Bot) fitting(d coach.Deal, f coach.Finding) []coach.Script {
	if !d.IsOpen() {
		return nil
	}
	fit := b.scripts.For(f.Situation)
	if gaps := d.Gaps(b.settings().Facts); len(gaps) > 0 {
		fit = append(fit, b.scripts.At(gaps[0].Moment())...)
	}
	fit = append(fit, b.scripts.For(coach.Quiet)...)
	var once []coach.Script
	seen := map[string]bool{}
	for _, script := range fit {
		if !seen[script.ID] {
			seen[script.ID] = true
			once = append(once, script)
		}
	}
	return once
}

// know notes what was learned about a qualification fact: "/deal know acme
// budget 20k approved, says Jo".
func (b *Bot) know(ctx context.Context, c call) (*sheet, error) {
	id, rest, err := b.find(ctx, c, true)
	if err != nil {
		return nil, err
	}
	word, words := cutWord(rest)
	switch strings.ToLower(word) {
	case "benefit":
		return b.promise(ctx, c, id, words)
	case "contact":
		return b.meet(ctx, c, id, words)
	}
	fact, ok := coach.ParseFact(word)
	if !ok {
		return nil, coach.Refuse("What did you learn about?", "Choose need, budget, process, decider, time, benefit or contact, for example: /deal know acme budget 20k approved, says Jo")
	}
	words, by := saidBy(words)
	d, err := b.change(ctx, c, id, func(d *coach.Deal) error { return d.Learn(c.act, fact, words, by) })
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	if by != "" {
		by = ", said " + by
	}
	s.sayf("Noted on *%s*: %s is “%s”%s.", plain(d.Title()), fact, plain(words), plain(by))
	s.say(b.unknown(d))
	return s, nil
}

// promise notes the benefit, and asks for a figure when there is none in it.
func (b *Bot) promise(ctx context.Context, c call, id int64, words string) (*sheet, error) {
	d, err := b.change(ctx, c, id, func(d *coach.Deal) error { return d.Promise(c.act, words) })
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	s.sayf("Noted on *%s*: for them, it is “%s”.", plain(d.Title()), plain(d.Benefit))
	if !strings.ContainsAny(d.Benefit, "0123456789") {
		for _, script := range b.scripts.At(coach.BenefitMissing) {
			b.script(s, script.ID, script.NextVariant(d).Key, "A figure would help. Ask:", d, b.readerOf(ctx, c.person))
			break
		}
	}
	return s, nil
}

// stage moves a deal to another stage.
func (b *Bot) stage(ctx context.Context, c call) (*sheet, error) {
	id, rest, err := b.find(ctx, c, true)
	if err != nil {
		return nil, err
	}
	stage, err := coach.ParseStage(rest)
	if err != nil {
		return nil, err
	}
	d, err := b.change(ctx, c, id, func(d *coach.Deal) error { return d.MoveTo(c.act, stage) })
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	s.sayf("*%s* is in %s now. %s", plain(d.Title()), stage.Words(), plain(b.assess(c, d).Why))
	s.say(b.unknown(d))
	return s, nil
}

// saidBy splits off who said it: ", says Jo".
func saidBy(text string) (words, by string) {
	for _, mark := range []string{", says ", ", said ", " says ", " according to "} {
		if i := strings.LastIndex(text, mark); i > 0 {
			return text[:i], text[i+len(mark):]
		}
	}
	return text, ""
}

// unknown tells what is not known of a deal yet.
func (b *Bot) unknown(d coach.Deal) string {
	gaps := d.Gaps(b.settings().Facts)
	if len(gaps) == 0 {
		return "Everything that qualifies it is known."
	}
	var all []string
	for _, g := range gaps {
		all = append(all, string(g))
	}
	return "Not known yet: " + strings.Join(all, ", ") + "."
}

// gaps lists what is not known yet, by deal, the most valuable first: of one's own
// deals, or of the team's for a manager, as in a list.
func (b *Bot) gaps(ctx context.Context, c call) (*sheet, error) {
	words, page, err := paged(strings.Fields(strings.ToLower(c.text)))
	if err != nil {
		return nil, err
	}
	owner, err := b.whose(c, words)
	if err != nil {
		return nil, err
	}
	deals, _, err := b.open(ctx, owner, listRead)
	if err != nil {
		return nil, err
	}
	all := coach.NewOverview(deals, "", b.settings().Facts, func(d coach.Deal) coach.Finding { return coach.Finding{} }).Gaps
	s := &sheet{}
	s.say("*What you don't know yet*")
	from, to := span(len(all), page)
	for _, d := range all[from:to] {
		whose := ""
		if d.Owner != c.person.ID {
			whose = " · " + plain(b.nameOf(ctx)(d.Owner))
		}
		s.sayf("• *%s* · %s%s. %s", plain(d.Title()), d.Stage.Words(), whose, b.unknown(d.Deal))
	}
	switch {
	case len(deals) == 0:
		s.say("No open deals yet.")
	case len(all) == 0:
		s.say("Nothing: every open deal is qualified.")
	}
	s.pages(c, len(all), page)
	s.hint(plain("Note what you learn with: /deal know #12 budget 20k approved, says Jo"))
	return s, nil
}
