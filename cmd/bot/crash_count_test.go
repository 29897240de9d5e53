package main

import (
	"fmt"
	"slices"
	"strings"

	"dealcoach/internal/coach"
)

// tally counts what became of something that was asked for or was due.
type tally struct {
	what                        string
	asked, answered, open, kept int
	twice, lost, half           int
}

// String is a row of the table that heading begins.
func (n tally) String() string {
	return fmt.Sprintf("%-8s %7d %9d %11d %7d %6d %5d %5d", n.what, n.asked, n.answered, n.open, n.kept, n.twice, n.lost, n.half)
}

var heading = fmt.Sprintf("%-8s %7s %9s %11s %7s %6s %5s %5s", "", "asked", "answered", "unanswered", "kept", "twice", "lost", "half")

// books is all that is kept of the deals.
type books struct {
	deals   map[int64]coach.Deal
	words   map[string]int // how often a word stands in a name or in a history
	history map[int64][]coach.Event
}

// idsBeyond is how far beyond the last known deal one is looked for that no
// index knows.
const idsBeyond = 500

// read reads the books, and checks that the indexes name each deal once.
func (o *office) read() books {
	o.Helper()
	b := books{map[int64]coach.Deal{}, map[string]int{}, map[int64][]coach.Event{}}
	ctx := o.Context()
	open, _, err := o.store.OpenAll(ctx, 1_000_000)
	closed, err2 := o.store.ClosedOf(ctx, "", 1_000_000)
	if err != nil || err2 != nil {
		o.Fatal(err, err2)
	}
	last := int64(0)
	for _, d := range slices.Concat(open, closed) {
		if _, twice := b.deals[d.ID]; twice {
			o.Errorf("%s is in the indexes twice", d.Title())
		}
		b.deals[d.ID], last = d, max(last, d.ID)
	}
	ids := make([]int64, last+idsBeyond)
	for i := range ids {
		ids[i] = int64(i) + 1
	}
	all, err := o.store.Deals(ctx, ids)
	if err != nil {
		o.Fatal(err)
	}
	for _, d := range all {
		if _, known := b.deals[d.ID]; !known && !d.IsDeleted() {
			o.Errorf("%s is in no index", d.Title())
		}
		events, err := o.store.History(ctx, d.ID, 1000)
		if err != nil {
			o.Fatal(err)
		}
		b.history[d.ID] = events
		o.checkWhole(d, events)
		b.note(d.Name)
		for _, e := range events {
			b.note(e.Note)
		}
	}
	return b
}

func (b books) note(text string) {
	for word := range strings.FieldsSeq(text) {
		b.words[strings.Trim(word, ".,;:")]++
	}
}

// checkWhole checks that a deal and its history are of one commit.
func (o *office) checkWhole(d coach.Deal, events []coach.Event) {
	o.Helper()
	switch {
	case len(events) == 0 || events[len(events)-1].Kind != coach.Created:
		o.Errorf("the history of %s does not begin with its creation: %v", d.Title(), events)
	case !events[0].At.Equal(d.Last.At) || events[0].Kind != d.Last.Kind:
		o.Errorf("%s says that the last event was %v, its history says %v", d.Title(), d.Last, events[0])
	}
}

// countTyped counts what became of the lines of a kind.
func (o *office) countTyped(b books, kinds ...string) tally {
	o.Helper()
	n := tally{what: kinds[0]}
	for _, t := range o.typed {
		if !slices.Contains(kinds, t.kind) {
			continue
		}
		n.asked++
		kept := b.words[t.word]
		n.kept += min(kept, 1)
		switch {
		case t.saved():
			n.answered++
		case t.answer == "" || strings.Contains(t.answer, "*Not saved yet:*"):
			n.open++
		case !t.refused():
			o.Errorf("%s (%s) says %s", t.line, t.rep, t.answer)
		}
		switch {
		case kept > 1:
			n.twice++
			o.Errorf("%d times in the store: %s", kept, t.line)
		case kept == 0 && t.saved():
			n.lost++
			o.Errorf("answered, and not in the store: %s: %s", t.line, t.answer)
		case kept == 1 && t.refused():
			n.half++
			o.Errorf("said to be not saved, and it is: %s", t.line)
		case kept == 1 && t.closes() && string(b.deals[t.deal].Status) != map[string]string{"won": "won", "lost": "lost", "letgo": "let-go"}[t.kind]:
			n.half++
			o.Errorf("in the history, and not in the deal: %s: %s", t.line, b.deals[t.deal].Status)
		}
	}
	return n
}

func (t typed) closes() bool { return t.kind != "add" && t.kind != "call" }

// countClicked counts what became of the clicks. What a click does carries no
// word of a line.
func (o *office) countClicked(b books) tally {
	o.Helper()
	n := tally{what: "click"}
	for _, c := range o.clicked {
		n.asked++
		if c.acked {
			n.answered++
		} else {
			n.open++
		}
		done := slices.DeleteFunc(slices.Clone(b.history[c.deal]), func(e coach.Event) bool {
			return e.Kind == coach.Created || hasWord.MatchString(e.Note)
		})
		n.kept += min(len(done), 1)
		if len(done) > 1 {
			n.twice++
			o.Errorf("one click, %s on #%d, led to %v", c.action, c.deal, done)
		}
	}
	return n
}
