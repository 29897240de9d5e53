package store

import (
	"fmt"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// has gives somebody a deal of a name that others may have too.
func has(t *testing.T, s *Store, name, owner string) (id int64) {
	t.Helper()
	d := create(t, s, name+" of "+owner)
	_, err := s.Update(t.Context(), d.ID, fmt.Sprint("rename ", d.ID), func(d *coach.Deal) error {
		d.Name, d.Owner = name, owner
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return d.ID
}

func called(names []coach.Named) string {
	found := []string{}
	for _, n := range names {
		found = append(found, n.Name)
	}
	return fmt.Sprint(found)
}

func TestARepsNamesAreFoundHoweverCommonTheyAreInTheTeam(t *testing.T) {
	mini := miniredis.RunT(t)
	s := open(t, "redis://"+mini.Addr(), nil)
	for i := range 3 * rare {
		has(t, s, fmt.Sprintf("Acme %03d", i), "U2")
	}
	has(t, s, "Acme Zero", "U1")
	has(t, s, "Beta", "U1")
	has(t, s, "Donaudampfschifffahrt West", "U1")
	has(t, s, "Donaudampfschifffahrt Ost", "U1")
	has(t, s, "Ärzte ohne Grenzen", "U1")
	// An index that an older program wrote has whole names.
	first := has(t, s, "Acme before", "U1")
	old := redis.Z{Member: "acme before" + nameEnd + fmt.Sprint(first)}
	if err := s.db.ZAdd(t.Context(), s.keys.names(), old).Err(); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ story, owner, prefix, want string }{
		{"a word that the whole team uses", "U1", "acme", "[Acme before Acme Zero]"},
		{"a word that nobody else uses", "U1", "beta", "[Beta]"},
		{"a word longer than the index holds", "U1", "donaudampfschifffahrt", "[Donaudampfschifffahrt Ost Donaudampfschifffahrt West]"},
		{"two words longer than the index holds", "U1", "donaudampfschifffahrt w", "[Donaudampfschifffahrt West]"},
		{"the same for the team", "", "donaudampfschifffahrt w", "[Donaudampfschifffahrt West]"},
		{"letters of more than one byte", "U1", "arzte", "[Ärzte ohne Grenzen]"},
		{"somebody else's deal", "U3", "acme", "[]"},
	} {
		t.Run(row.story, func(t *testing.T) {
			names, err := s.Names(t.Context(), row.owner, row.prefix, 200)
			if err != nil {
				t.Fatal(err)
			}
			if found := called(names); found != row.want {
				t.Errorf("found %s, want %s", found, row.want)
			}
		})
	}
	if names, err := s.Names(t.Context(), "", "acme", 20); err != nil || len(names) != 20 {
		t.Errorf("the team's list has %d names, %v; want it to end where it is told to", len(names), err)
	}
}

func TestADealIsFoundByItsWholeNameHoweverManyBeginAlike(t *testing.T) {
	mini := miniredis.RunT(t)
	s := open(t, "redis://"+mini.Addr(), nil)
	for i := range 3 * rare {
		has(t, s, fmt.Sprint("Deal ", i), "U2")
		has(t, s, fmt.Sprintf("Maintenance contract %d", i), "U2")
	}
	mine := has(t, s, "Maintenance contract 7", "U1")
	has(t, s, "Deal 7", "U1")
	old := has(t, s, "Maintenance contract before", "U1")
	// An older program wrote whole names.
	if err := s.db.ZRem(t.Context(), s.keys.names(), "maintenance cont"+nameEnd+fmt.Sprint(old)).Err(); err != nil {
		t.Fatal(err)
	}
	if err := s.db.ZAdd(t.Context(), s.keys.names(), redis.Z{Member: "maintenance contract before" + nameEnd + fmt.Sprint(old)}).Err(); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		story, owner string
		names        []string
		want         string
	}{
		{"one of a rep's", "U2", []string{"deal", "deal 149", "deal 149 spoke"}, "[Deal 149]"},
		{"one that others have too", "U1", []string{"deal 7"}, "[Deal 7]"},
		{"the team's", "", []string{"deal 7"}, "[Deal 7 Deal 7]"},
		{"a long one among many of others", "U1", []string{"maintenance contract 7", "maintenance contract 7 spoke"}, "[Maintenance contract 7]"},
		{"a long one of the team's", "", []string{"maintenance contract 149"}, "[Maintenance contract 149]"},
		{"one of an older program", "", []string{"maintenance contract before"}, "[Maintenance contract before]"},
		{"only the start of one", "U2", []string{"maintenance", "maintenance contract"}, "[]"},
		{"somebody else's", "U1", []string{"deal 149"}, "[]"},
		{"none", "U2", nil, "[]"},
	} {
		t.Run(row.story, func(t *testing.T) {
			names, err := s.Called(t.Context(), row.owner, row.names)
			if err != nil {
				t.Fatal(err)
			}
			if found := called(names); found != row.want {
				t.Errorf("found %s, want %s", found, row.want)
			}
		})
	}
	if names, err := s.Called(t.Context(), "U1", []string{"maintenance contract 7"}); err != nil || len(names) != 1 || names[0].ID != mine {
		t.Errorf("found %v, %v; want #%d alone", names, err, mine)
	}
}

func TestTheStartOfANameEndsWithAWholeLetter(t *testing.T) {
	for name, want := range map[string]string{
		"acme": "acme", "a name of sixteen": "a name of sixtee", "株式会社ノースウィンド": "株式会社ノ", "abc\x00d": "abc\x00d",
	} {
		if got := nameStart(name); got != want {
			t.Errorf("of %q the index has %q, want %q", name, got, want)
		}
	}
}
