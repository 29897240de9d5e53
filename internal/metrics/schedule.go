package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// scheduleSide is what the loops do.
type scheduleSide struct {
	looks      *prometheus.CounterVec
	cards      *prometheus.CounterVec
	deliveries *prometheus.CounterVec
	lateness   *prometheus.HistogramVec
}

func newScheduleSide(make maker) scheduleSide {
	late := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Namespace: namespace, Name: "look_late_seconds", Help: "How long after its instant a timer was looked at.",
		Buckets: []float64{0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600},
	}, []string{"timer"})
	make.registry.MustRegister(late)
	return scheduleSide{
		looks:      make.counters("looks_total", "Timers that were looked at, by kind (rep, digest) and outcome (done, conflict, failed).", "timer", "outcome"),
		cards:      make.counters("prompt_deals_total", "Deals that prompts spoke of, by situation.", "situation"),
		deliveries: make.counters("deliveries_total", "Messages handed to Slack, by kind and outcome (posted, edited, held, limited, dropped, dead, unclear).", "kind", "outcome"),
		lateness:   late,
	}
}

// Looked counts a timer that was looked at, late after its instant.
func (s scheduleSide) Looked(timer, outcome string, late time.Duration) {
	s.looks.WithLabelValues(timer, outcome).Inc()
	s.lateness.WithLabelValues(timer).Observe(seconds(late))
}

// Prompted counts a deal that a prompt speaks of.
func (s scheduleSide) Prompted(situation string) { s.cards.WithLabelValues(situation).Inc() }

// Delivered counts what became of an attempt to deliver.
func (s scheduleSide) Delivered(kind, outcome string) {
	s.deliveries.WithLabelValues(kind, outcome).Inc()
}
