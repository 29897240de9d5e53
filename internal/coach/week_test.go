package coach

import (
	"testing"
	"time"
)

// The weeks of the tests: Mon 2 November to Fri 27 November 2026, and on.
// on("Mon 9 Nov", "09:00") reads as it is spoken.
func on(day, clock string) time.Time { return onIn(day, clock, time.UTC) }

func onIn(day, clock string, zone *time.Location) time.Time {
	t, err := time.ParseInLocation("Mon 2 Jan 15:04 2006", day+" "+clock+" 2026", zone)
	if err != nil {
		panic(err)
	}
	if t.Format("Mon") != day[:3] {
		panic(day + " is not a " + day[:3])
	}
	return t
}

func date(day string) Date { return DateOf(on(day, "00:00")) }

func mustZone(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// acme is a deal of Mia's in Proposal (limit 7), added and last touched on Mon
// 2 Nov at 10:00.
func acme(t testing.TB) Deal {
	t.Helper()
	d, err := NewDeal(Act{By: "U1", At: on("Mon 2 Nov", "10:00")}, "U1", AddLine{
		Name: "Acme", Contact: "Jo", Value: 1200000, Stage: Proposal, Benefit: "ship two days faster",
	})
	if err != nil {
		t.Fatal(err)
	}
	d.ID = 12
	return d
}

// mia acts at an instant.
func mia(day, clock string) Act { return Act{By: "U1", At: on(day, clock)} }
