package coach

import (
	"testing"
	"time"
)

func TestEasterSundays(t *testing.T) {
	for _, want := range []Date{
		{1900, time.April, 15}, {1961, time.April, 2}, {2008, time.March, 23}, {2011, time.April, 24}, {2024, time.March, 31},
		{2025, time.April, 20}, {2026, time.April, 5}, {2027, time.March, 28}, {2038, time.April, 25}, {2285, time.March, 22},
	} {
		if got := easter(want.Year); got != want {
			t.Errorf("Easter %d is on %s, want %s", want.Year, got, want)
		}
	}
	for year := 1900; year <= lastYear; year++ {
		if d := easter(year); d.Weekday() != time.Sunday {
			t.Errorf("Easter %d is on %s", year, d.Words(Date{}))
		}
	}
}
