package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dealcoach/internal/store"
)

// told is a store that finds what it is told to.
type told struct {
	found []store.Finding
	err   error
	mends bool
	until time.Time // it finds nothing from then on, if it mends
}

func (s *told) Check(context.Context) ([]store.Finding, error) {
	if s.mends && !time.Now().Before(s.until) {
		return nil, nil
	}
	return s.found, s.err
}

func (s *told) Explain(context.Context, error) store.Finding {
	return store.Finding{Severity: store.Wrong, What: "Nobody answers.", Mend: "Start it."}
}

func TestTheLogHearsOfEachTroubleWhenItBegins(t *testing.T) {
	var log bytes.Buffer
	s := &told{}
	w := &watch{store: s, log: slog.New(slog.NewTextHandler(&log, nil))}
	looks := func(what string, lines int, wrong bool) {
		t.Helper()
		log.Reset()
		_, err := w.look(t.Context())
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

// A bot that is restarted during a failover may meet a replica.
func TestAStartWaitsForWhatPassesByItself(t *testing.T) {
	replica := store.Finding{Severity: store.Wrong, What: "It is a replica.", Mend: "Use the master.", Passing: true}
	evicts := store.Finding{Severity: store.Wrong, What: "It evicts.", Mend: "Set noeviction."}
	tests := []struct {
		story   string
		found   []store.Finding
		mended  time.Duration // after which nothing is wrong; 0: never
		refused time.Duration // after which the start is refused; 0: it is not
	}{
		{"a failover that ends", []store.Finding{replica}, 3 * time.Second, 0},
		{"a replica for good", []store.Finding{replica}, 0, passWithin + passLook},
		{"what does not pass", []store.Finding{replica, evicts}, 3 * time.Second, 1},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &told{found: tt.found, until: time.Now().Add(tt.mended), mends: tt.mended > 0}
				w := &watch{store: s, log: slog.New(slog.DiscardHandler)}
				begun := time.Now()
				err := w.admit(t.Context())
				if took := time.Since(begun); (err != nil) != (tt.refused > 0) || err != nil && took > tt.refused {
					t.Errorf("got %v after %v", err, took)
				}
			})
		})
	}
}
