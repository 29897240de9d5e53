package coach

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// ReasonKind is a reason for which a deal was not bought, as a category: all
// that the channel ever sees of a reason.
type ReasonKind string

// The kinds of reasons.
const (
	PriceReason  ReasonKind = "price"
	BudgetReason ReasonKind = "budget"
	TimingReason ReasonKind = "timing"
	VendorReason ReasonKind = "another vendor"
	NoNeedReason ReasonKind = "no need"
	FitReason    ReasonKind = "bad fit"
	OtherReason  ReasonKind = "another reason"
)

// ReasonKinds lists them all.
var ReasonKinds = []ReasonKind{PriceReason, BudgetReason, TimingReason, VendorReason, NoNeedReason, FitReason, OtherReason}

// reasonWords are what betrays a kind in a rep's words.
var reasonWords = []struct {
	kind  ReasonKind
	words []string
}{
	{BudgetReason, []string{"budget", "no money", "frozen"}},
	{TimingReason, []string{"timing", "too early", "not now", "next year", "later"}},
	{VendorReason, []string{"elsewhere", "competitor", "vendor", "dealer", "somebody else", "someone else"}},
	{PriceReason, []string{"price", "expensive", "too dear", "cost"}},
	{FitReason, []string{"fit", "wrong product", "feature"}},
	{NoNeedReason, []string{"no need", "don't need", "do not need"}},
}

// KindOf guesses a reason's kind from the rep's words; empty when nothing
// betrays it.
func KindOf(reason string) ReasonKind {
	text := strings.ToLower(reason)
	for _, row := range reasonWords {
		if slices.ContainsFunc(row.words, func(w string) bool { return strings.Contains(text, w) }) {
			return row.kind
		}
	}
	return ""
}

// revisitMonths is after how long an old refusal is worth another look when time
// or money stood in the way (Keith Rosen: go back to old refusals).
const revisitMonths = 6

// RevisitAfter proposes the day for another look at a deal that was closed for a
// reason; none for the reasons that time does not heal.
func RevisitAfter(kind ReasonKind, closed Date) Date {
	if kind != BudgetReason && kind != TimingReason {
		return Date{}
	}
	return DateOf(closed.utc().AddDate(0, revisitMonths, 0))
}

// Ending is why a deal was closed, and when to look at it again.
type Ending struct {
	Kind    ReasonKind // the stated reason, as a category
	Words   string     // the stated reason
	Real    string     // what was behind it, when it is known (Keith Rosen)
	Revisit Date
	Line    string // what the channel may read: what worked, or what was learned
}

// Explain adds why a closed deal was closed. It may be told in parts; what is
// empty stays as it is.
func (d *Deal) Explain(a Act, e Ending) error {
	if d.IsOpen() {
		return Refuse(d.Title()+" is open, so there is nothing to explain yet.", "To close it: /deal lost "+d.Ref())
	}
	for what, text := range map[string]string{"That reason": e.Words, "The real reason": e.Real, "That line": e.Line} {
		if n := utf8.RuneCountInString(text); n > MaxReason {
			return tooLong(what, n, MaxReason)
		}
	}
	if !e.Revisit.IsZero() && !e.Revisit.After(a.Today()) {
		return Refuse("Another look needs a date after today.", "Leave it empty, or name a later day.")
	}
	if e.Words != "" {
		d.Reason = e.Words
	}
	if e.Kind != "" {
		d.ReasonKind = e.Kind
	}
	if e.Real != "" {
		d.RealReason = e.Real
	}
	if e.Line != "" {
		d.Line = e.Line
	}
	if d.Status != Won {
		d.Revisit = e.Revisit
	}
	d.settle()
	d.record(a, Reasoned, strings.TrimSpace(e.Words+"\n"+e.Real), e.Revisit)
	return nil
}

// revisitDue reports whether a closed deal is worth another look by now.
func (d Deal) revisitDue(today Date) bool {
	return d.IsClosed() && !d.Revisit.IsZero() && !d.Revisit.After(today)
}

// LeaveClosed ends the plan to look at a closed deal again.
func (d *Deal) LeaveClosed(a Act) error {
	if d.IsOpen() {
		return Refuse(d.Title()+" is open.", "To see it: /deal show "+d.Ref())
	}
	d.Revisit = Date{}
	d.record(a, Reasoned, "", Date{})
	return nil
}
