package coach

import (
	"cmp"
	"slices"
	"time"
)

// Prompt is the one message a rep gets on a day: the deals that need a
// decision, the top ones as cards. It is a value, not a text.
type Prompt struct {
	ID       string // PromptID of Rep and On
	Rep      string // a Slack user id
	On       Date
	At       time.Time // when it was decided
	NotAfter time.Time // past it, it is not sent any more
	Cards    []Card
	More     []Card // the rest, in one line each
}

// Card is what a prompt says about one deal.
type Card struct {
	Deal      int64
	Situation Situation
	Why       string
	Script    string // empty in the rest
	Variant   string
	Before    string // a script worth asking first, with its variant; may be empty
	BeforeVar string
}

// PromptID is the id of a rep's prompt for a day: a pure function of both, so
// that a second one cannot be made.
func PromptID(rep string, on Date) string { return "prompt:" + rep + ":" + on.String() }

// maxCards is how many deals a prompt shows in full: few enough to decide on.
const maxCards = 3

// backOff is after how many working days a deal that was prompted and not
// acted on comes up again; afterwards it is only in the tail of a prompt that
// is sent anyway.
var backOff = []int{3, 7, 14}

// DailyPrompt decides what to say to a rep about their open deals. now must be
// in the rep's zone. It reports false when there is nothing to say.
func DailyPrompt(rep string, deals []Deal, scripts Scripts, s Settings, now time.Time) (Prompt, bool) {
	today := DateOf(now)
	p := Prompt{
		ID: PromptID(rep, today), Rep: rep, On: today, At: now,
		NotAfter: PromptEnd(s, today, now.Location()),
	}
	var head, tail []candidate
	for _, d := range deals {
		c := candidate{deal: d, finding: d.Assess(s, now)}
		if !c.finding.Situation.Prompts() || d.Snooze.After(today) {
			continue
		}
		switch due, last := d.Nudge.due(s.Work, today); {
		case due:
			head = append(head, c)
		case last:
			tail = append(tail, c)
		}
	}
	if len(head) == 0 {
		return Prompt{}, false
	}
	slices.SortFunc(head, candidate.compare)
	slices.SortFunc(tail, candidate.compare)
	for i, c := range append(head, tail...) {
		if i < min(maxCards, len(head)) {
			p.Cards = append(p.Cards, c.card(scripts))
		} else {
			p.More = append(p.More, Card{Deal: c.deal.ID, Situation: c.finding.Situation, Why: c.finding.Why})
		}
	}
	return p, true
}

// due reports whether the back-off lets the deal into a prompt today, or else
// whether only into the tail.
func (n Nudge) due(w WorkTime, today Date) (due, tail bool) {
	if n.Count == 0 || n.On.IsZero() {
		return true, false
	}
	if n.Count > len(backOff) {
		return false, true
	}
	return w.Between(n.On, today) >= backOff[n.Count-1], false
}

// candidate is a deal that may come into the prompt.
type candidate struct {
	deal    Deal
	finding Finding
}

// compare puts due call-backs first, then value times lateness.
func (c candidate) compare(o candidate) int {
	return cmp.Or(
		-compareBool(c.finding.Situation == CallBackDue, o.finding.Situation == CallBackDue),
		cmp.Compare(o.urgency(), c.urgency()),
		cmp.Compare(c.deal.ID, o.deal.ID),
	)
}

func (c candidate) urgency() float64 {
	return float64(max(c.deal.Value, 1)) * float64(c.finding.Late+1)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	default:
		return -1
	}
}

// card chooses the words: the script that leads in this situation, or the one
// that was asked and waits for its answer.
func (c candidate) card(scripts Scripts) Card {
	card := Card{Deal: c.deal.ID, Situation: c.finding.Situation, Why: c.finding.Why}
	if c.finding.Situation == WasAsked {
		card.Script, card.Variant = c.deal.Asked.Script, c.deal.Asked.Variant
		return card
	}
	fit := scripts.For(c.finding.Situation)
	if len(fit) == 0 {
		return card
	}
	card.Script, card.Variant = fit[0].ID, fit[0].NextVariant(c.deal).Key
	if c.finding.Situation == Quiet && len(fit) > 1 {
		card.Before, card.BeforeVar = fit[1].ID, fit[1].NextVariant(c.deal).Key
	}
	return card
}

// Prompted notes in the deal that a prompt speaks of it. It is no act of the
// rep: it adds nothing to the history.
func (d *Deal) Prompted(p Prompt, c Card) {
	d.Nudge.Prompt, d.Nudge.At, d.Nudge.On = p.ID, p.At, p.On
	d.Nudge.Count++
	if d.Nudge.FirstQuiet.IsZero() && (c.Situation == Quiet || c.Situation == QuietAgain) {
		d.Nudge.FirstQuiet = p.On
	}
	d.show(c.Script, c.Variant)
	d.show(c.Before, c.BeforeVar)
}

func (d *Deal) show(script, variant string) {
	if script == "" {
		return
	}
	shown := make(map[string]string, len(d.Shown)+1)
	for id, key := range d.Shown {
		shown[id] = key
	}
	shown[script] = variant
	d.Shown = shown
}

// All returns the cards and the rest together.
func (p Prompt) All() []Card { return append(slices.Clip(p.Cards), p.More...) }
