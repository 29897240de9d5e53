package coach

import (
	"slices"
	"testing"
	"time"
)

// wednesday is the 18th of November 2026 at ten in the morning.
var wednesday = time.Date(2026, time.November, 18, 10, 0, 0, 0, time.FixedZone("", 3600))

func TestDaysPeopleName(t *testing.T) {
	for _, tt := range []struct{ said, means string }{
		{"today", "2026-11-18"},
		{"tonight", "2026-11-18"},
		{"by eod", "2026-11-18"},
		{"tomorrow", "2026-11-19"},
		{"the day after tomorrow", "2026-11-20"},

		{"in 3 days", "2026-11-21"},
		{"in two weeks", "2026-12-02"},
		{"in a fortnight", "2026-12-02"},
		{"in a couple of weeks", "2026-12-02"},
		{"in 2-3 weeks", "2026-12-02"},
		{"in a week or two", "2026-11-25"},
		{"within 3 weeks", "2026-12-09"},
		{"for 3 weeks", "2026-12-09"},
		{"in 2w", "2026-12-02"},
		{"in a month", "2026-12-18"},
		{"in 6 months", "2027-05-18"},
		{"in half a year", "2027-05-18"},
		{"in a quarter", "2027-02-18"},
		{"in a year", "2027-11-18"},
		{"in 3 working days", "2026-11-23"},

		{"Tuesday", "2026-11-24"},
		{"on Friday", "2026-11-20"},
		{"a Wednesday said on a Wednesday: Wednesday", "2026-11-25"},
		{"tue", "2026-11-24"},
		{"thurs", "2026-11-19"},
		{"by Mon", "2026-11-23"},
		{"call on sat", "2026-11-21"},
		{"this Friday", "2026-11-20"},
		{"next Tuesday", "2026-11-24"},
		{"next Friday", "2026-11-27"},
		{"next wed", "2026-11-25"},
		{"Friday week", "2026-11-27"},
		{"a week on Friday", "2026-11-27"},
		{"Friday next week", "2026-11-27"},
		{"next week on Friday", "2026-11-27"},
		{"in two weeks, on Monday", "2026-11-30"},

		{"next week", "2026-11-23"},
		{"early next week", "2026-11-23"},
		{"mid next week", "2026-11-25"},
		{"end of next week", "2026-11-27"},
		{"later this week", "2026-11-20"},
		{"end of week", "2026-11-20"},
		{"by the end of the week", "2026-11-20"},
		{"eow", "2026-11-20"},
		{"next month", "2026-12-01"},
		{"mid next month", "2026-12-15"},
		{"end of month", "2026-11-30"},
		{"month end", "2026-11-30"},
		{"eom", "2026-11-30"},
		{"mid month", "2026-12-15"},
		{"next quarter", "2027-01-01"},
		{"end of the quarter", "2026-12-31"},
		{"eoq", "2026-12-31"},
		{"next year", "2027-01-01"},
		{"end of year", "2026-12-31"},
		{"year's end", "2026-12-31"},
		{"Q1", "2027-01-01"},
		{"in Q4", "2027-10-01"},
		{"end of Q4", "2026-12-31"},
		{"mid Q1 2028", "2028-02-15"},
		{"early 2027", "2027-01-05"},
		{"in 2027", "2027-01-01"},
		{"after new year", "2027-01-04"},
		{"in the new year", "2027-01-04"},

		{"2026-12-24", "2026-12-24"},
		{"2026/12/24", "2026-12-24"},
		{"24 Nov", "2026-11-24"},
		{"24 november", "2026-11-24"},
		{"24. November", "2026-11-24"},
		{"24-Nov-2026", "2026-11-24"},
		{"Nov 24", "2026-11-24"},
		{"November 24th, 2027", "2027-11-24"},
		{"the 24th of November 2026", "2026-11-24"},
		{"on the 24th", "2026-11-24"},
		{"by the 3rd", "2026-12-03"},
		{"Tuesday, 24 Nov", "2026-11-24"},
		{"24.11.", "2026-11-24"},
		{"24.11.2026", "2026-11-24"},
		{"24.11.26", "2026-11-24"},
		{"11/24", "2026-11-24"},
		{"24/11", "2026-11-24"},
		{"12/1", "2026-12-01"},
		{"11/24/2026", "2026-11-24"},
		{"29 Feb", "2028-02-29"},

		{"January", "2027-01-01"},
		{"in jan", "2027-01-01"},
		{"end of January", "2027-01-31"},
		{"end of Feb 2028", "2028-02-29"},
		{"mid March", "2027-03-15"},
		{"mid-march", "2027-03-15"},
		{"early May", "2027-05-05"},
		{"in may", "2027-05-01"},
		{"call back May.", "2027-05-01"},
		{"late November", "2026-11-25"},
		{"end of November", "2026-11-30"},
		{"early November", "2027-11-05"},
		{"October", "2027-10-01"},
	} {
		t.Run(tt.said, func(t *testing.T) {
			w, ok := FindWhen(tt.said, wednesday)
			if !ok || w.On.String() != tt.means || w.HasTime {
				t.Errorf("understood %v %q %v, want %s", ok, w.On, w.HasTime, tt.means)
			}
		})
	}
}

