package storetest

import (
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// by is what an owner does, some hours after start.
func by(hours int) coach.Act {
	return coach.Act{By: "U1", At: start.Add(time.Duration(hours) * time.Hour), Via: coach.ViaButton}
}

func remove(t *testing.T, s Store, id int64, op string, hours int) coach.Deal {
	t.Helper()
	d, err := s.Update(t.Context(), id, op, func(d *coach.Deal) error { return d.Delete(by(hours)) })
	must(t, err)
	return d
}

var deletedTests = []contractTest{
	{"a deleted deal is found by its number alone, and comes back as it was", func(t *testing.T, s Store) {
		for _, name := range []string{"Acme", "Beta", "Zeta"} {
			add(t, s, "U1", name)
		}
		_, err := s.Update(t.Context(), 2, "close", func(d *coach.Deal) error { return d.Close(by(1), coach.Lost, "no budget") })
		must(t, err)
		_, err = s.Update(t.Context(), 3, "choose", func(d *coach.Deal) error { return d.FocusOn(by(1), "2026-W47", nil) })
		must(t, err)
		ids := []int64{1, 2, 3}
		before, err := s.Deals(t.Context(), ids)
		must(t, err)
		for i, id := range ids {
			remove(t, s, id, "delete "+before[i].Name, 2+i)
			agree(t, s, ids)
		}
		gone, err := s.Deleted(t.Context(), "U1", 2)
		must(t, err)
		equal(t, "deleted last", idsOf(gone), []int64{3, 2})
		for i, id := range ids {
			back, err := s.Update(t.Context(), id, "restore "+before[i].Name, func(d *coach.Deal) error { return d.Restore(by(9)) })
			must(t, err)
			agree(t, s, ids)
			want := before[i]
			want.Version, want.Last, want.Acted = back.Version, back.Last, back.Acted
			equal(t, "the deal that came back", back, want)
			history, err := s.History(t.Context(), id, 2)
			must(t, err)
			equal(t, "its history", []coach.EventKind{history[0].Kind, history[1].Kind}, []coach.EventKind{coach.Restored, coach.DeletedDeal})
			equal(t, "the way", history[0].Via, coach.ViaButton)
		}
	}},
	{"two deals are merged at once, with their histories in one", func(t *testing.T, s Store) {
		from, into := add(t, s, "U1", "Acme"), add(t, s, "U1", "Acme Ltd")
		happen(t, s, from.ID, "theirs", "with the first")
		happen(t, s, into.ID, "own", "with the second")
		merged, err := s.Merge(t.Context(), from.ID, into.ID, "merge", func(from, into *coach.Deal) error { return into.Absorb(by(1), from) })
		must(t, err)
		equal(t, "what is left", merged.ID, into.ID)
		agree(t, s, []int64{from.ID, into.ID})
		gone, err := s.Deal(t.Context(), from.ID)
		must(t, err)
		equal(t, "where the first went", gone.MergedInto, into.ID)
		history, err := s.History(t.Context(), into.ID, 100)
		must(t, err)
		whose := map[string]int64{}
		for _, e := range history {
			whose[e.Note] = e.Deal
		}
		equal(t, "lines", len(history), 5)
		equal(t, "the newest line", history[0].Kind, coach.Merged)
		equal(t, "whose lines", []int64{whose["with the first"], whose["with the second"]}, []int64{from.ID, 0})

		again, err := s.Merge(t.Context(), from.ID, into.ID, "merge", func(_, _ *coach.Deal) error {
			t.Error("a merge that is done was asked for again")
			return nil
		})
		must(t, err)
		equal(t, "the second time", again, merged)
	}},
	{"a merge that is refused, or of a deal that is not there, writes nothing", func(t *testing.T, s Store) {
		one := add(t, s, "U1", "Acme")
		other := add(t, s, "U1", "Other")
		refusal := coach.Refuse("No.", "")
		for _, try := range []struct {
			from, into int64
			says       error
		}{{one.ID, other.ID, refusal}, {one.ID, 999, coach.ErrNotFound}, {999, one.ID, coach.ErrNotFound}} {
			_, err := s.Merge(t.Context(), try.from, try.into, "merge", func(from, into *coach.Deal) error {
				from.Name, into.Name = "Changed", "Changed"
				return refusal
			})
			fails(t, "merge", err, try.says)
		}
		if _, err := s.Merge(t.Context(), one.ID, one.ID, "merge", func(_, _ *coach.Deal) error { return nil }); err == nil {
			t.Error("a deal was merged into itself")
		}
		for _, want := range []coach.Deal{one, other} {
			is, err := s.Deal(t.Context(), want.ID)
			must(t, err)
			equal(t, "the deal", is, want)
		}
	}},
}
