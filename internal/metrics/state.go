package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// State is what a scrape reads from the store.
type State struct {
	Waiting int           // messages that are not delivered yet
	Oldest  time.Duration // how long the oldest of them has been waiting
	Dead    int           // messages that nobody could deliver
}

// stateWithin bounds the reading: a scrape must not hang on a Redis that does.
const stateWithin = time.Second

// Watch adds what read tells to each scrape. When it fails, its metrics are
// missing in that scrape, and reachable says so.
func (m *Metrics) Watch(read func(context.Context) (State, error)) {
	m.registry.MustRegister(&state{
		read:    read,
		up:      prometheus.NewDesc(namespace+"_redis_up", "1 when Redis answered this scrape.", nil, nil),
		waiting: prometheus.NewDesc(namespace+"_outbox_messages", "Messages that are not delivered yet.", nil, nil),
		oldest:  prometheus.NewDesc(namespace+"_outbox_oldest_seconds", "How long the oldest message has been waiting.", nil, nil),
		dead:    prometheus.NewDesc(namespace+"_dead_letters", "Messages that could not be delivered; bot doctor lists them.", nil, nil),
	})
}

type state struct {
	read                      func(context.Context) (State, error)
	up, waiting, oldest, dead *prometheus.Desc
}

// Describe implements prometheus.Collector.
func (s *state) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{s.up, s.waiting, s.oldest, s.dead} {
		to <- d
	}
}

// Collect implements prometheus.Collector.
func (s *state) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), stateWithin)
	defer cancel()
	send := func(d *prometheus.Desc, v float64) { to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v) }
	now, err := s.read(ctx)
	if err != nil {
		send(s.up, 0)
		return
	}
	send(s.up, 1)
	send(s.waiting, float64(now.Waiting))
	send(s.oldest, seconds(now.Oldest))
	send(s.dead, float64(now.Dead))
}
