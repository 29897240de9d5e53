// Package metrics counts what the bot does, for Prometheus. It hears of it
// through the observers of the packages that do the work, and knows none of
// their types: a name, an outcome, how long it took. Labels come from small,
// fixed sets, so that no name of a person, a deal or a channel ever gets into
// one, and the number of series stays small.
//
// What there is: slack.go (sockets, envelopes, calls of the Web API),
// schedule.go (prompts and deliveries), store.go (commits), state.go (what is
// read from the store at each scrape).
package metrics

import (
	"log/slog"
	"net/http"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// namespace begins the name of each metric.
const namespace = "dealcoach"

// Metrics is everything that is counted. It is safe for concurrent use.
type Metrics struct {
	registry *prometheus.Registry
	slackSide
	scheduleSide
	storeSide
}

// Build says which program is running.
type Build struct{ Version, Commit string }

// New makes metrics with nothing counted yet.
func New(b Build) *Metrics {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	make := maker{r}
	info := make.gauges("build_info", "1, with the program's version in its labels.", "version", "commit", "go")
	info.WithLabelValues(b.Version, b.Commit, runtime.Version()).Set(1)
	return &Metrics{
		registry: r, slackSide: newSlackSide(make), scheduleSide: newScheduleSide(make), storeSide: newStoreSide(make),
	}
}

// Handler serves the metrics in Prometheus's format.
func (m *Metrics) Handler(log *slog.Logger) http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn), ErrorHandling: promhttp.ContinueOnError,
	})
}

// maker makes registered metrics. Names and help texts are fixed, so a mistake
// in one panics at the first start.
type maker struct{ registry *prometheus.Registry }

func (m maker) counters(name, help string, labels ...string) *prometheus.CounterVec {
	v := prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Name: name, Help: help}, labels)
	m.registry.MustRegister(v)
	return v
}

func (m maker) gauge(name, help string) prometheus.Gauge {
	g := prometheus.NewGauge(prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help})
	m.registry.MustRegister(g)
	return g
}

func (m maker) gauges(name, help string, labels ...string) *prometheus.GaugeVec {
	v := prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: namespace, Name: name, Help: help}, labels)
	m.registry.MustRegister(v)
	return v
}

// spans are seconds in which people wait: Slack gives a command up after 3.
var spans = []float64{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5}

func (m maker) times(name, help string, labels ...string) *prometheus.HistogramVec {
	v := prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: namespace, Name: name, Help: help, Buckets: spans}, labels)
	m.registry.MustRegister(v)
	return v
}

func seconds(d time.Duration) float64 { return max(0, d.Seconds()) }
