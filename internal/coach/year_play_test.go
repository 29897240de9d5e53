package coach

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"
)

// vacations are the rep's weeks away: the long one is longer than a whole
// back-off, so that deals end in the tail.
var vacations = [][2]Date{
	{{2026, time.April, 7}, {2026, time.April, 17}},
	{{2026, time.July, 6}, {2026, time.August, 21}},
	{{2026, time.December, 21}, {2027, time.January, 3}},
}

// away reports whether the rep does nothing today: on vacation, or ill.
func (y *year) away() bool {
	for _, v := range vacations {
		if !y.today().Before(v[0]) && !y.today().After(v[1]) {
			return true
		}
	}
	return y.dice.IntN(25) == 0
}

// act is something a rep does to a deal; c is the card it was done from, if any.
// It names what it did, because an answer is one of several.
type act func(y *year, d *Deal, a Act, c Card) (name string, err error)

// everyAct names all that the rep must have managed at least once.
var everyAct = []string{
	"answer forward", "answer later", "answer no", "answer no-assurance", "answer new-contact", "answer no-answer",
	"ask", "snooze", "resume", "pause", "keep", "win", "let go", "touch", "attempt", "call back", "call back because",
	"next step", "tell why", "was touched", "move on", "explain", "reopen", "leave closed",
}

// onCards are the acts from a card, and whenever are the ones from elsewhere too;
// what stands there twice is twice as likely.
var (
	onCards  = []act{answers, answers, answers, asks, asks, asks, snoozes, pauses, letsGo, wasTouched, keeps, keeps, keeps}
	whenever = []act{
		calls, calls, calls, calls, calls, calls, calls, calls, calls, calls, calls, calls,
		answers, answers, keeps, keeps, snoozes, resumes, resumes, resumes, pauses, wins, letsGo, givesReason, wasTouched, movesOn,
	}
	onClosed = []act{calls, answers, explains, explains, reopens, reopens, leavesClosed, letsGo}
)

// work is the rep's day: some of the cards, and some deals besides.
func (y *year) work(p Prompt) {
	at := y.now
	later := func() Act {
		at = at.Add(y.upTo(20 * time.Minute))
		return Act{By: yearRep, At: at}
	}
	for _, c := range p.Cards {
		if y.dice.IntN(10) >= 7 {
			continue
		}
		what := onCards
		if c.Situation == Closed {
			what = onClosed
		} else if y.dice.IntN(3) == 0 {
			what = whenever
		}
		if y.try(y.find(c.Deal), pick(y, what), later(), c) {
			y.tally.acted[c.Situation]++
		}
	}
	open, closed := y.halves()
	for range y.dice.IntN(8) {
		y.try(pick(y, open), pick(y, whenever), later(), Card{})
	}
	if len(closed) > 0 && y.dice.IntN(3) == 0 {
		y.try(pick(y, closed), pick(y, onClosed), later(), Card{})
	}
	open, _ = y.halves()
	for range max(yearDeals-len(open), 0) {
		y.add(later().At)
	}
}

// halves are the open and the closed deals.
func (y *year) halves() (open, closed []*played) {
	for _, one := range y.deals {
		if one.deal.IsOpen() {
			open = append(open, one)
		} else {
			closed = append(closed, one)
		}
	}
	return open, closed
}

