package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"dealcoach/internal/store"
)

// told is a store that finds what it is told to.
type told struct {
	found []store.Finding
	err   error
}

func (s *told) Check(context.Context) ([]store.Finding, error) { return s.found, s.err }

func TestTheLogHearsOfEachTroubleWhenItBegins(t *testing.T) {
	var log bytes.Buffer
	s := &told{}
	w := &watch{store: s, log: slog.New(slog.NewTextHandler(&log, nil))}
	looks := func(what string, lines int, wrong bool) {
		t.Helper()
		log.Reset()
		err := w.look(t.Context())
		if got := strings.Count(log.String(), "\n"); got != lines || (err != nil) != wrong {
			t.Errorf("%s: %d lines and error %v, want %d and %t:\n%s", what, got, err, lines, wrong, log.String())
		}
	}
	looks("all is well", 0, false)
	risk := store.Finding{Severity: store.Risk, What: "No append-only file.", Mend: "Set appendonly yes."}
	s.found = []store.Finding{risk}
	looks("a risk", 1, false)
	looks("the same risk", 0, false)
	s.found = append(s.found, store.Finding{Severity: store.Wrong, What: "It evicts.", Mend: "Set noeviction."})
	looks("and something that is wrong", 1, true)
	s.found = nil
	looks("mended", 0, false)
	s.found = []store.Finding{risk}
	looks("the risk again", 1, false)
	s.err = errors.New("down")
	looks("no answer", 1, false)
}
