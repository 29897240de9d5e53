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
	More     []Card  // the rest, in one line each
	Focus    []int64 // on a week's first working day: deals proposed for it
	TooMany  int     // how many deals are open, when that is more than the team's limit
	LetGo    int64   // then the one to let go first

	Ended     []int64   // on the eve of a digest: the rep's closed deals that it will name, the largest
	MoreEnded int       // how many more there are
	DigestAt  time.Time // then the digest's instant
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

// NewPrompt is a rep's prompt for the day of now, as yet without a word.
func NewPrompt(rep string, s Settings, now time.Time) Prompt {
	today := DateOf(now)
	return Prompt{
		ID: PromptID(rep, today), Rep: rep, On: today, At: now,
		NotAfter: PromptEnd(s, today, now.Location()),
	}
}

// DailyPrompt decides what to say to a rep about their open deals. now must be
// in the rep's zone. It reports false when there is nothing to say.
func DailyPrompt(rep string, deals []Deal, scripts Scripts, s Settings, now time.Time) (Prompt, bool) {
	today := DateOf(now)
	p := NewPrompt(rep, s, now)
	var head, tail []candidate
	for _, d := range deals {
		c := candidate{deal: d, finding: d.Assess(s, now)}
		if !c.finding.Situation.Prompts() && !d.revisitDue(today) || d.Snooze.After(today) {
			continue
		}
		switch due, last := d.Nudge.due(s.Work, today); {
		case due:
			head = append(head, c)
		case last:
			tail = append(tail, c)
		}
	}
	p.week(deals, s, now)
	if len(head) == 0 {
		return Prompt{}, false
	}
	slices.SortFunc(head, candidate.compare)
	slices.SortFunc(tail, candidate.compare)
	for i, c := range append(head, tail...) {
		if i < min(maxCards, len(head)) {
			p.Cards = append(p.Cards, c.card(scripts, s.Facts))
		} else {
			p.More = append(p.More, Card{Deal: c.deal.ID, Situation: c.finding.Situation, Why: c.finding.Why})
		}
	}
	return p, true
}

// week adds what is said once a week, on its first working day, with a prompt
// that is sent anyway: which deals to bring to a close, and whether there are too
// many (the consultative-selling blog: few well-chosen prospects beat many calls).
func (p *Prompt) week(deals []Deal, s Settings, now time.Time) {
	today := DateOf(now)
	monday := today.Add(-(int(today.Weekday()) + 6) % 7)
	if s.Work.NextWorking(monday) != today {
		return
	}
	open := slices.DeleteFunc(slices.Clone(deals), func(d Deal) bool { return !d.IsOpen() })
	for _, d := range FocusProposal(open, s, func(d Deal) Finding { return d.Assess(s, now) }) {
		p.Focus = append(p.Focus, d.ID)
	}
	if s.MostOpen > 0 && len(open) > s.MostOpen {
		p.TooMany = len(open)
		p.LetGo = slices.MinFunc(open, func(a, b Deal) int {
			return cmp.Or(a.Touch.Compare(b.Touch), cmp.Compare(a.Value, b.Value))
		}).ID
	}
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

// compare puts what was planned for the day first, due call-backs and second
// looks; then value times lateness.
func (c candidate) compare(o candidate) int {
	return cmp.Or(
		-compareBool(c.planned(), o.planned()),
		cmp.Compare(o.urgency(), c.urgency()),
		cmp.Compare(c.deal.ID, o.deal.ID),
	)
}

func (c candidate) planned() bool {
	return c.finding.Situation == CallBackDue || c.finding.Situation == Closed
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

// card chooses the words for a deal.
func (c candidate) card(scripts Scripts, asked []Fact) Card {
	card := Card{Deal: c.deal.ID, Situation: c.finding.Situation, Why: c.finding.Why}
	if c.finding.Situation == WasAsked {
		card.Script, card.Variant = c.deal.Asked.Script, c.deal.Asked.Variant
		return card
	}
	if s, ok := c.lead(scripts); ok {
		card.Script, card.Variant = s.ID, s.NextVariant(c.deal).Key
	}
	if s, ok := c.before(scripts, card.Script, c.deal.Gaps(asked)); ok {
		card.Before, card.BeforeVar = s.ID, s.NextVariant(c.deal).Key
	}
	return card
}

// lead is the script that leads: the first for the situation, but after three
// put-offs a due call-back asks how probable it is, without a reason what will
// have changed, and a gone-dark e-mail follows its voicemail.
func (c candidate) lead(scripts Scripts) (Script, bool) {
	fit := scripts.For(c.finding.Situation)
	switch {
	case c.deal.Status != Open:
		fit = scripts.At(RevisitDue)
	case c.finding.Situation == CallBackDue && c.deal.PutOffs >= manyPutOffs:
		fit = append(scripts.For(PutOffAgain), fit...)
	case c.finding.Situation == CallBackDue && c.deal.CallBack.Reason == "":
		fit = append(scripts.At(PutOffWithoutReason), fit...)
	case c.finding.Situation == GoneDark && c.deal.Sent.How != "":
		fit = slices.DeleteFunc(fit, func(s Script) bool { return s.How != Email })
	}
	if len(fit) == 0 {
		return Script{}, false
	}
	return fit[0], true
}

// before is a script worth a look before the leading one: courage for a call
// that was moved twice, else for a quiet deal the question that matters most, or
// in its turn whether anything has changed.
func (c candidate) before(scripts Scripts, lead string, gaps []Fact) (Script, bool) {
	var fit []Script
	switch {
	case c.deal.Status != Open:
		fit = scripts.At(BeforeACall)
	case c.finding.Situation == CallBackDue && c.deal.Moved >= movedOften:
		fit = scripts.At(CallMovedTwice)
	case c.finding.Situation == Quiet && c.deal.Nudge.FirstQuiet.IsZero() && len(gaps) > 0:
		fit = scripts.At(gaps[0].Moment())
	case c.finding.Situation == Quiet:
		fit = scripts.For(Quiet)
	}
	for _, s := range fit {
		if s.ID != lead {
			return s, true
		}
	}
	return Script{}, false
}

// movedOften is how often a due call is moved before the coach speaks of it.
const movedOften = 2

// Prompted notes in the deal that a prompt speaks of it. It is no act of the
// rep: it adds nothing to the history.
func (d *Deal) Prompted(p Prompt, c Card) {
	d.Nudge.Prompt, d.Nudge.At, d.Nudge.On = p.ID, p.At, p.On
	d.Nudge.Situation = c.Situation
	d.Nudge.Count++
	if d.Nudge.FirstQuiet.IsZero() && (c.Situation == Quiet || c.Situation == QuietAgain) {
		d.Nudge.FirstQuiet = p.On
	}
	d.Show(c.Script, c.Variant)
	d.Show(c.Before, c.BeforeVar)
}

// Unprompted takes back that a prompt spoke of the deal, because the prompt never
// reached the rep. It changes nothing once the deal was acted on.
func (d *Deal) Unprompted(prompt string) {
	if d.Nudge.Prompt != prompt || d.ActedSince(d.Nudge.At) {
		return
	}
	if d.Nudge.FirstQuiet == d.Nudge.On {
		d.Nudge.FirstQuiet = Date{}
	}
	d.Nudge.On, d.Nudge.Count = Date{}, max(0, d.Nudge.Count-1)
}

// Show notes which wording of a script was shown for the deal.
func (d *Deal) Show(script, variant string) {
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
