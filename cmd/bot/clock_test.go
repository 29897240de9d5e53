package main

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// facts is a factStore in memory.
type facts map[string]string

func (f facts) Fact(_ context.Context, name string) (string, error) { return f[name], nil }

func (f facts) SetFact(_ context.Context, name, value string) error { f[name] = value; return nil }

func instant(text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil {
		panic(err)
	}
	return t
}

func TestARehearsalRunsFaster(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := rehearsal{Start: instant("2026-11-02T08:00:00Z"), Since: time.Now(), Speed: 3600}
		if got := r.Until(instant("2026-11-02T10:00:00Z")); got != 2*time.Second {
			t.Errorf("two hours take %s, want 2s", got)
		}
		time.Sleep(time.Second)
		if got := r.Now(); !got.Equal(instant("2026-11-02T09:00:00Z")) {
			t.Errorf("after a second it is %s, want nine", got)
		}
	})
}

func TestARestartGoesOnWhereTheClockWas(t *testing.T) {
	start, began := instant("2026-11-02T08:00:00Z"), instant("2030-01-01T00:00:00Z")
	given := rehearsalSettings{start: start, speed: 3600}
	tests := []struct {
		story  string
		second rehearsalSettings
		want   string // what the clock shows ten seconds after the first start
	}{
		{"the same settings go on", given, "2026-11-02T18:00:00Z"},
		{"without a start it goes on too", rehearsalSettings{speed: 3600}, "2026-11-02T18:00:00Z"},
		{"another speed goes on from there", rehearsalSettings{start: start, speed: 60}, "2026-11-02T18:00:00Z"},
		{"another start begins anew", rehearsalSettings{start: instant("2026-12-07T08:00:00Z"), speed: 3600}, "2026-12-07T08:00:00Z"},
		{"both given say it all", rehearsalSettings{start: start, since: began.Add(5 * time.Second), speed: 3600}, "2026-11-02T13:00:00Z"},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			kept := facts{}
			if _, err := given.open(t.Context(), kept, began); err != nil {
				t.Fatal(err)
			}
			later := began.Add(10 * time.Second)
			clock, err := tt.second.open(t.Context(), kept, later)
			if err != nil {
				t.Fatal(err)
			}
			if got := clock.at(later); !got.Equal(instant(tt.want)) {
				t.Errorf("the clock shows %s, want %s", got, tt.want)
			}
		})
	}
}

func TestWithoutSettingsTheRehearsalBeginsNow(t *testing.T) {
	began := instant("2030-01-01T00:00:00Z")
	clock, err := rehearsalSettings{speed: 60}.open(t.Context(), facts{}, began)
	if err != nil {
		t.Fatal(err)
	}
	if got := clock.at(began); !got.Equal(began) {
		t.Errorf("the clock shows %s", got)
	}
}
