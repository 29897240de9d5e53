package coach

import (
	"errors"
	"strings"
	"testing"
)

func TestUntilWhenAndWhy(t *testing.T) {
	for _, tt := range []struct{ said, on, reason string }{
		{"until Monday", "2026-11-23", ""},
		{"Monday", "2026-11-23", ""},
		{"for 3 weeks", "2026-12-09", ""},
		{"3 weeks", "2026-12-09", ""},
		{"in 3 weeks.", "2026-12-09", ""},
		{"a month", "2026-12-18", ""},
		{"to 1 Feb", "2027-02-01", ""},
		{"until 2027", "2027-01-01", ""},
		{"until January because the budget is frozen", "2027-01-01", "the budget is frozen"},
		{"until end of march as she is on parental leave", "2027-03-31", "she is on parental leave"},
		{"1 Feb since they move house", "2027-02-01", "they move house"},
		{"24.12.: year-end stop.", "2026-12-24", "year-end stop"},
		{"2 weeks because they are back in January", "2026-12-02", "they are back in January"},
		{"because the boss is away until Friday", "2026-11-20", "the boss is away until Friday"},
		{"until March budget freeze", "2027-03-01", "budget freeze"},
		{"boss is ill, until next week", "2026-11-23", "boss is ill"},
		{"next quarter due to a merger", "2027-01-01", "a merger"},
		{"UNTIL MONDAY BECAUSE ÄRGER", "2026-11-23", "ÄRGER"},
	} {
		t.Run(tt.said, func(t *testing.T) {
			got, err := ParseUntil(tt.said, wednesday)
			if err != nil {
				t.Fatal(err)
			}
			if got.On.String() != tt.on || got.Reason != tt.reason {
				t.Errorf("understood %s %q, want %s %q", got.On, got.Reason, tt.on, tt.reason)
			}
		})
	}
}

func TestUntilNoDayAhead(t *testing.T) {
	for _, tt := range []struct{ said, reason string }{
		{"", "until when"},
		{"because of budget", "until when"},
		{"until further notice", "until when"},
		{"until today", "Wed 18 Nov is not after today"},
		{"until 24.12.2024", "Tue 24 Dec 2024 is not after today"},
	} {
		got, err := ParseUntil(tt.said, wednesday)
		var refusal Refusal
		if !errors.As(err, &refusal) || !strings.Contains(refusal.Reason, tt.reason) || !strings.Contains(refusal.Hint, "until Monday") {
			t.Errorf("%q gives %+v, %+v; want a refusal with %q", tt.said, got, err, tt.reason)
		}
	}
}

func FuzzParseUntil(f *testing.F) {
	for _, text := range []string{"until Monday because x", "3 weeks", "because y until May", "to 24.12.: z", "for"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := ParseUntil(text, wednesday)
		if err != nil {
			if !errors.As(err, new(Refusal)) {
				t.Errorf("%q: %v is no refusal", text, err)
			}
			return
		}
		if !got.On.After(DateOf(wednesday)) {
			t.Errorf("%q: %s is not ahead", text, got.On)
		}
	})
}
