package coach

import (
	"strings"
	"testing"
	"time"
)

func day(year int, month time.Month, d int) Date { return Date{year, month, d} }

func TestDaysThatTheTeamIsOff(t *testing.T) {
	for _, tt := range []struct {
		says, written string
		date          Date
		name          string // empty: a day of work
	}{
		{"a plain date is a day off", "2026-12-24", day(2026, 12, 24), "day off"},
		{"spaces do no harm", " 2026-12-24 , 2026-12-28 ", day(2026, 12, 28), "day off"},
		{"Germans rest on Good Friday", "DE", day(2026, 4, 3), "Karfreitag"},
		{"Americans do not", "US", day(2026, 4, 3), ""},
		{"small letters will do", "us", day(2026, 11, 26), "Thanksgiving Day"},
		{"4 July 2026 is a Saturday", "US", day(2026, 7, 4), "Independence Day"},
		{"so it is observed on the Friday", "US", day(2026, 7, 3), "Independence Day"},
		{"26 December 2026 is a Saturday, observed on the Monday", "GB", day(2026, 12, 28), "Boxing Day"},
		{"the United Kingdom has two names", "UK", day(2026, 12, 28), "Boxing Day"},
		{"Australia Day is kept in all of Australia", "AU", day(2026, 1, 26), "Australia Day"},
		{"Canberra Day only in Canberra", "AU", day(2026, 3, 9), ""},
		{"two countries, a day of the second", "DE,US", day(2027, 11, 25), "Thanksgiving Day"},
		{"two countries, a day of both has the first one's name", "DE,US", day(2027, 1, 1), "Neujahrstag"},
		{"the last year is 2099", "FR", day(2099, 7, 14), "Fête Nationale"},
		{"an empty list has no days", "", day(2026, 12, 25), ""},
	} {
		t.Run(tt.says, func(t *testing.T) {
			off, err := ParseHolidays(tt.written)
			if err != nil {
				t.Fatal(err)
			}
			if got := off[tt.date]; got != tt.name {
				t.Errorf("%q makes %s %q, want %q", tt.written, tt.date, got, tt.name)
			}
		})
	}
}

func TestEveryCountryHasHolidays(t *testing.T) {
	for code := range holidayCountries {
		off, err := ParseHolidays(code)
		if err != nil {
			t.Fatal(err)
		}
		for _, year := range []int{firstHolidayYear, 2026, lastHolidayYear} {
			if _, ok := off[day(year, 1, 1)]; !ok {
				t.Errorf("%s works on New Year's Day of %d", code, year)
			}
		}
		for d := range off {
			if d.Year < firstHolidayYear || d.Year > lastHolidayYear {
				t.Errorf("%s has %s, out of range", code, d)
			}
		}
	}
}

func TestWrongHolidaysAreAllListed(t *testing.T) {
	off, err := ParseHolidays("DE, Xmas, 2026-02-30, XX")
	if err == nil {
		t.Fatalf("understood %d days", len(off))
	}
	for _, want := range []string{`"Xmas"`, `"2026-02-30"`, `"XX"`, "2026-12-25", "DE", "ZA"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %s", err, want)
		}
	}
	if strings.Contains(err.Error(), `"DE"`) {
		t.Errorf("%q complains about DE", err)
	}
}

func BenchmarkParseHolidays(b *testing.B) {
	for b.Loop() {
		if _, err := ParseHolidays("DE,US"); err != nil {
			b.Fatal(err)
		}
	}
}