// try carries out an act the way the store does: a refusal leaves no trace. It
// reports whether the rules allowed it.
func (y *year) try(one *played, do act, a Act, c Card) bool {
	d := one.deal
	d.Version, d.News = d.Version+1, nil
	before := y.now
	y.now = a.At
	defer func() { y.now = before }()
	name, err := do(y, &d, a, c)
	var refusal Refusal
	switch {
	case errors.As(err, &refusal):
		if refusal.Reason == "" || refusal.Hint == "" {
			y.fault("%s of %s is refused without a reason or a way on: %+v", name, d.Title(), refusal)
		}
		y.tally.refused++
		return false
	case err != nil:
		y.fault("%s of %s failed, and not by a rule: %v", name, d.Title(), err)
		return false
	case len(d.News) == 0 || d.Last.Words(yearRep, nil, y.today()) == "":
		y.fault("%s of %s left no line in its history", name, d.Title())
	case d.Touch.Before(one.deal.Touch):
		y.fault("%s turned their clock on %s back from %s to %s", name, d.Title(), one.deal.Touch, d.Touch)
	case d.Outreach.Before(one.deal.Outreach):
		y.fault("%s turned our clock on %s back from %s to %s", name, d.Title(), one.deal.Outreach, d.Outreach)
	}
	if one.deal.IsOpen() && !d.IsOpen() {
		y.tally.ended[d.Status]++
	}
	if one.deal = d; d.Acted.Equal(a.At) || name == "ask" { // both restart the back-off
		one.unheard, one.ignored = 0, 0
	}
	y.tally.acts[name]++
	y.judge(one, true)
	return true
}

// add opens a new deal at an instant. Some have no contact, benefit or value.
func (y *year) add(at time.Time) {
	id := int64(len(y.deals) + 1)
	line := AddLine{
		Name: fmt.Sprintf("Deal 100 %% %d", id), Stage: pick(y, Stages),
		Contact: pick(y, []string{"", "Jo", "Dr. Ada Weiß"}), Benefit: pick(y, []string{"", "ship two days faster"}),
		Value: Money(y.dice.IntN(40) * y.dice.IntN(40) * 100_00),
	}
	d, err := NewDeal(Act{By: yearRep, At: at}, yearRep, line)
	must(y.t, err)
	d.ID = id
	y.deals = append(y.deals, &played{deal: d, words: map[string]string{}})
}

// ahead is a day up to n days after today, and now and then by mistake today.
func (y *year) ahead(n int) Date { return y.today().Add(y.dice.IntN(n)) }

func pick[T any](y *year, from []T) T { return from[y.dice.IntN(len(from))] }

// why is a reason of theirs; empty when they gave none.
func (y *year) why() string {
	return pick(y, []string{"", "", "the board meets then.", "the budget is 100 % frozen", "not now, later", "a competitor was cheaper"})
}

// answers logs what came back to the card's script, or else any answer there is.
func answers(y *year, d *Deal, a Act, c Card) (string, error) {
	answer := Answer{Label: "As they said", Effect: pick(y, Effects)}
	if script, ok := y.scripts.Find(c.Script); ok && len(script.Answers) > 0 {
		answer = pick(y, script.Answers)
	}
	in := Input{On: y.ahead(60), Reason: y.why(), Name: pick(y, []string{"", "Sam", "Li Wei", "Zoë"})}
	return "answer " + string(answer.Effect), d.Answer(a, answer, in)
}

// asks says "I asked this" of the card's script, which a reminder of an asked one
// does not offer again.
func asks(y *year, d *Deal, a Act, c Card) (string, error) {
	script, ok := y.scripts.Find(c.Script)
	if !ok || c.Situation == WasAsked {
		return answers(y, d, a, c)
	}
	return "ask", d.Ask(a, c.Script, c.Variant, script.How)
}

// calls logs a call with some of what a line may hold.
func calls(y *year, d *Deal, a Act, _ Card) (string, error) {
	line := CallLine{Attempt: y.dice.IntN(2) == 0, Note: "as typed"}
	name := "touch"
	if line.Attempt {
		name = "attempt"
	}
	switch y.dice.IntN(5) {
	case 0:
		line.CallBack, name = y.ahead(90), "call back"
	case 1:
		line.CallBack, line.Reason, name = y.ahead(90), cmp.Or(y.why(), "the new boss starts"), "call back because"
	case 2:
		line.NextStep, line.NextOn, name = "demo for the warehouse", y.ahead(20), "next step"
	}
	return name, d.LogCall(a, line)
}

