package slack

import (
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

func TestAManagerReadsFromWhenToWhenSlackWasAway(t *testing.T) {
	b := aBot(t)
	b.now = func() time.Time { return nine.Add(time.Hour) }
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	reader := coach.Person{ID: "UBOSS", Zone: berlin}
	at := coach.DateOf(nine)
	nineThere := at.At(9*60, berlin)
	tests := []struct {
		story    string
		from, to time.Time
		late     int
		want     string
	}{
		{"this morning", nineThere, nineThere.Add(40 * time.Minute), 12, "*I could not reach Slack from 09:00 to 09:40.* 12 messages come late by it, or are dropped if their day is over."},
		{"one message", nineThere, nineThere.Add(11 * time.Minute), 1, "One message comes late"},
		{"nothing late", nineThere, nineThere.Add(11 * time.Minute), 0, "No message became late by it."},
		{"since yesterday", nineThere.Add(-16 * time.Hour), nineThere, 0, ", 17:00 to 09:00"},
	}
	for _, tt := range tests {
		s := b.blindSheet(coach.Blindness(tt.from, tt.to, tt.late), reader)
		if text := s.text(); !strings.Contains(text, tt.want) {
			t.Errorf("%s: %s", tt.story, text)
		}
	}
	golden(t, "notice_blind", b.blindSheet(coach.Blindness(nineThere, nineThere.Add(40*time.Minute), 12), reader))
}
