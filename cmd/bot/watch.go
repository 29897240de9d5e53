package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"time"

	"dealcoach/internal/store"
)

// watchEvery is how often a running bot looks at its Redis.
const watchEvery = time.Minute

// inspector is a store that tells how its server is doing.
type inspector interface {
	Check(ctx context.Context) ([]store.Finding, error)
	Explain(ctx context.Context, err error) store.Finding
}

// watch tells the log what is wrong with the server, each thing when it begins.
type watch struct {
	store inspector
	log   *slog.Logger
	told  map[string]bool
}

// How long a start waits for what may pass by itself, and how often it looks.
const (
	passWithin = 15 * time.Second
	passLook   = 500 * time.Millisecond
)

// admit returns an error for what the bot must not start on. What may pass by
// itself has a while to do so.
func (w *watch) admit(ctx context.Context) error {
	for end := time.Now().Add(passWithin); ; {
		passing, err := w.look(ctx)
		if err == nil || !passing || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(passLook):
		}
	}
}

// look checks the server once. It returns an error for what the bot must not
// start on, and whether that may pass by itself. A server that does not answer is
// none, because it may come yet.
func (w *watch) look(ctx context.Context) (passing bool, wrong error) {
	asking, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	found, err := w.store.Check(asking)
	if err != nil {
		if ctx.Err() == nil {
			f := w.store.Explain(ctx, err)
			w.log.Warn(f.What, "mend", f.Mend, "err", err)
		}
		return false, nil
	}
	passing = true
	now := map[string]bool{}
	for _, f := range found {
		now[f.What] = true
		if f.Severity == store.Wrong {
			passing = passing && f.Passing
			wrong = cmp.Or(wrong, fmt.Errorf("%s %s", f.What, f.Mend))
		}
		if !w.told[f.What] {
			w.tell(ctx, f)
		}
	}
	w.told = now
	return passing, wrong
}

func (w *watch) tell(ctx context.Context, f store.Finding) {
	level := slog.LevelInfo
	switch f.Severity {
	case store.Risk:
		level = slog.LevelWarn
	case store.Stuck, store.Wrong:
		level = slog.LevelError
	}
	w.log.Log(ctx, level, f.What, "mend", f.Mend)
}

// run looks once a minute until ctx ends.
func (w *watch) run(ctx context.Context) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			// What went wrong since the start is told; stopping would help nobody.
			_, _ = w.look(ctx)
		}
	}
}
