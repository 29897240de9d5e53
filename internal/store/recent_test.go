package store

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// second opens the same team once more, as another instance does.
func second(t *testing.T, s *Store, url string) *Store {
	t.Helper()
	other, err := Open(t.Context(), Options{URL: url, Team: s.keys.team})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := other.Close(); err != nil {
			t.Error(err)
		}
	})
	return other
}

// note writes words into a deal and its history.
func note(t *testing.T, s *Store, id int64, words string) coach.Deal {
	t.Helper()
	d, err := s.Update(t.Context(), id, "note "+words, func(d *coach.Deal) error {
		d.Benefit, d.Undoable = words, true
		return d.Write(coach.Act{By: "U1", At: time.Now()}, words)
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What an instance remembers of a deal is a guess; Redis decides.
func TestAChangeBeginsWithWhatIsRememberedAndEndsWithWhatIsThere(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		refusal := coach.Refuse("It is won already.", "Reopen it.")
		tests := map[string]func(t *testing.T, s, other *Store, d coach.Deal){
			"a deal that nobody else changed is not read again": func(t *testing.T, s, _ *Store, d coach.Deal) {
				trips := &roundTrips{}
				s.db.AddHook(trips)
				if note(t, s, d.ID, "one"); trips.n.Load() != 1 {
					t.Errorf("the change took %d round trips, want 1", trips.n.Load())
				}
			},
			"a name that was looked up before is checked in the commit": func(t *testing.T, s, _ *Store, d coach.Deal) {
				words := []string{coach.Normalize(d.Name), coach.Normalize(d.Name) + " spoke"}
				if called, err := s.Called(t.Context(), "", words); err != nil || len(called) != 1 {
					t.Fatalf("looked up %v, %v", called, err)
				}
				trips := &roundTrips{}
				s.db.AddHook(trips)
				named, known := s.Recall(words)
				if !known || named.ID != d.ID {
					t.Fatalf("remembers %v, %v", named, known)
				}
				_, err := s.Update(t.Context(), named.ID, "by name", func(d *coach.Deal) error {
					d.Calling = &coach.Calling{Name: words[0], Words: words}
					return d.Write(coach.Act{By: "U1", At: time.Now()}, "spoke")
				})
				if err != nil || trips.n.Load() != 1 {
					t.Errorf("the change took %d round trips, want 1 (%v)", trips.n.Load(), err)
				}
			},
			"what another instance wrote meanwhile is not lost": func(t *testing.T, s, other *Store, d coach.Deal) {
				note(t, other, d.ID, "theirs")
				if got := note(t, s, d.ID, "ours"); got.Version != d.Version+2 {
					t.Errorf("got version %d, want %d", got.Version, d.Version+2)
				}
				lines, err := s.History(t.Context(), d.ID, 3)
				if err != nil || len(lines) != 3 || lines[0].Note != "ours" || lines[1].Note != "theirs" {
					t.Errorf("the history is %+v, %v", lines, err)
				}
			},
			"a change is not refused because of what was true once": func(t *testing.T, s, other *Store, d coach.Deal) {
				note(t, other, d.ID, "theirs")
				got, err := s.Update(t.Context(), d.ID, "ours", func(d *coach.Deal) error {
					if d.Benefit != "theirs" {
						return refusal
					}
					d.Name = "Beta"
					return nil
				})
				if err != nil || got.Name != "Beta" {
					t.Errorf("got %q, %v", got.Name, err)
				}
			},
			"a change is refused because of what is true now": func(t *testing.T, s, other *Store, d coach.Deal) {
				note(t, other, d.ID, "theirs")
				_, err := s.Update(t.Context(), d.ID, "ours", func(d *coach.Deal) error {
					if d.Benefit == "theirs" {
						return refusal
					}
					return nil
				})
				if !errors.Is(err, refusal) {
					t.Errorf("got error %v, want the refusal", err)
				}
			},
			"after Redis went back in time, the same version of another story stays": func(t *testing.T, s, _ *Store, d coach.Deal) {
				value := s.db.Get(t.Context(), s.keys.deal(d.ID)).Val()
				s.db.Set(t.Context(), s.keys.deal(d.ID), strings.Replace(value, "Acme", "Beta", 1), 0)
				if got := note(t, s, d.ID, "ours"); got.Name != "Beta" || got.Version != d.Version+1 {
					t.Errorf("got version %d of %q, want %d of Beta", got.Version, got.Name, d.Version+1)
				}
			},
			"a deal that is gone is not brought back": func(t *testing.T, s, _ *Store, d coach.Deal) {
				s.db.Del(t.Context(), s.keys.deal(d.ID))
				_, err := s.Update(t.Context(), d.ID, "ours", noChange)
				if !errors.Is(err, coach.ErrNotFound) {
					t.Errorf("got error %v, want ErrNotFound", err)
				}
			},
			"what would be taken back is the deal as it was in Redis": func(t *testing.T, s, other *Store, d coach.Deal) {
				note(t, other, d.ID, "theirs")
				note(t, s, d.ID, "ours")
				if was, err := s.Before(t.Context(), "note ours"); err != nil || was.Benefit != "theirs" {
					t.Errorf("kept %q, %v", was.Benefit, err)
				}
			},
		}
		for name, test := range tests {
			t.Run(name, func(t *testing.T) {
				s := open(t, url, nil)
				d := create(t, s, "Acme")
				test(t, s, second(t, s, url), d)
			})
		}
	})
}

func TestOfTwoDealsWithOnePlaceTheLaterIsRemembered(t *testing.T) {
	r := &recent{}
	other := 1 + int64(len(r))
	r.keep(&coach.Deal{ID: 1}, "one")
	r.keep(&coach.Deal{ID: other}, "other")
	if _, got, known := r.of(1); known {
		t.Errorf("of the first there is %q", got)
	}
	if d, got, known := r.of(other); !known || got != "other" || d.ID != other {
		t.Errorf("of the other there is %q, %t", got, known)
	}
	r.keep(&coach.Deal{ID: other}, strings.Repeat("x", 1<<20))
	if _, got, known := r.of(other); known {
		t.Errorf("a megabyte is remembered, or what was there before it: %.10q", got)
	}
}

// Whoever gets a deal may change it, while it is remembered as it was.
func TestADealThatIsRememberedSharesNothing(t *testing.T) {
	var d coach.Deal
	count := 0
	fields := reflect.ValueOf(&d).Elem()
	for i := range fields.NumField() {
		if fields.Type().Field(i).Name != "Calling" { // nothing of a deal, and never changed
			fillWith(fields.Field(i), &count)
		}
	}
	own := detached(&d)
	if !reflect.DeepEqual(own, d) {
		t.Errorf("it is %+v, want %+v", own, d)
	}
	for i := range fields.NumField() {
		field, theirs := fields.Field(i), reflect.ValueOf(own).Field(i)
		switch field.Kind() {
		case reflect.Map, reflect.Slice, reflect.Pointer:
			if !field.IsNil() && field.Pointer() == theirs.Pointer() {
				t.Errorf("its %s is the other's too", fields.Type().Field(i).Name)
			}
		}
	}
}

// After Redis has gone back in time, its counter gives numbers out that are taken.
func TestADealWhoseNumberIsTakenGetsAnotherAndKeepsItsStory(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		s := open(t, url, nil)
		first := create(t, s, "Acme")
		if err := s.db.Decr(t.Context(), s.keys.ids()).Err(); err != nil {
			t.Fatal(err)
		}
		d, err := coach.NewDeal(coach.Act{By: "U1", At: time.Now()}, "U1", coach.AddLine{Name: "Beta", Contact: "Jo"})
		if err != nil {
			t.Fatal(err)
		}
		d, err = s.Create(t.Context(), "add beta", d)
		if err != nil || d.ID == first.ID || d.Name != "Beta" || d.Version != 1 {
			t.Fatalf("got %+v, %v", d, err)
		}
		lines, err := s.History(t.Context(), d.ID, 9)
		if err != nil || len(lines) != 1 {
			t.Errorf("its history is %+v, %v", lines, err)
		}
	})
}
