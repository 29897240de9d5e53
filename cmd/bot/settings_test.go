package main

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/store/storetest"
)

// wobbly is a store that can be away.
type wobbly struct {
	*storetest.Memory
	away atomic.Bool
}

func (w *wobbly) Settings(ctx context.Context) (coach.Saved, error) {
	if w.away.Load() {
		return coach.Saved{}, coach.ErrUnavailable
	}
	return w.Memory.Settings(ctx)
}

// saves saves a currency through another instance.
func (w *wobbly) saves(t *testing.T, op, currency string) {
	t.Helper()
	v, err := w.Memory.Settings(t.Context())
	if err == nil {
		values := map[string]string{coach.CurrencySetting: currency, "COLOUR": "red"}
		err = w.SaveSettings(t.Context(), op, coach.Saved{Version: v.Version, Values: values})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// watching runs a story while the settings of an instance are kept up to date.
func watching(t *testing.T, story func(t *testing.T, w *wobbly, team *teamSettings)) {
	synctest.Test(t, func(t *testing.T) {
		w := &wobbly{Memory: storetest.NewMemory(nil)}
		team := newTeamSettings(coach.DefaultSettings(), w, slog.New(slog.DiscardHandler))
		ctx, stop := context.WithCancel(t.Context())
		var all sync.WaitGroup
		w.away.Store(true)
		all.Go(func() { team.run(ctx) })
		synctest.Wait()
		story(t, w, team)
		stop()
		all.Wait()
	})
}

func TestWhatIsSavedElsewhereCountsWithinTwoSeconds(t *testing.T) {
	watching(t, func(t *testing.T, w *wobbly, team *teamSettings) {
		w.away.Store(false)
		w.saves(t, "one", "EUR")
		time.Sleep(settingsEvery)
		synctest.Wait()
		if got := team.now().Currency; got != "EUR" {
			t.Errorf("after two seconds it is %s", got)
		}
		w.away.Store(true)
		w.saves(t, "two", "CHF")
		time.Sleep(time.Minute)
		if got := team.now().Currency; got != "EUR" {
			t.Errorf("while the store is away the last known is %s", got)
		}
		w.away.Store(false)
		time.Sleep(settingsEvery)
		synctest.Wait()
		if got := team.now().Currency; got != "CHF" {
			t.Errorf("after the outage it is %s", got)
		}
	})
}

func TestNothingIsDecidedBeforeTheSavedSettingsAreKnown(t *testing.T) {
	watching(t, func(t *testing.T, w *wobbly, team *teamSettings) {
		soon, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		if team.await(soon) {
			t.Error("they are known although the store was never there")
		}
		w.away.Store(false)
		later, end := context.WithTimeout(t.Context(), time.Minute)
		defer end()
		if !team.await(later) || team.now().Currency != "USD" {
			t.Error("they are not known although the store is there")
		}
	})
}

func TestWhatIsSavedHereCountsAtOnce(t *testing.T) {
	watching(t, func(t *testing.T, _ *wobbly, team *teamSettings) {
		team.take(coach.Saved{Version: 1, Values: map[string]string{coach.MostOpenSetting: "3"}})
		if got := team.now().MostOpen; got != 3 {
			t.Errorf("it is %d", got)
		}
	})
}
