package exchange

import (
	"errors"
	"strings"
	"testing"

	"dealcoach/internal/coach"
)

func mustRefuse(t *testing.T, err error) {
	t.Helper()
	var refusal coach.Refusal
	if !errors.As(err, &refusal) || refusal.Reason == "" {
		t.Fatalf("an error that is no refusal: %v", err)
	}
}

func TestDaysAreReadAsPeopleAndSystemsWriteThem(t *testing.T) {
	d := dates{now: monday}
	for cell, want := range map[string]string{
		"2026-11-20":                "2026-11-20 17:00 +0100 24h0m0s",
		"2026/11/20":                "2026-11-20 17:00 +0100 24h0m0s",
		"20.11.2026":                "2026-11-20 17:00 +0100 24h0m0s",
		"20. 11. 2026":              "2026-11-20 17:00 +0100 24h0m0s",
		"3.9.26":                    "2026-09-03 17:00 +0100 24h0m0s",
		"9/3/2026":                  "2026-09-03 17:00 +0100 24h0m0s", // the month first, as the column says
		"20/11/2026":                "2026-11-20 17:00 +0100 24h0m0s",
		"11-20-2026":                "2026-11-20 17:00 +0100 24h0m0s",
		"2026-11-20 00:00:00":       "2026-11-20 17:00 +0100 24h0m0s",
		"2026-11-20 14:03":          "2026-11-20 14:03 +0100 1m0s",
		"2026-11-20T14:03:05Z":      "2026-11-20 15:03 +0100 1s",
		"2026-11-20 14:03 -05:00":   "2026-11-20 20:03 +0100 1m0s",
		"11/20/2026 2:03 PM":        "2026-11-20 14:03 +0100 1m0s",
		"11/20/2026, 12:03:00 a.m.": "2026-11-20 00:03 +0100 1s",
		"20.11.2026 14:03 Uhr":      "2026-11-20 14:03 +0100 1m0s",
		"20 Nov 2026":               "2026-11-20 17:00 +0100 24h0m0s",
		"November 20, 2026":         "2026-11-20 17:00 +0100 24h0m0s",
		"46346":                     "2026-11-20 17:00 +0100 24h0m0s",
		"2026-11-23":                "2026-11-23 09:00 +0100 24h0m0s", // today is not yet over
		"2026-02-30":                "refused", "31.04.2026": "refused", "13/13/2026": "refused", "soon": "refused",
		"1066-10-14": "refused", "2026-11-20 at noon-ish": "refused", "2026-11-20 24:10": "refused", "2026-11-20 13:00 pm": "refused",
	} {
		at, err := d.instant(cell, monthFirst, touchColumn, 17*60)
		got := at.At.Format("2006-01-02 15:04 -0700 ") + at.Fine.String()
		if err != nil {
			mustRefuse(t, err)
			got = "refused"
		}
		if got != want {
			t.Errorf("%q is %s (%v), want %s", cell, got, err, want)
		}
	}
}

func TestTheWholeColumnTellsWhetherTheDayOrTheMonthComesFirst(t *testing.T) {
	for story, tt := range map[string]struct {
		data string
		want string // the first row's touch
		note string
	}{
		"a later row has a day over 12":            {"Name,Last touch\nA,03/04/2026\nB,25/04/2026\n", "2026-04-03", ""},
		"a later row has a day over 12 at the end": {"Name,Last touch\nA,03/04/2026\nB,04/25/2026\n", "2026-03-04", ""},
		"another column decides":                   {"Name,Last touch,Created\nA,03/04/2026,25/01/2026\n", "2026-04-03", ""},
		"the header says it":                       {"Name,Last touch (DD/MM)\nA,03/04/2026\n", "2026-04-03", ""},
		"nothing tells":                            {"Name,Last touch\nA,03/04/2026\nB,05/06/2026\n", "2026-03-04", "“03/04/2026” in “Last touch” can be read in two ways; I take the month first: 2026-03-04. If the day comes first, write “Last touch (DD/MM)” above the column."},
		"with points there is no question":         {"Name,Last touch\nA,03.04.2026\n", "2026-04-03", ""},
		"the 4th of April is the same either way":  {"Name,Last touch\nA,04/04/2026\n", "2026-04-04", ""},
	} {
		t.Run(story, func(t *testing.T) {
			s := office()
			p, err := by("U1", s).Preview(t.Context(), []byte(tt.data))
			if err != nil {
				t.Fatal(err)
			}
			told := ""
			for _, note := range p.Notes {
				if strings.Contains(note, "two ways") {
					told = note
				}
			}
			if told != tt.note {
				t.Errorf("it notes %q\nwant %q", told, tt.note)
			}
			importing(t, by("U1", s), []byte(tt.data))
			if got := coach.DateOf(theDeal(t, s, "A").Touch.In(monday.Location())).String(); got != tt.want {
				t.Errorf("the touch is %s, want %s", got, tt.want)
			}
		})
	}
}

func TestAmountsAreReadAsPeopleAndSystemsWriteThem(t *testing.T) {
	for cell, want := range map[string]coach.Money{
		"12000": 12000_00, "$12,000": 12000_00, "3,5k": 3500_00, "12.000,50 €": 12000_50, "USD 45,000.00": 45000_00,
		"12 000,50": 12000_50, "1'250.50 CHF": 1250_50, "45000.0000": 45000_00, "3,500": 3500_00, "12.000": 12000_00, "1.2m": 1_200_000_00, "0": 0,
	} {
		if got, err := readAmount(cell); err != nil || got != want {
			t.Errorf("%q is %d, %v; want %d", cell, got, err, want)
		}
	}
	for _, cell := range []string{"-5", "(500)", "a lot", "1.82736E+10", "12 or 13", "€"} {
		if got, err := readAmount(cell); err == nil {
			t.Errorf("%q is %d", cell, got)
		} else {
			mustRefuse(t, err)
		}
	}
}

func TestStagesAndEndsOfOtherSystemsAreKnown(t *testing.T) {
	for cell, want := range map[string]string{
		"Prospecting": "prospect", "appointmentscheduled": "prospect", "Qualified To Buy": "qualified", "Needs Analysis": "qualified",
		"3 - Proposal/Price Quote": "proposal", "Angebot": "proposal", "Negotiation/Review": "negotiation", "Contract sent": "negotiation",
		"neg": "negotiation", "PROPOSAL": "proposal", "Closed Won": "won", "closedlost": "lost", "Gewonnen": "won", "Abandoned": "let-go",
		"Limbo": "refused", "7": "refused",
	} {
		stage, status, err := readStage(cell)
		got := string(stage) + string(status)
		if err != nil {
			mustRefuse(t, err)
			got = "refused"
		}
		if got != want {
			t.Errorf("%q is %s, want %s", cell, got, want)
		}
	}
}
