package store

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"pgregory.net/rapid"

	"dealcoach/internal/coach"
)

// committed is a change that was accepted, and how to do it again.
type committed struct {
	deal   int64 // 0: the deal was created by it
	from   int64 // the deal that was merged into it; 0 for none
	op     string
	change func(*coach.Deal) error
	merge  func(from, into *coach.Deal) error
	first  coach.Deal // what it was created from
	result coach.Deal
}

// The few names and people of a story, so that they meet often.
var (
	people    = rapid.SampledFrom([]string{"U1", "U2", "U3"})
	someNames = rapid.SampledFrom([]string{"Acme", "acmé", "Acme & Sons", "Émile", "3M", "雪", "“”"})
	weeks     = rapid.SampledFrom([]string{"2026-W47", "2026-W48"})
)

// details are what an act may need.
type details struct{ person, name, week string }

// acts are the changes of a deal. Whatever its state forbids is refused.
var acts = map[string]func(*coach.Deal, coach.Act, details) error{
	"touch":   func(d *coach.Deal, a coach.Act, _ details) error { return d.LogCall(a, coach.CallLine{Note: "a call"}) },
	"attempt": func(d *coach.Deal, a coach.Act, _ details) error { return d.LogCall(a, coach.CallLine{Attempt: true}) },
	"put off": func(d *coach.Deal, a coach.Act, _ details) error {
		return d.LogCall(a, coach.CallLine{CallBack: a.Today().Add(3), Reason: "the board"})
	},
	"win":  func(d *coach.Deal, a coach.Act, _ details) error { return d.Close(a, coach.Won, "") },
	"lose": func(d *coach.Deal, a coach.Act, _ details) error { return d.Close(a, coach.Lost, "too expensive") },
	"let go": func(d *coach.Deal, a coach.Act, _ details) error {
		return d.Close(a, coach.LetGo, "no budget this year")
	},
	"delete":  func(d *coach.Deal, a coach.Act, _ details) error { return d.Delete(a) },
	"restore": func(d *coach.Deal, a coach.Act, _ details) error { return d.Restore(a) },
	"reopen":  func(d *coach.Deal, a coach.Act, _ details) error { return d.Reopen(a) },
	"pause": func(d *coach.Deal, a coach.Act, _ details) error {
		return d.PauseUntil(a, a.Today().Add(9), "a move", 2)
	},
	"meet":    func(d *coach.Deal, a coach.Act, it details) error { return d.Meet(a, it.name) },
	"move on": func(d *coach.Deal, a coach.Act, _ details) error { return d.MoveTo(a, coach.Proposal) },
	"focus":   func(d *coach.Deal, a coach.Act, it details) error { return d.FocusOn(a, it.week, nil) },
	"learn":   func(d *coach.Deal, a coach.Act, it details) error { return d.Learn(a, coach.Need, it.name, "") },

	// Nothing happens to the deal itself, so these add no event.
	"hand over":        func(d *coach.Deal, _ coach.Act, it details) error { d.Owner = it.person; return nil },
	"rename":           func(d *coach.Deal, _ coach.Act, it details) error { d.Name = it.name; return nil },
	"name the company": func(d *coach.Deal, _ coach.Act, it details) error { d.Company = it.name; return nil },
	"show a script":    func(d *coach.Deal, _ coach.Act, it details) error { d.Show("ask", it.week); return nil },
}

var actNames = rapid.SampledFrom(slices.Sorted(maps.Keys(acts)))

func (w *twins) create(t *rapid.T) {
	owner := people.Draw(t, "owner")
	d, err := coach.NewDeal(coach.Act{By: owner, At: time.Now()}, owner, coach.AddLine{Name: someNames.Draw(t, "name")})
	if err != nil {
		t.Fatal(err)
	}
	c := committed{op: w.name("add"), first: d}
	c.result, err = w.commit(t, c)
	if err != nil {
		t.Fatal(err)
	}
	w.deals = append(w.deals, c.result.ID)
	w.accept(c)
}

