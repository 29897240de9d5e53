package store

import (
	"errors"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/alicebob/miniredis/v2"

	"dealcoach/internal/coach"
)

// millionDeals skips what fills Redis with a million deals, which takes a
// minute and a gigabyte, unless it is asked for.
func millionDeals(b *testing.B, n int) {
	if n >= 1_000_000 && os.Getenv("TEST_MILLION") == "" {
		b.Skip("TEST_MILLION is not set, so Redis is not filled with a million deals")
	}
}

// fillDeals writes the deals 1 to n of the benchmarks, all of one rep at once, by
// the plans that commits are made of. It writes what creating and changing
// them one by one leaves behind, apart from what runs out (the records of
// operations) and their history.
func fillDeals(tb testing.TB, s *Store, n int) {
	tb.Helper()
	var next atomic.Int64
	var workers sync.WaitGroup
	failed := make(chan error, 4)
	for range cap(failed) {
		workers.Go(func() {
			for first := next.Add(perRep) - perRep + 1; first <= int64(n); first = next.Add(perRep) - perRep + 1 {
				if err := fillRep(tb, s, first); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	workers.Wait()
	close(failed)
	for err := range failed {
		tb.Fatal(err)
	}
	if err := s.db.Set(tb.Context(), s.keys.ids(), n, 0).Err(); err != nil {
		tb.Fatal(err)
	}
}

// fillRep writes the deals of one rep, who have the ids from first on.
func fillRep(tb testing.TB, s *Store, first int64) error {
	p := s.newPlan("")
	for id := first; id < first+perRep; id++ {
		d := benchDeal(tb, id)
		if _, err := p.deal(nil, &d); err != nil {
			return err
		}
		p.ensure(coach.Timer{Name: coach.PromptTimer(d.Owner), Due: d.Last.At})
	}
	_, _, err := s.commit(tb.Context(), p)
	return err
}

func TestTheBenchmarksDealsAreWrittenAsCommitsWriteThem(t *testing.T) {
	mini := miniredis.RunT(t)
	quick, slow := open(t, "redis://"+mini.Addr(), nil), open(t, "redis://"+mini.Addr(), nil)
	fillDeals(t, quick, perRep)
	for id := int64(1); id <= perRep; id++ {
		want := benchDeal(t, id)
		first := want
		first.Version, first.Touch, first.Name = 0, want.Created, "Southwind"
		if _, err := slow.Create(t.Context(), "add "+want.Ref(), first); err != nil {
			t.Fatal(err)
		}
		for version := int64(2); version <= want.Version; version++ {
			op := want.Ref() + " change " + strconv.FormatInt(version, 10)
			if _, err := slow.Update(t.Context(), id, op, func(d *coach.Deal) error { *d = want; return nil }); err != nil {
				t.Fatal(err)
			}
		}
	}
	got, want := written(t, mini, quick), written(t, mini, slow)
	if len(want) < perRep+5 {
		t.Fatalf("the commits wrote only %q", slices.Sorted(maps.Keys(want)))
	}
	for key := range want {
		if got[key] != want[key] {
			t.Errorf("%s is\n%s\nwant\n%s", key, got[key], want[key])
		}
	}
	if len(got) != len(want) {
		t.Errorf("there are %d keys, want %d", len(got), len(want))
	}
}

// written is all that a store wrote and that stays, by the keys without the
// team.
func written(t *testing.T, mini *miniredis.Miniredis, s *Store) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, key := range mini.Keys() {
		name, ours := strings.CutPrefix(key, s.keys.of(""))
		if !ours || mini.TTL(key) > 0 {
			continue
		}
		text, err := mini.Get(key)
		if errors.Is(err, miniredis.ErrWrongType) {
			set, err := mini.SortedSet(key)
			if err != nil {
				t.Fatal(err)
			}
			for _, member := range slices.Sorted(maps.Keys(set)) {
				text += member + " " + strconv.FormatFloat(set[member], 'f', -1, 64) + "\n"
			}
		}
		all[name] = text
	}
	return all
}