func TestTimesPeopleName(t *testing.T) {
	for _, tt := range []struct{ said, day, at string }{
		{"tomorrow at 14:30", "2026-11-19", "14:30"},
		{"Tuesday 10am", "2026-11-24", "10:00"},
		{"10:15 am on Tuesday", "2026-11-24", "10:15"},
		{"24.11., 12pm", "2026-11-24", "12:00"},
		{"24 November 2026 at 12 am", "2026-11-24", "00:00"},
		{"next week Tuesday, 9:05", "2026-11-24", "09:05"},
		{"10:00 was bad, Tuesday at 4 p.m. is better", "2026-11-24", "16:00"},
		{"at 3pm", "2026-11-18", "15:00"},
		{"at 9am, too late now", "2026-11-19", "09:00"},
		{"tomorrow morning", "2026-11-19", "09:00"},
		{"tomorrow morning at 7", "2026-11-19", "07:00"},
		{"thu pm", "2026-11-19", "14:00"},
		{"Friday at 4", "2026-11-20", "16:00"},
		{"12/12 at 2", "2026-12-12", "14:00"},
		{"noon", "2026-11-18", "12:00"},
		{"Monday first thing", "2026-11-23", "09:00"},
		{"Tuesday 2:30", "2026-11-24", "14:30"},
		{"Tuesday 11-1pm", "2026-11-24", "11:00"},
		{"half past 4 tomorrow", "2026-11-19", "16:30"},
		{"in half an hour", "2026-11-18", "10:30"},
	} {
		t.Run(tt.said, func(t *testing.T) {
			w, ok := FindWhen(tt.said, wednesday)
			if !ok || w.On.String() != tt.day || !w.HasTime || w.At.String() != tt.at {
				t.Errorf("understood %v %q %v %s, want %s %s", ok, w.On, w.HasTime, w.At, tt.day, tt.at)
			}
		})
	}
}

func TestWordsThatAreNoDay(t *testing.T) {
	for _, text := range []string{
		"", "thanks", "they may buy", "she sat with us", "last Tuesday", "a month of talks",
		"worth 12.50 now", "24/7 support", "3 weeks", "version 2.11.4", "31 Nov", "2026-02-30",
		"45/99 in favour", "Sun Microsystems", "this quarter's budget", "won 3:0", "room 12:99",
		"they march on", "555-11-24", "in 3 parts", "$11/24", "happy new year", "at 3",
	} {
		if w, ok := FindWhen(text, wednesday); ok {
			t.Errorf("%q was taken for %s (%q)", text, w.On, text[w.Start:w.End])
		}
	}
}

func TestWhichWordsWereUnderstood(t *testing.T) {
	for _, tt := range []struct{ text, words string }{
		{"demo on Tuesday at 10am with the CTO", "on Tuesday at 10am"},
		{"call back in 3 weeks because of budget", "in 3 weeks"},
		{"Ärger! Angebot by 24.11. raus", "by 24.11."},
		{"send it by the end of next month, please", "by the end of next month"},
		{"half/half, then 24 November 2026, 10:00 sharp", "24 November 2026, 10:00"},
		{"31 Nov is no day, but 1 Dec is", "1 Dec"},
	} {
		w, ok := FindWhen(tt.text, wednesday)
		if !ok || tt.text[w.Start:w.End] != tt.words {
			t.Errorf("in %q understood %q, want %q", tt.text, tt.text[w.Start:w.End], tt.words)
		}
	}
}

