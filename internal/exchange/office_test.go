package exchange

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/store/storetest"
)

// monday is when the tests import: a Monday morning in Berlin.
var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, berlin())

func berlin() *time.Location { return time.FixedZone("CET", 3600) }

// crew is everybody whom the tests know, by all that names them.
type crew map[string]coach.Person

func (c crew) Find(_ context.Context, text string) (coach.Person, error) {
	if p, ok := c[strings.ToLower(text)]; ok {
		return p, nil
	}
	return coach.Person{}, coach.Refuse("I don't know anybody called “"+text+"”.", "Write their e-mail address.")
}

func people() crew {
	nora := coach.Person{ID: "U0", Name: "Nora Lindqvist"}
	mia, ben, gone := coach.Person{ID: "U1", Name: "Mia Brandt"}, coach.Person{ID: "U2", Name: "Ben Carter"}, coach.Person{ID: "U3", Name: "Gus Gone", Gone: true}
	return crew{
		"u0": nora,
		"u1": mia, "mia@example.com": mia, "mia brandt": mia,
		"u2": ben, "ben@example.com": ben, "ben carter": ben,
		"u3": gone, "gus gone": gone,
	}
}

// by makes a job of somebody: U0 is the manager.
func by(user string, s Store) Job {
	return Job{
		Store: s, People: people(), Settings: coach.DefaultSettings(),
		Act: coach.Act{By: user, At: monday, Via: coach.ViaImport}, Manager: user == "U0",
	}
}

func office() *storetest.Memory { return storetest.NewMemory(nil) }

func file(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// importing imports a file that can be read.
func importing(t *testing.T, j Job, data []byte) Report {
	t.Helper()
	report, err := j.Import(t.Context(), data, nil)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// theDeal finds a deal by its name among all.
func theDeal(t *testing.T, s Store, name string) coach.Deal {
	t.Helper()
	deals, err := by("U0", s).deals(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range deals {
		if d.Name == name {
			return d
		}
	}
	t.Fatalf("there is no deal %q", name)
	return coach.Deal{}
}
