package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"dealcoach/internal/coach"
)

// A deleted deal and its history are gone after a week, unless it comes back.
func TestADeletedDealLivesForAWeek(t *testing.T) {
	mini := miniredis.RunT(t)
	s := open(t, "redis://"+mini.Addr(), nil)
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	a := coach.Act{By: "U1", At: now}
	change := func(id int64, op string, rule func(*coach.Deal) error) {
		t.Helper()
		if _, err := s.Update(t.Context(), id, op, rule); err != nil {
			t.Fatal(err)
		}
	}
	gone, back := create(t, s, "Gone").ID, create(t, s, "Back").ID
	for _, id := range []int64{gone, back} {
		change(id, "delete "+coach.Deal{ID: id}.Ref(), func(d *coach.Deal) error { return d.Delete(a) })
	}
	mini.FastForward(coach.DeletedFor - time.Minute)
	change(back, "restore", func(d *coach.Deal) error { return d.Restore(a) })
	mini.FastForward(2 * time.Minute)

	if d, err := s.Deal(t.Context(), gone); !errors.Is(err, coach.ErrNotFound) {
		t.Errorf("after a week there is %+v, %v", d, err)
	}
	if mini.Exists(s.keys.history(gone)) {
		t.Error("its history is there")
	}
	if deals, err := s.Deleted(t.Context(), "", 10); err != nil || len(deals) != 0 {
		t.Errorf("deleted: %v, %v", deals, err)
	}
	mini.FastForward(100 * coach.DeletedFor)
	if d, err := s.Deal(t.Context(), back); err != nil || d.IsDeleted() {
		t.Errorf("what came back is %+v, %v", d, err)
	}
	if lines, err := s.History(t.Context(), back, 10); err != nil || len(lines) < 2 {
		t.Errorf("its history: %v, %v", lines, err)
	}

	// The next one that is deleted takes the lapsed one out of the index.
	change(back, "delete again", func(d *coach.Deal) error {
		return d.Delete(coach.Act{By: "U1", At: now.Add(coach.DeletedFor + time.Hour)})
	})
	members, err := mini.ZMembers(s.keys.deleted())
	if err != nil || len(members) != 1 || members[0] != "2" {
		t.Errorf("the index has %v, %v", members, err)
	}
}

// Whichever of the two changes meanwhile, the merge is decided anew, on what is
// there then.
func TestAMergeSeesWhatChangedMeanwhile(t *testing.T) {
	for _, which := range []string{"from", "into"} {
		t.Run(which, func(t *testing.T) {
			mini := miniredis.RunT(t)
			s := open(t, "redis://"+mini.Addr(), nil)
			ids := map[string]int64{"from": create(t, s, "From").ID, "into": create(t, s, "Into").ID}
			a := coach.Act{By: "U1", At: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)}
			runs := 0
			d, err := s.Merge(t.Context(), ids["from"], ids["into"], "merge", func(from, into *coach.Deal) error {
				if runs++; runs == 1 {
					_, err := s.Update(t.Context(), ids[which], "meanwhile", func(d *coach.Deal) error { return d.Write(a, "meanwhile") })
					if err != nil {
						t.Error(err)
					}
				}
				return into.Absorb(a, from)
			})
			if err != nil || runs != 2 {
				t.Fatalf("merged in %d rounds: %v", runs, err)
			}
			lines, err := s.History(t.Context(), d.ID, 10)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(lines, func(e coach.Event) bool { return e.Note == "meanwhile" }) {
				t.Errorf("the history lost what happened meanwhile: %v", lines)
			}
		})
	}
}