func TestDaysAtTheEdgesOfTheYear(t *testing.T) {
	for _, tt := range []struct{ today, said, means string }{
		{"2027-01-31", "in a month", "2027-02-28"},
		{"2026-12-31", "end of month", "2026-12-31"},
		{"2026-11-22", "next Tuesday", "2026-11-24"}, // said on a Sunday
		{"2026-11-22", "Tuesday", "2026-11-24"},
		{"2026-11-23", "next Tuesday", "2026-12-01"}, // said on the Monday
		{"2026-11-21", "end of week", "2026-11-27"},
		{"2026-12-15", "in a quarter", "2027-03-15"},
		{"2027-01-01", "after new year", "2027-01-04"},
		{"2027-01-01", "January", "2027-01-01"},
		{"2027-01-02", "January", "2028-01-01"},
		{"2027-01-15", "end of January", "2027-01-31"},
		{"2026-11-24", "24 Nov", "2026-11-24"},
		{"2026-11-25", "24 Nov", "2027-11-24"},
		{"2026-11-25", "24 Nov 2026", "2026-11-24"}, // as it was written
		{"2026-11-25", "the 24th", "2026-12-24"},
		{"2027-01-30", "on the 29th", "2027-03-29"},
	} {
		today, err := ParseDate(tt.today)
		if err != nil {
			t.Fatal(err)
		}
		if w, _ := FindWhen(tt.said, today.At(600, time.UTC)); w.On.String() != tt.means {
			t.Errorf("on %s %q is %s, want %s", tt.today, tt.said, w.On, tt.means)
		}
	}
}

// What was heard is private, and the hearing lives on.
func TestAHearingForgetsTheWords(t *testing.T) {
	h := hearings.New().(*hearing)
	h.find("last Tuesday was bad, call on Friday at 4 or on 3 December before noon", wednesday, false)
	if len(h.taken) == 0 || len(h.days) == 0 || len(h.times) == 0 {
		t.Fatalf("heard %d days of %d, and %d times", len(h.days), len(h.taken), len(h.times))
	}
	h.find("on Monday", wednesday, false)
	h.forget()
	for _, d := range slices.Concat(h.taken[:cap(h.taken)], h.days[:cap(h.days)]) {
		if d != (saidDay{}) {
			t.Errorf("it still knows of %+v", d)
		}
	}
	for _, s := range h.times[:cap(h.times)] {
		if s != (saidTime{}) {
			t.Errorf("it still knows of %+v", s)
		}
	}
}

func FuzzFindWhen(f *testing.F) {
	for _, text := range []string{"call back Tue 24 Nov at 10am", "end of Q1 2027", "in 2-3 weeks", "24.11.", "mid-May, 9:00",
		"two weeks after easter", "friday week at 4", "last Friday of next month", "before the summer holidays", "in half an hour", "Mon 14th"} {
		f.Add(text, int64(1795000000))
	}
	f.Fuzz(func(t *testing.T, text string, unix int64) {
		now := time.Unix(unix%(1<<32), 0).UTC()
		w, ok := FindWhen(text, now)
		if !ok {
			return
		}
		if w.Start < 0 || w.Start >= w.End || w.End > len(text) {
			t.Errorf("%q: understood %d to %d", text, w.Start, w.End)
		}
		if !isDay(w.On) {
			t.Errorf("%q: %s is no day", text, w.On)
		}
		if w.At < 0 || w.At >= 24*60 {
			t.Errorf("%q: %d is no time", text, w.At)
		}
	})
}

func BenchmarkFindWhen(b *testing.B) {
	for name, text := range map[string]string{
		"day":   "spoke to Jo, she likes it, asked me to call back in 3 weeks because of the budget round",
		"date":  "demo for the whole team on Tuesday 24 November 2026 at 10:30, then an offer of 12,000",
		"none":  "left a message with the front desk and they will hand it to the buyer",
		"worst": "mid day of the may quarter in for the 20 eo week tues thu month, end year q1x tomorro",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				FindWhen(text, wednesday)
			}
		})
	}
}

func TestEveryRuleHasItsBitInAnOpening(t *testing.T) {
	if n := len(dayRules) + len(timeRules); n > 32 {
		t.Errorf("there are %d rules, and an opening has 32 bits", n)
	}
}
