package main

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"sync"
	"sync/atomic"
	"time"

	"dealcoach/internal/coach"
)

// How often an instance looks for what managers saved through another one, and
// how long it waits for the answer.
const (
	settingsEvery  = 2 * time.Second
	settingsWithin = time.Second
)

// teamSettings are the team's settings as they are now: the environment's, and
// over them, key by key, what managers saved in Slack. While the store does not
// answer, the last known stay.
type teamSettings struct {
	environment coach.Settings
	store       interface {
		Settings(ctx context.Context) (coach.Saved, error)
	}
	log *slog.Logger

	mu    sync.Mutex                     // held while the store is asked, so that no answer comes after a newer one
	saved coach.Saved                    // what over was made of
	over  atomic.Pointer[coach.Settings] // nil: nothing is saved, or nothing is known yet
	known chan struct{}                  // closed when the store has answered once
	once  sync.Once
}

func newTeamSettings(environment coach.Settings, store interface {
	Settings(ctx context.Context) (coach.Saved, error)
}, log *slog.Logger) *teamSettings {
	return &teamSettings{environment: environment, store: store, log: log, known: make(chan struct{})}
}

// now returns the settings as they are.
func (t *teamSettings) now() coach.Settings {
	if s := t.over.Load(); s != nil {
		return *s
	}
	return t.environment
}

// take makes what was saved on this instance count at once.
func (t *teamSettings) take(v coach.Saved) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.put(v)
}

// put makes what was saved count. The caller holds t.mu.
func (t *teamSettings) put(v coach.Saved) {
	defer t.once.Do(func() { close(t.known) })
	if maps.Equal(v.Values, t.saved.Values) {
		return
	}
	s := v.Over(t.environment)
	t.over.Store(&s)
	t.saved = v
	for name, text := range v.Values {
		if ignored := t.environment; ignored.Set(name, text) != nil {
			t.log.Warn("a saved setting can't be read, so the environment's counts", "setting", name)
		}
	}
}

// refresh asks the store once.
func (t *teamSettings) refresh(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, settingsWithin)
	defer cancel()
	t.mu.Lock()
	defer t.mu.Unlock()
	v, err := t.store.Settings(ctx)
	if err != nil {
		return fmt.Errorf("read the saved settings: %w", err)
	}
	t.put(v)
	return nil
}

// run asks the store again and again until ctx ends.
func (t *teamSettings) run(ctx context.Context) {
	failing := false
	for ctx.Err() == nil {
		err := t.refresh(ctx)
		if err != nil && !failing && ctx.Err() == nil {
			t.log.Warn("the last known settings stay", "err", err)
		}
		failing = err != nil
		select {
		case <-ctx.Done():
		case <-time.After(settingsEvery):
		}
	}
}

// await waits until the store has answered once: what managers saved decides on
// prompts, so none is decided on before. It reports false when ctx ends first.
func (t *teamSettings) await(ctx context.Context) bool {
	select {
	case <-t.known:
		return true
	case <-ctx.Done():
		return false
	}
}
