package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// Each row changes deals that are there already; afterwards every way of
// finding deals must agree with the deals themselves.
var indexTests = []contractTest{
	indexTest("a touch makes a deal the least silent one", func(d *coach.Deal) { d.Touch = start.Add(9 * time.Hour) }),
	indexTest("a won deal is found among the closed ones", func(d *coach.Deal) {
		d.Status, d.ClosedAt = coach.Won, start.Add(time.Hour)
	}),
	indexTest("a reopened deal is found among the open ones again", func(d *coach.Deal) {
		d.Status, d.ClosedAt = coach.Lost, start.Add(time.Hour)
	}, func(d *coach.Deal) {
		d.Status, d.ClosedAt = coach.Open, time.Time{}
	}),
	indexTest("a deal that is closed again is found at its new end", func(d *coach.Deal) {
		d.Status, d.ClosedAt = coach.Lost, start.Add(time.Hour)
	}, func(d *coach.Deal) {
		d.Status, d.ClosedAt = coach.Won, start.Add(3*time.Hour)
	}),
	indexTest("a renamed deal is found by its new name only", func(d *coach.Deal) { d.Name = "Zebra Ltd" }),
	indexTest("a deal with a long name is found by the whole of it", func(d *coach.Deal) { d.Name = "Zenith: renewal of the support contract" },
		func(d *coach.Deal) { d.Name = "Zenith: renewal of the support" }),
	indexTest("a deal is found by its company as well", func(d *coach.Deal) { d.Company = "Zenith" }),
	indexTest("a deal named like its company is found once", func(d *coach.Deal) { d.Company = d.Name }),
	indexTest("a deal that is handed over is found with its new owner only", func(d *coach.Deal) { d.Owner = "U2" }),
	indexTest("a closed deal that is handed over is found with its new owner only", func(d *coach.Deal) {
		d.Status, d.ClosedAt = coach.LetGo, start.Add(time.Hour)
	}, func(d *coach.Deal) {
		d.Owner, d.Name = "U2", "Zulu"
	}),
	indexTest("a closed deal is found on the day of another look, until it is opened", func(d *coach.Deal) {
		d.Status, d.ClosedAt, d.Revisit = coach.LetGo, start.Add(time.Hour), look
	}, func(d *coach.Deal) { d.Revisit = look.Add(1) }, func(d *coach.Deal) { d.Owner = "U2" }, func(d *coach.Deal) {
		d.Status, d.ClosedAt, d.Revisit = coach.Open, time.Time{}, coach.Date{}
	}),
	indexTest("a deal is found in the week it was chosen for", func(d *coach.Deal) { d.Focus = "2026-W46" },
		func(d *coach.Deal) { d.Status, d.ClosedAt = coach.Won, start.Add(time.Hour) }, func(d *coach.Deal) { d.Focus = "2026-W47" }),
	{"lists end where they are told to", listsEnd},
	{"an interval is open at its beginning and closed at its end", interval},
}

// look is a day of another look.
var look = coach.Date{Year: 2027, Month: 5, Day: 3}

func indexTest(name string, changes ...func(*coach.Deal)) contractTest {
	return contractTest{name, func(t *testing.T, s Store) {
		for i, name := range []string{"Acme", "Beta", "acme north", "Zeta"} {
			d := add(t, s, []string{"U1", "U2"}[i/2], name)
			change := func(d *coach.Deal) error {
				d.Touch = start.Add(-time.Duration(i) * time.Hour)
				if i == 3 {
					d.Status, d.ClosedAt = coach.Won, start.Add(2*time.Hour)
				}
				return nil
			}
			_, err := s.Update(t.Context(), d.ID, fmt.Sprint("prepare ", i), change)
			must(t, err)
		}
		agree(t, s, []int64{1, 2, 3, 4})
		for i, change := range changes {
			_, err := s.Update(t.Context(), 1, fmt.Sprint("change ", i), func(d *coach.Deal) error {
				change(d)
				return nil
			})
			must(t, err)
			agree(t, s, []int64{1, 2, 3, 4})
		}
	}}
}

