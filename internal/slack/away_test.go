package slack

import (
	"strings"
	"testing"

	"dealcoach/internal/coach"
)

var mia = sender{user: "UOWNER", team: "T1"}

func TestTheFormForPromptsTellsAnErrorAtItsField(t *testing.T) {
	tests := []struct {
		story  string
		typed  map[string]string
		at     string // the field that the error stands at; empty: it is saved
		back   coach.Date
		begins coach.Clock
	}{
		{"both are saved", map[string]string{fieldOn: "2026-12-07", fieldHours: "7:30-15:30"}, "", coach.Date{Year: 2026, Month: 12, Day: 7}, 7*60 + 30},
		{"an empty form goes back to the team's hours, and is here", map[string]string{}, "", coach.Date{}, 0},
		{"no date at all", map[string]string{fieldOn: "soon"}, fieldOn, coach.Date{}, 0},
		{"a day that is over", map[string]string{fieldOn: "2026-11-01"}, fieldOn, coach.Date{}, 0},
		{"a day in three years", map[string]string{fieldOn: "2029-11-01"}, fieldOn, coach.Date{}, 0},
		{"no hours", map[string]string{fieldOn: "2026-12-07", fieldHours: "whenever"}, fieldHours, coach.Date{}, 0},
		{"a night", map[string]string{fieldHours: "22:00-06:00"}, fieldHours, coach.Date{}, 0},
		{"half an hour", map[string]string{fieldHours: "9:00-9:30"}, fieldHours, coach.Date{}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			o := newOffice(t)
			for _, field := range []string{fieldOn, fieldHours} {
				if _, ok := tt.typed[field]; !ok {
					tt.typed[field] = ""
				}
			}
			said := o.sends(mia, formPrompts, "", tt.typed)
			o.fit(t)
			wrong := strings.Contains(said, `"response_action":"errors"`)
			if wrong != (tt.at != "") || wrong && !strings.Contains(said, `"errors":{"`+tt.at+`":`) {
				t.Errorf("was answered %s", said)
			}
			r, err := o.memory.Rep(t.Context(), "UOWNER")
			if err != nil || r.Back != tt.back || r.From != tt.begins {
				t.Errorf("kept %+v, %v", r, err)
			}
		})
	}
}

func TestTheHomeTabSaysUntilWhenItsOwnerIsAway(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	const away = "You're off until *Mon 7 Dec*"
	for _, who := range []sender{mia, lee} { // with a deal, and without one
		o.types(who, "/deal off until 7 December")
		if tab := o.homeOf(t, who.user, outlook{}).text(); !strings.Contains(tab, away) {
			t.Errorf("%s reads\n%s", who.user, tab)
		}
		o.presses(who, doBack, "-")
		if tab := o.homeOf(t, who.user, outlook{}).text(); strings.Contains(tab, away) {
			t.Errorf("back, %s reads\n%s", who.user, tab)
		}
		if said := o.presses(who, doBack, "-"); !strings.Contains(said, "You are not away.") {
			t.Errorf("an old button: %s", said)
		}
	}
}

func TestTheSameCommandTwiceIsOneChange(t *testing.T) {
	o := newOffice(t)
	at := o.act(o.actor(t.Context(), "UOWNER"), coach.ViaCommand)
	c := call{person: o.actor(t.Context(), "UOWNER"), act: at, op: "once", text: "7-15"}
	for range 2 {
		if _, err := o.hours(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	if r, _ := o.memory.Rep(t.Context(), "UOWNER"); r.Version != 1 {
		t.Errorf("changed %d times", r.Version)
	}
}
