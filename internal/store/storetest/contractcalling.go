package storetest

import (
	"errors"
	"testing"

	"dealcoach/internal/coach"
)

// Whoever remembers a deal by its name may change it without looking the name up,
// as long as the words mean that deal and no other.
var callingTests = []contractTest{
	callingTest("nobody else is called so", true, nil),
	callingTest("others are called otherwise", true, func(t *testing.T, s Store) {
		add(t, s, "U1", "Acme South")
		add(t, s, "U2", "Bench")
	}),
	callingTest("its company is called so too", true, func(t *testing.T, s Store) {
		alter(t, s, 1, func(d *coach.Deal) { d.Company = "Acme" })
	}),
	callingTest("a colleague's deal has the same name", false, func(t *testing.T, s Store) { add(t, s, "U2", "acme  NORTH") }),
	callingTest("another's name is longer", false, func(t *testing.T, s Store) { add(t, s, "U1", "Acme North spoke") }),
	callingTest("another's name is shorter", false, func(t *testing.T, s Store) { add(t, s, "U1", "Acme") }),
	callingTest("another's company is called so", false, func(t *testing.T, s Store) {
		add(t, s, "U2", "Renewal")
		alter(t, s, 2, func(d *coach.Deal) { d.Company = "Acme North" })
	}),
	callingTest("another has all of the words for its name", false, func(t *testing.T, s Store) {
		add(t, s, "U2", "Acme North spoke with Jo about it")
	}),
	callingTest("another that had the name is deleted", true, func(t *testing.T, s Store) {
		add(t, s, "U1", "Acme north")
		remove(t, s, 2, "delete it", 1)
	}),
	callingTest("it has another name by now", false, func(t *testing.T, s Store) {
		alter(t, s, 1, func(d *coach.Deal) { d.Name = "Beta" })
	}),
	callingTest("it has one by now that goes on", false, func(t *testing.T, s Store) {
		alter(t, s, 1, func(d *coach.Deal) { d.Name = "Acme North spoke" })
	}),
	{"a name that was looked up is remembered, when it is one deal's alone", func(t *testing.T, s Store) {
		words := []string{"acme", "acme north", "acme north spoke"}
		add(t, s, "U1", "Acme North")
		_, err := s.Called(t.Context(), "U1", words)
		must(t, err)
		named, known := s.Recall(words)
		equal(t, "what is remembered", named, coach.Named{ID: 1, Name: "Acme North"})
		equal(t, "whether", known, true)
		if named, known := s.Recall([]string{"acme"}); known {
			t.Errorf("remembered %v by a part of its name", named)
		}
		add(t, s, "U1", "Beta")
		add(t, s, "U2", "Beta")
		_, err = s.Called(t.Context(), "U1", []string{"beta"})
		must(t, err)
		if named, known := s.Recall([]string{"beta"}); known {
			t.Errorf("remembered %v, which two are called", named)
		}
	}},
}

// callingTest calls a deal by its name after something happened.
func callingTest(name string, meant bool, happens func(t *testing.T, s Store)) contractTest {
	return contractTest{name, func(t *testing.T, s Store) {
		add(t, s, "U1", "Acme North")
		if happens != nil {
			happens(t, s)
		}
		before, err := s.Deal(t.Context(), 1)
		must(t, err)
		words := []string{"acme", "acme north", "acme north spoke", "acme north spoke with jo about it"}
		for range 2 { // again with what is remembered
			d, err := s.Update(t.Context(), 1, "call", func(d *coach.Deal) error {
				d.Calling = &coach.Calling{Name: "acme north", Words: words}
				return d.Write(by(2), "spoke with Jo")
			})
			switch {
			case meant && (err != nil || d.Calling != nil):
				t.Errorf("got %+v, %v", d, err)
			case !meant && !errors.Is(err, coach.ErrAmbiguous):
				t.Errorf("got %v, want that another may be meant", err)
			}
		}
		after, err := s.Deal(t.Context(), 1)
		must(t, err)
		wrote := after.Version - before.Version
		if want := int64(1); meant && wrote != want || !meant && wrote != 0 {
			t.Errorf("it was written %d times", wrote)
		}
	}}
}

// alter changes a deal.
func alter(t *testing.T, s Store, id int64, change func(*coach.Deal)) {
	t.Helper()
	_, err := s.Update(t.Context(), id, "alter", func(d *coach.Deal) error {
		change(d)
		return nil
	})
	must(t, err)
}