func (w *twins) change(t *rapid.T) { w.act(t, actNames.Draw(t, "act")) }

func (w *twins) touch(t *rapid.T) { w.act(t, "touch") }

func (w *twins) act(t *rapid.T, name string) {
	a := coach.Act{By: people.Draw(t, "by"), At: time.Now()}
	it := details{people.Draw(t, "person"), someNames.Draw(t, "name"), weeks.Draw(t, "week")}
	undoable := rapid.Bool().Draw(t, "undoable")
	c := committed{deal: rapid.SampledFrom(append(slices.Clone(w.deals), 999)).Draw(t, "deal"), op: w.name(name)}
	c.change = func(d *coach.Deal) error {
		d.Undoable = undoable
		return acts[name](d, a, it)
	}
	var err error
	if c.result, err = w.commit(t, c); err == nil {
		w.accept(c)
	}
}

// merge puts one deal into another, or tries to.
func (w *twins) merge(t *rapid.T) {
	a := coach.Act{By: people.Draw(t, "by"), At: time.Now()}
	some := append(slices.Clone(w.deals), 999)
	c := committed{
		from: rapid.SampledFrom(some).Draw(t, "from"), deal: rapid.SampledFrom(some).Draw(t, "into"), op: w.name("merge"),
		merge: func(from, into *coach.Deal) error { return into.Absorb(a, from) },
	}
	var err error
	if c.result, err = w.commit(t, c); err == nil {
		w.accept(c)
	}
}

// repeat does what was done before, as after a lost answer.
func (w *twins) repeat(t *rapid.T) {
	c := rapid.SampledFrom(w.changes).Draw(t, "change")
	result, err := w.commit(t, c)
	if c.deal == 0 {
		// Redis leaves a gap between the ids, which the model does not know.
		if err := w.store.db.Decr(t.Context(), w.store.keys.ids()).Err(); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "the repeated "+c.op, result, c.result, err, nil)
}

// takeBack takes a change back, or tries to.
func (w *twins) takeBack(t *rapid.T) {
	what := rapid.SampledFrom(w.changes).Draw(t, "change")
	before, err := w.store.Before(t.Context(), what.op)
	modelBefore, modelErr := w.model.Before(t.Context(), what.op)
	same(t, "before "+what.op, before, modelBefore, err, modelErr)
	if err != nil {
		return
	}
	a := coach.Act{By: people.Draw(t, "by"), At: time.Now()}
	c := committed{deal: before.ID, op: w.name("take back " + what.op)}
	c.change = func(d *coach.Deal) error { return d.TakeBack(a, before) }
	if c.result, err = w.commit(t, c); err == nil {
		w.accept(c)
	}
}

// commit does a change to both.
func (w *twins) commit(t *rapid.T, c committed) (coach.Deal, error) {
	t.Helper()
	if c.deal == 0 {
		d, err := w.store.Create(t.Context(), c.op, c.first)
		modelled, modelErr := w.model.Create(t.Context(), c.op, c.first)
		same(t, c.op, d, modelled, err, modelErr)
		return d, err
	}
	if c.merge != nil {
		d, err := w.store.Merge(t.Context(), c.from, c.deal, c.op, c.merge)
		modelled, modelErr := w.model.Merge(t.Context(), c.from, c.deal, c.op, c.merge)
		same(t, c.op, d, modelled, err, modelErr)
		return d, err
	}
	d, err := w.store.Update(t.Context(), c.deal, c.op, c.change)
	modelled, modelErr := w.model.Update(t.Context(), c.deal, c.op, c.change)
	same(t, c.op, d, modelled, err, modelErr)
	return d, err
}

func (w *twins) accept(c committed) {
	w.changes = append(w.changes, c)
	w.commits[c.result.ID]++
	w.commits[c.from]++
}

// name makes a name that no other has.
func (w *twins) name(what string) string {
	w.number++
	return fmt.Sprint(what, " ", w.number)
}