func snoozes(y *year, d *Deal, a Act, _ Card) (string, error) {
	return "snooze", d.SnoozeUntil(a, y.ahead(15), DefaultSettings().Work)
}

func resumes(_ *year, d *Deal, a Act, _ Card) (string, error) { return "resume", d.Resume(a) }

func pauses(y *year, d *Deal, a Act, _ Card) (string, error) {
	return "pause", d.PauseUntil(a, y.ahead(60), y.why(), 2)
}

// keeps agrees on a next step, which is how a deal without assurance is kept.
func keeps(y *year, d *Deal, a Act, c Card) (string, error) {
	if d.Assess(y.settings, a.At).Situation != NoAssurance {
		return calls(y, d, a, c)
	}
	return "keep", d.Agree(a, "pilot in one hall", y.ahead(30))
}

func wins(_ *year, d *Deal, a Act, _ Card) (string, error) { return "win", d.Close(a, Won, "") }

func letsGo(y *year, d *Deal, a Act, _ Card) (string, error) {
	return "let go", d.Close(a, LetGo, y.why())
}

func givesReason(y *year, d *Deal, a Act, _ Card) (string, error) {
	return "tell why", d.BecauseOf(a, y.why())
}

func wasTouched(y *year, d *Deal, a Act, _ Card) (string, error) {
	return "was touched", d.WasTouched(a, y.settings.Work)
}

func movesOn(y *year, d *Deal, a Act, _ Card) (string, error) {
	return "move on", d.MoveTo(a, pick(y, Stages))
}

func explains(y *year, d *Deal, a Act, _ Card) (string, error) {
	return "explain", d.Explain(a, Ending{Kind: TimingReason, Words: y.why(), Revisit: y.ahead(60)})
}

func reopens(_ *year, d *Deal, a Act, _ Card) (string, error) { return "reopen", d.Reopen(a) }

func leavesClosed(_ *year, d *Deal, a Act, _ Card) (string, error) {
	return "leave closed", d.LeaveClosed(a)
}

// tally counts what the years held.
type tally struct {
	days, cards, acted               map[Situation]int
	acts                             map[string]int
	ended                            map[Status]int
	prompts, refused, tail, revisits int
}

func newTally() *tally {
	return &tally{
		days: map[Situation]int{}, cards: map[Situation]int{}, acted: map[Situation]int{},
		acts: map[string]int{}, ended: map[Status]int{},
	}
}

// add counts another year in.
func (n *tally) add(o *tally) {
	sum(n.days, o.days)
	sum(n.cards, o.cards)
	sum(n.acted, o.acted)
	sum(n.acts, o.acts)
	sum(n.ended, o.ended)
	n.prompts, n.refused, n.tail, n.revisits = n.prompts+o.prompts, n.refused+o.refused, n.tail+o.tail, n.revisits+o.revisits
}

func sum[K comparable](to, from map[K]int) {
	for k, n := range from {
		to[k] += n
	}
}

// table tells the years in figures.
func (n *tally) table() string {
	var b strings.Builder
	b.WriteByte('\n')
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "situation\tdeal-days\tcards\tacted on\t")
	cards := 0
	for _, s := range Situations {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t\n", s, n.days[s], n.cards[s], n.acted[s])
		cards += n.cards[s]
	}
	w.Flush() // into memory, which does not fail
	fmt.Fprintf(&b, "%d prompts with %.1f cards each; %d acts were refused; %d deals were won, %d lost and %d let go; %d revisits; %d deal-days in the tail\n",
		n.prompts, float64(cards)/float64(max(n.prompts, 1)), n.refused, n.ended[Won], n.ended[Lost], n.ended[LetGo], n.revisits, n.tail)
	for _, name := range everyAct {
		fmt.Fprintf(&b, "%s: %d. ", name, n.acts[name])
	}
	return b.String()
}
