package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

var dealTests = []contractTest{
	{"a new deal is given back as it is read later", func(t *testing.T, s Store) {
		created := add(t, s, "U1", "Acme")
		read, err := s.Deal(t.Context(), created.ID)
		must(t, err)
		equal(t, "read deal", read, created)
		equal(t, "version", created.Version, int64(1))
		equal(t, "news", len(created.News), 0)
		for _, at := range []time.Time{created.Created, read.Created, read.Last.At} {
			if at != startRead {
				t.Errorf("an instant is %#v, want it in UTC and milliseconds: %#v", at, startRead)
			}
		}
		if other := add(t, s, "U1", "Other"); other.ID == created.ID {
			t.Errorf("two deals have the id %d", other.ID)
		}
	}},
	{"a change that may be taken back keeps the deal as it was", func(t *testing.T, s Store) {
		before := add(t, s, "U1", "Acme")
		for op, undoable := range map[string]bool{"may": true, "may not": false} {
			d, err := s.Deal(t.Context(), before.ID)
			must(t, err)
			_, err = s.Update(t.Context(), before.ID, op, func(d *coach.Deal) error {
				d.Contact, d.Undoable = op, undoable
				return nil
			})
			must(t, err)
			kept, err := s.Before(t.Context(), op)
			if !undoable {
				if !errors.Is(err, coach.ErrNotFound) {
					t.Errorf("kept %+v, %v", kept, err)
				}
				continue
			}
			must(t, err)
			equal(t, "the deal before", kept, d)
		}
	}},
	{"the same creation twice makes one deal", func(t *testing.T, s Store) {
		first := add(t, s, "U1", "Acme")
		happen(t, s, first.ID, "later", "a call")
		equal(t, "the second time", add(t, s, "U1", "Acme"), first)
		open, n, err := s.OpenAll(t.Context(), 10)
		must(t, err)
		equal(t, "open deals", []int{len(open), n}, []int{1, 1})
	}},
	{"the same update twice changes once, and gives the first result", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		first := happen(t, s, d.ID, "click", "one")
		happen(t, s, d.ID, "other", "two")
		again, err := s.Update(t.Context(), d.ID, "click", func(d *coach.Deal) error {
			d.Name = "A change that is done already"
			return nil
		})
		must(t, err)
		equal(t, "the second time", again, first)
		again, err = s.Update(t.Context(), d.ID, "click", func(*coach.Deal) error { return coach.Refuse("It is done.", "") })
		must(t, err)
		equal(t, "the second time", again, first)
		history, err := s.History(t.Context(), d.ID, 10)
		must(t, err)
		equal(t, "lines of history", len(history), 3)
	}},
	{"a refused change writes nothing, and its error comes back as it is", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		refusal := coach.Refuse("No.", "Do something else.")
		_, err := s.Update(t.Context(), d.ID, "click", func(d *coach.Deal) error {
			d.Name = "Changed"
			return refusal
		})
		if err != refusal {
			t.Errorf("got error %v, want the refusal itself", err)
		}
		read, err := s.Deal(t.Context(), d.ID)
		must(t, err)
		equal(t, "the deal", read, d)
		equal(t, "the same operation afterwards", happen(t, s, d.ID, "click", "a call").Version, int64(2))
	}},
	{"a change cannot give a deal another id or version", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		got, err := s.Update(t.Context(), d.ID, "click", func(d *coach.Deal) error {
			d.ID, d.Version = 99, 99
			return nil
		})
		must(t, err)
		equal(t, "id and version", []int64{got.ID, got.Version}, []int64{d.ID, 2})
	}},
	{"what is not there is not found", func(t *testing.T, s Store) {
		_, err := s.Deal(t.Context(), 404)
		fails(t, "Deal", err, coach.ErrNotFound)
		_, err = s.Update(t.Context(), 404, "click", note("a call"))
		fails(t, "Update", err, coach.ErrNotFound)
		_, err = s.Prompt(t.Context(), "none")
		fails(t, "Prompt", err, coach.ErrNotFound)
		_, err = s.Digest(t.Context(), "none")
		fails(t, "Digest", err, coach.ErrNotFound)
	}},
	{"a change without an operation id is refused", func(t *testing.T, s Store) {
		if _, err := s.Create(t.Context(), "", coach.Deal{Name: "Acme"}); err == nil {
			t.Error("Create took it")
		}
		if _, err := s.Update(t.Context(), add(t, s, "U1", "Acme").ID, "", note("a call")); err == nil {
			t.Error("Update took it")
		}
	}},
	{"a call whose time is over is unavailable", func(t *testing.T, s Store) {
		_, err := s.Create(over(t), "add", coach.Deal{Name: "Acme"})
		fails(t, "Create", err, coach.ErrUnavailable)
		_, err = s.Deal(over(t), 1)
		fails(t, "Deal", err, coach.ErrUnavailable)
		_, err = s.Receive(over(t), "reader", 1, time.Minute, longLease)
		fails(t, "Receive", err, coach.ErrUnavailable)
	}},
	{"eight writers at once are all applied, each once", eightWriters},
	{"several deals come in the order asked for, without missing ones", func(t *testing.T, s Store) {
		a, b := add(t, s, "U1", "A"), add(t, s, "U2", "B")
		got, err := s.Deals(t.Context(), []int64{b.ID, 404, a.ID, b.ID})
		must(t, err)
		equal(t, "deals", got, []coach.Deal{b, a, b})
		none, err := s.Deals(t.Context(), nil)
		must(t, err)
		equal(t, "deals of no ids", len(none), 0)
	}},
	{"the history has the newest event first, and keeps 200", func(t *testing.T, s Store) {
		d := add(t, s, "U1", "Acme")
		for i := range 205 {
			happen(t, s, d.ID, fmt.Sprint("click ", i), fmt.Sprint("call ", i))
		}
		two, err := s.History(t.Context(), d.ID, 2)
		must(t, err)
		equal(t, "newest notes", []string{two[0].Note, two[1].Note}, []string{"call 204", "call 203"})
		all, err := s.History(t.Context(), d.ID, 1000)
		must(t, err)
		equal(t, "lines", len(all), historyCap)
	}},
}

func eightWriters(t *testing.T, s Store) {
	const writers, each = 8, 5
	d := add(t, s, "U1", "Acme")
	attempt := func(op string) error {
		for {
			_, err := s.Update(t.Context(), d.ID, op, func(d *coach.Deal) error {
				d.Attempts++
				return note(op)(d)
			})
			if !errors.Is(err, coach.ErrConflict) {
				return err
			}
		}
	}
	var wait sync.WaitGroup
	for w := range writers {
		wait.Go(func() {
			for i := range each {
				if err := attempt(fmt.Sprint("writer ", w, " click ", i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	got, err := s.Deal(t.Context(), d.ID)
	must(t, err)
	equal(t, "attempts", got.Attempts, writers*each)
	equal(t, "version", got.Version, int64(writers*each+1))
	history, err := s.History(t.Context(), d.ID, 1000)
	must(t, err)
	notes := map[string]bool{}
	for _, event := range history {
		notes[event.Note] = true
	}
	equal(t, "different lines of history", len(notes), writers*each+1)
}