// agree compares every list with what the deals themselves say.
func agree(t *testing.T, s Store, ids []int64) {
	t.Helper()
	ctx := t.Context()
	deals, err := s.Deals(ctx, ids)
	must(t, err)
	equal(t, "deals", len(deals), len(ids))
	where := func(fits func(coach.Deal) bool, order func(a, b coach.Deal) int) []int64 {
		var some []coach.Deal
		for _, d := range deals {
			if fits(d) {
				some = append(some, d)
			}
		}
		slices.SortFunc(some, order)
		return idsOf(some)
	}
	byID := func(a, b coach.Deal) int { return cmp.Compare(a.ID, b.ID) }
	byTouch := func(a, b coach.Deal) int { return a.Touch.Compare(b.Touch) }
	newest := func(a, b coach.Deal) int { return b.ClosedAt.Compare(a.ClosedAt) }

	open, n, err := s.OpenAll(ctx, 100)
	must(t, err)
	want := where(coach.Deal.IsOpen, byTouch)
	equal(t, "OpenAll", idsOf(open), want)
	equal(t, "the number of open deals", n, len(want))
	silent, _, err := s.OpenAll(ctx, 1)
	must(t, err)
	equal(t, "the most silent deal", idsOf(silent), want[:min(1, len(want))])
	last, err := s.ClosedOf(ctx, "", 1)
	must(t, err)
	want = where(isClosed, newest)
	equal(t, "the deal closed last", idsOf(last), want[:min(1, len(want))])
	for _, to := range []time.Time{start.Add(90 * time.Minute), start.Add(24 * time.Hour)} {
		between, err := s.ClosedBetween(ctx, start.Add(-time.Hour), to)
		must(t, err)
		slices.Reverse(between)
		equal(t, "ClosedBetween", idsOf(between), where(func(d coach.Deal) bool {
			return isClosed(d) && !d.ClosedAt.After(to)
		}, newest))
	}
	for _, week := range []string{"2026-W46", "2026-W47"} {
		focused, err := s.Focused(ctx, week)
		must(t, err)
		equal(t, "Focused "+week, idsOf(focused), where(func(d coach.Deal) bool { return d.Focus == week && !d.IsDeleted() }, byID))
	}
	for _, owner := range []string{"U1", "U2", "U3", ""} {
		for _, day := range []coach.Date{look.Add(-1), look, look.Add(1)} {
			revisits, err := s.Revisits(ctx, owner, day)
			must(t, err)
			equal(t, "Revisits "+owner+" "+day.String(), idsOf(revisits), where(func(d coach.Deal) bool {
				return isClosed(d) && d.Owner == owner && !d.Revisit.IsZero() && !d.Revisit.After(day)
			}, byID))
		}
		whose := func(d coach.Deal) bool { return owner == "" || d.Owner == owner }
		own, err := s.OpenOf(ctx, owner)
		must(t, err)
		equal(t, "OpenOf "+owner, idsOf(own), where(func(d coach.Deal) bool { return d.IsOpen() && d.Owner == owner }, byID))
		closed, err := s.ClosedOf(ctx, owner, 100)
		must(t, err)
		equal(t, "ClosedOf "+owner, idsOf(closed), where(func(d coach.Deal) bool { return isClosed(d) && whose(d) }, newest))
		gone, err := s.Deleted(ctx, owner, 100)
		must(t, err)
		equal(t, "Deleted "+owner, idsOf(gone), where(func(d coach.Deal) bool { return d.IsDeleted() && whose(d) },
			func(a, b coach.Deal) int { return b.Deleted.Compare(a.Deleted) }))
		for _, some := range [][]string{
			nil, {"acme"}, {"acme", "acme north", "acme north has"}, {"z"}, {"zenith", "zenith renewal of", "zenith renewal of the support contract"},
			{"zenith renewal of the support"}, {""},
		} {
			names, err := s.Called(ctx, owner, some)
			must(t, err)
			equal(t, fmt.Sprintf("Called %s %q", owner, some), idsNamed(names), where(func(d coach.Deal) bool {
				return whose(d) && !d.IsDeleted() && slices.Contains(some, coach.Normalize(d.Name))
			}, byID))
		}
		for _, prefix := range []string{"", "acme", "acme n", "b", "z", "ze", "zz"} {
			names, err := s.Names(ctx, owner, prefix, 100)
			must(t, err)
			got := idsNamed(names)
			slices.Sort(got)
			begins := func(name string) bool { return name != "" && strings.HasPrefix(coach.Normalize(name), prefix) }
			equal(t, "Names "+owner+" "+prefix, got, where(func(d coach.Deal) bool {
				return whose(d) && !d.IsDeleted() && (begins(d.Name) || begins(d.Company))
			}, byID))
		}
	}
}

