package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// storeSide is what is written to Redis.
type storeSide struct {
	commits   *prometheus.CounterVec
	committed *prometheus.HistogramVec
	acted     *prometheus.CounterVec
}

func newStoreSide(make maker) storeSide {
	return storeSide{
		commits:   make.counters("commits_total", "Commits to Redis, by outcome (ok, repeated, conflict, unavailable, unknown).", "outcome"),
		committed: make.times("commit_seconds", "How long commits take."),
		acted:     make.counters("prompt_deals_acted_total", "Deals that were acted on after a prompt spoke of them, by the situation it saw; beside prompt_deals_total.", "situation"),
	}
}

// Committed counts a commit.
func (s storeSide) Committed(outcome string, took time.Duration) {
	s.commits.WithLabelValues(outcome).Inc()
	s.committed.WithLabelValues().Observe(seconds(took))
}

// Acted counts a deal that was acted on after a prompt.
func (s storeSide) Acted(situation string) { s.acted.WithLabelValues(situation).Inc() }
