package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

var bulkTests = []contractTest{
	{"several deals are written at once, each found by its external id or its row", func(t *testing.T, s Store) {
		must(t, s.SaveAll(t.Context(), "chunk 1", []coach.Deal{told(t, "A", "0061"), told(t, "B", ""), told(t, "C", "0063")}))
		ids, err := s.ByExternal(t.Context(), []string{"0061", "0062", "0063", "B"})
		must(t, err)
		rows, err := s.ByRow(t.Context(), []string{"B", "0061"})
		must(t, err)
		equal(t, "external ids and rows found", []int{len(ids), len(rows)}, []int{2, 1})
		deals, err := s.Deals(t.Context(), []int64{ids["0061"], rows["B"], ids["0063"]})
		must(t, err)
		equal(t, "deals", []string{deals[0].Name, deals[1].Name, deals[2].Name}, []string{"A", "B", "C"})
		equal(t, "the id that is kept", deals[0].External, "0061")
		equal(t, "the row that is not", deals[1].Row, "")
		lines, err := s.History(t.Context(), deals[1].ID, 10)
		must(t, err)
		equal(t, "history", []any{len(lines), lines[0].Kind}, []any{1, coach.Imported})
	}},
	{"the same chunk again doubles nothing", func(t *testing.T, s Store) {
		chunk := []coach.Deal{told(t, "A", "0061"), told(t, "B", "")}
		must(t, s.SaveAll(t.Context(), "chunk", chunk))
		must(t, s.SaveAll(t.Context(), "chunk", chunk))
		_, n, err := s.OpenAll(t.Context(), 10)
		must(t, err)
		equal(t, "open deals", n, 2)
	}},
	{"a known deal is written over the version that was read, or none of the chunk is", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		happen(t, s, d.ID, "meanwhile", "a call")
		revise(t, &d, coach.Row{External: "0061"})
		fails(t, "a stale chunk", s.SaveAll(t.Context(), "chunk", []coach.Deal{told(t, "B", "0062"), d}), coach.ErrConflict)
		ids, err := s.ByExternal(t.Context(), []string{"0061", "0062"})
		must(t, err)
		equal(t, "what a stale chunk wrote", len(ids), 0)
		d, err = s.Deal(t.Context(), d.ID)
		must(t, err)
		revise(t, &d, coach.Row{External: "0061"})
		must(t, s.SaveAll(t.Context(), "chunk", []coach.Deal{told(t, "B", "0062"), d}))
		ids, err = s.ByExternal(t.Context(), []string{"0061", "0062"})
		must(t, err)
		equal(t, "where the known one's id leads", []any{ids["0061"], len(ids)}, []any{d.ID, 2})
	}},
	{"no two deals are known by the same id", func(t *testing.T, s Store) {
		must(t, s.SaveAll(t.Context(), "first", []coach.Deal{told(t, "A", "0061")}))
		fails(t, "the id of another", s.SaveAll(t.Context(), "second", []coach.Deal{told(t, "B", "0061"), told(t, "C", "")}), coach.ErrConflict)
		_, n, err := s.OpenAll(t.Context(), 10)
		must(t, err)
		equal(t, "open deals", n, 1)
	}},
	{"each owner of an open deal has a timer, and moves between the lists", func(t *testing.T, s Store) {
		must(t, s.SaveAll(t.Context(), "chunk", []coach.Deal{told(t, "A", "0061"), told(t, "B", "")}))
		equal(t, "timers", len(claimAll(t, s, time.Minute)), 1)
		open, err := s.OpenOf(t.Context(), "U1")
		must(t, err)
		equal(t, "deals of U1", len(open), 2)
		for i := range open {
			revise(t, &open[i], coach.Row{Owner: "U2"})
		}
		must(t, s.SaveAll(t.Context(), "hand over", open))
		for owner, want := range map[string]int{"U1": 0, "U2": 2} {
			open, err := s.OpenOf(t.Context(), owner)
			must(t, err)
			equal(t, "deals of "+owner, len(open), want)
		}
	}},
	{"a closed deal is found by when it ended", func(t *testing.T, s Store) {
		end := start.Add(-60 * 24 * time.Hour)
		d := imported(t, coach.Row{AddLine: coach.AddLine{Name: "Old"}, Owner: "U1", Status: coach.Won, Closed: coach.Instant{At: end}})
		must(t, s.SaveAll(t.Context(), "chunk", []coach.Deal{d}))
		recent, err := s.ClosedBetween(t.Context(), start.Add(-7*24*time.Hour), start)
		must(t, err)
		then, err := s.ClosedBetween(t.Context(), end.Add(-time.Hour), end)
		must(t, err)
		equal(t, "this week's and that week's", []int{len(recent), len(then)}, []int{0, 1})
		equal(t, "timers", len(claimAll(t, s, time.Minute)), 0)
	}},
	{"of many chunks over the same version one is written", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		const many = 32
		begin := make(chan struct{})
		results := make(chan error, many)
		for i := range many {
			mine := d
			revise(t, &mine, coach.Row{AddLine: coach.AddLine{Contact: fmt.Sprint("contact ", i)}})
			go func() { <-begin; results <- s.SaveAll(t.Context(), fmt.Sprint("chunk ", i), []coach.Deal{mine}) }()
		}
		close(begin)
		written := 0
		for range many {
			if err := <-results; err == nil {
				written++
			} else {
				fails(t, "a chunk that came later", err, coach.ErrConflict)
			}
		}
		equal(t, "chunks written", written, 1)
	}},
	{"what led to a deal that was merged away leads to the one that is left, until it comes back", func(t *testing.T, s Store) {
		must(t, s.SaveAll(t.Context(), "chunk", []coach.Deal{told(t, "A", "0061"), told(t, "B", ""), told(t, "C", "0063"), told(t, "D", "")}))
		merge := func(from, into int64) {
			t.Helper()
			_, err := s.Merge(t.Context(), from, into, fmt.Sprint("merge ", from), func(one, other *coach.Deal) error { return other.Absorb(by(1), one) })
			must(t, err)
		}
		leads := func(when string, want ...int64) {
			t.Helper()
			ids, err := s.ByExternal(t.Context(), []string{"0061", "0063"})
			must(t, err)
			rows, err := s.ByRow(t.Context(), []string{"B", "D"})
			must(t, err)
			equal(t, when, []int64{ids["0061"], rows["B"], ids["0063"], rows["D"]}, want)
		}
		leads("at first", 1, 2, 3, 4)
		merge(1, 3)
		merge(2, 3)
		leads("two in one", 3, 3, 3, 4)
		merge(3, 4)
		leads("and that in another", 4, 4, 4, 4)
		deals, err := s.Deals(t.Context(), []int64{4})
		must(t, err)
		revise(t, &deals[0], coach.Row{External: "0061"})
		must(t, s.SaveAll(t.Context(), "revised", deals))
		leads("once the id is its own", 4, 4, 4, 4)
		_, err = s.Update(t.Context(), 3, "back", func(d *coach.Deal) error { return d.Restore(by(2)) })
		must(t, err)
		leads("when one came back", 4, 3, 3, 4)
	}},
	{"a chunk needs an operation", func(t *testing.T, s Store) {
		if err := s.SaveAll(t.Context(), "", []coach.Deal{told(t, "A", "")}); err == nil || errors.Is(err, coach.ErrConflict) {
			t.Errorf("got %v", err)
		}
	}},
}

// told makes a deal of U1 as another system tells it: by an external id, or else
// by its row.
func told(t *testing.T, name, external string) coach.Deal {
	t.Helper()
	row := coach.Row{AddLine: coach.AddLine{Name: name}, Owner: "U1", External: external}
	if external == "" {
		row.Key = name
	}
	return imported(t, row)
}

func imported(t *testing.T, row coach.Row) coach.Deal {
	t.Helper()
	d, err := coach.FromRow(coach.Act{By: "U1", At: start}, row)
	must(t, err)
	return d
}

func revise(t *testing.T, d *coach.Deal, row coach.Row) {
	t.Helper()
	if changed, err := d.Revise(coach.Act{By: "U1", At: start}, row); err != nil || !changed {
		t.Fatalf("changed %v, %v", changed, err)
	}
}
