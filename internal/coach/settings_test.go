package coach

import (
	"maps"
	"testing"
	"time"
)

func TestParseLimits(t *testing.T) {
	base := DefaultSettings().Limits
	tests := []struct {
		text string
		want map[Stage]int // nil: refused
	}{
		{"prospect=2d", map[Stage]int{Prospect: 2, Qualified: 10, Proposal: 7, Negotiation: 5}},
		{" negotiation = 3 , prospect=20d", map[Stage]int{Prospect: 20, Qualified: 10, Proposal: 7, Negotiation: 3}},
		{"small", map[Stage]int{Prospect: 10, Qualified: 7, Proposal: 5, Negotiation: 4}},
		{"mid", base},
		{"Enterprise,proposal=9d", map[Stage]int{Prospect: 28, Qualified: 20, Proposal: 9, Negotiation: 10}},
		{"", nil}, {"prospect", nil}, {"prospect=0", nil}, {"lunch=2", nil}, {"huge", nil},
	}
	for _, tt := range tests {
		got, err := ParseLimits(tt.text, base)
		if tt.want == nil {
			if err == nil {
				t.Errorf("%q is taken as %v", tt.text, got)
			}
			continue
		}
		if err != nil || !maps.Equal(got, tt.want) {
			t.Errorf("%q: %v, %v; want %v", tt.text, got, err, tt.want)
		}
	}
	if base[Prospect] != 14 {
		t.Error("the base has been changed")
	}
}

func TestParseDaysAndHours(t *testing.T) {
	for text, want := range map[string]string{"Mon-Fri": " 12345 ", "Sun-Thu": "01234  ", "Sat-Mon,Wed": "01 3  6", "fri": "     5 "} {
		days, err := ParseDays(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		for day := time.Sunday; day <= time.Saturday; day++ {
			if days[day] != (want[day] != ' ') {
				t.Errorf("%q: %s is %v", text, day, days[day])
			}
		}
	}
	for _, text := range []string{"", "Mo", "Mon-", "Mon-Xyz"} {
		if _, err := ParseDays(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
	if from, to, err := ParseHours("8:30-24:00"); err != nil || from != 8*60+30 || to != 24*60 {
		t.Errorf("%s to %s, %v", from, to, err)
	}
	for _, text := range []string{"", "9-17", "09:00", "17:00-09:00", "09:00-25:00", "09:60-10:00", "-1:00-10:00"} {
		if _, _, err := ParseHours(text); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}
