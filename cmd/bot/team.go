package main

import (
	_ "embed"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/workspace"
)

// The sample team: three reps in three zones, and their manager.
const (
	mia  = "U0MIA"
	ben  = "U0BEN"
	tom  = "U0TOM"
	nora = "U0NORA"

	salesChannel = "C0SALES"
)

var zones = map[string]string{
	mia: "Europe/Berlin", ben: "America/New_York", tom: "Europe/London", nora: "Europe/Berlin",
}

// sampleTeam is the cast of bot demo.
var sampleTeam = cast{settings: demoSettings(), populate: populate, past: deals, closings: closings, guide: guide}

// guide is five steps that show what the coach is for. The page offers them.
//
//go:embed guide.json
var guide []byte

// populate fills the workspace with the people and channels of the sample team.
func populate(w *workspace.Workspace) {
	w.AddPerson(workspace.Person{ID: mia, Handle: "mia", Name: "Mia Brandt", Email: "mia@example.com", Zone: zones[mia]})
	w.AddPerson(workspace.Person{ID: ben, Handle: "ben", Name: "Ben Carter", Email: "ben@example.com", Zone: zones[ben]})
	w.AddPerson(workspace.Person{ID: tom, Handle: "tom", Name: "Tom Hughes", Email: "tom@example.com", Zone: zones[tom]})
	w.AddPerson(workspace.Person{ID: nora, Handle: "nora", Name: "Nora Lindqvist", Email: "nora@example.com", Zone: zones[nora], Admin: true})
	w.AddChannel(salesChannel, "sales", mia, ben, tom, nora, w.BotUser())
	w.AddChannel("C0GENERAL", "general", mia, ben, tom, nora)
}

// demoSettings are the sample team's own.
func demoSettings() coach.Settings {
	s := coach.DefaultSettings()
	s.Zone = place(mia)
	s.DigestChannel = salesChannel
	s.Currency = "EUR"
	return s
}

// demoStart is the Monday of the coming week, a few minutes after the first
// rep's prompt: never in the past, so that messages come in order.
func demoStart(now time.Time) time.Time {
	day := coach.DateOf(now.In(place(mia))).Add(1)
	for day.Weekday() != time.Monday {
		day = day.Add(1)
	}
	return day.At(9*60+2, place(mia))
}

// place is where somebody of the sample team lives. The zones are part of the
// program (time/tzdata), so they are always found.
func place(user string) *time.Location {
	zone, err := time.LoadLocation(zones[user])
	if err != nil {
		return time.UTC
	}
	return zone
}
