package main

import (
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
}

// watch tells the log what is wrong with the server, each thing when it begins.
type watch struct {
	store inspector
	log   *slog.Logger
	told  map[string]bool
}

// look checks the server once. It returns an error for what the bot must not
// start on; a server that does not answer is none, because it may come yet.
func (w *watch) look(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	found, err := w.store.Check(ctx)
	if err != nil {
		if ctx.Err() == nil {
			w.log.Warn("could not check redis", "err", err)
		}
		return nil
	}
	var wrong error
	now := map[string]bool{}
	for _, f := range found {
		now[f.What] = true
		if f.Severity == store.Wrong && wrong == nil {
			wrong = fmt.Errorf("%s %s", f.What, f.Mend)
		}
		if !w.told[f.What] {
			w.tell(ctx, f)
		}
	}
	w.told = now
	return wrong
}

func (w *watch) tell(ctx context.Context, f store.Finding) {
	level := slog.LevelInfo
	switch f.Severity {
	case store.Risk:
		level = slog.LevelWarn
	case store.Wrong:
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
			_ = w.look(ctx)
		}
	}
}