func isClosed(d coach.Deal) bool { return d.IsClosed() }

func idsOf(deals []coach.Deal) []int64 {
	var ids []int64
	for _, d := range deals {
		ids = append(ids, d.ID)
	}
	return ids
}

func idsNamed(names []coach.Named) []int64 {
	var ids []int64
	for _, n := range names {
		ids = append(ids, n.ID)
	}
	return ids
}

func listsEnd(t *testing.T, s Store) {
	ctx := t.Context()
	for i := range 3 {
		open, closed := add(t, s, "U1", fmt.Sprint("Open ", i)), add(t, s, "U1", fmt.Sprint("Shut ", i))
		_, err := s.Update(ctx, open.ID, fmt.Sprint("touch ", i), func(d *coach.Deal) error {
			d.Touch, d.Company = start.Add(time.Duration(i)*time.Hour), d.Name+" Ltd"
			return nil
		})
		must(t, err)
		_, err = s.Update(ctx, closed.ID, fmt.Sprint("close ", i), func(d *coach.Deal) error {
			return d.Close(coach.Act{By: "U1", At: start.Add(time.Duration(i) * time.Hour)}, coach.Won, "")
		})
		must(t, err)
	}
	for n, want := range map[int][]int64{0: nil, 2: {1, 3}, 9: {1, 3, 5}} {
		open, all, err := s.OpenAll(ctx, n)
		must(t, err)
		equal(t, fmt.Sprint("OpenAll ", n), idsOf(open), want)
		equal(t, "the number of open deals", all, 3)
	}
	for n, want := range map[int][]int64{0: nil, 2: {6, 4}, 9: {6, 4, 2}} {
		closed, err := s.ClosedOf(ctx, "U1", n)
		must(t, err)
		equal(t, fmt.Sprint("ClosedOf ", n), idsOf(closed), want)
	}
	for n, want := range map[int][]coach.Named{0: nil, 2: {{ID: 1, Name: "Open 0"}, {ID: 3, Name: "Open 1"}}} {
		names, err := s.Names(ctx, "", "o", n)
		must(t, err)
		equal(t, fmt.Sprint("Names ", n), names, want)
	}
}

func interval(t *testing.T, s Store) {
	for i := range 3 {
		d := add(t, s, "U1", fmt.Sprint("Deal ", i))
		_, err := s.Update(t.Context(), d.ID, fmt.Sprint("close ", i), func(d *coach.Deal) error {
			return d.Close(coach.Act{By: "U1", At: start.Add(time.Duration(i) * time.Hour)}, coach.Won, "")
		})
		must(t, err)
	}
	got, err := s.ClosedBetween(t.Context(), start, start.Add(2*time.Hour))
	must(t, err)
	equal(t, "closed deals", idsOf(got), []int64{2, 3})
}
