package metrics

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// slackSide is what happens between Slack and us.
type slackSide struct {
	handled *prometheus.CounterVec
	took    *prometheus.HistogramVec
	acked   *prometheus.HistogramVec
	sockets prometheus.Gauge
	opened  *prometheus.CounterVec
	counted prometheus.Gauge
	calls   *prometheus.CounterVec
	called  *prometheus.HistogramVec
}

func newSlackSide(make maker) slackSide {
	return slackSide{
		handled: make.counters("envelopes_total", "What came over the sockets, by kind (command, click, form, shortcut, event) and how it ended.", "kind", "outcome"),
		took:    make.times("envelope_seconds", "From an envelope's arrival to the end of its handling.", "kind"),
		acked:   make.times("ack_seconds", "From an envelope's arrival to its acknowledgement; Slack gives up after 3.", "kind"),
		sockets: make.gauge("sockets", "Socket Mode connections that work now."),
		opened:  make.counters("socket_opens_total", "Sockets that were opened, by reason (start, refreshed, broken, refused).", "reason"),
		counted: make.gauge("slack_connections", "Connections of the app that Slack counts, of all instances (num_connections)."),
		calls:   make.counters("slack_calls_total", "Calls of Slack's Web API, by method and outcome (ok, limited for a 429, Slack's name of an error, http, network).", "method", "outcome"),
		called:  make.times("slack_call_seconds", "How long calls of Slack's Web API take.", "method"),
	}
}

// Handled counts an envelope that was dealt with.
func (s slackSide) Handled(kind, outcome string, took time.Duration) {
	s.handled.WithLabelValues(kind, outcome).Inc()
	s.took.WithLabelValues(kind).Observe(seconds(took))
}

// Acked notes how long after its arrival an envelope was acknowledged.
func (s slackSide) Acked(kind string, after time.Duration) {
	s.acked.WithLabelValues(kind).Observe(seconds(after))
}

// Sockets notes how many connections work.
func (s slackSide) Sockets(up int) { s.sockets.Set(float64(up)) }

// Opened counts a socket, and why it was opened.
func (s slackSide) Opened(reason string) { s.opened.WithLabelValues(reason).Inc() }

// Counted notes how many connections Slack counts.
func (s slackSide) Counted(connections int) { s.counted.Set(float64(connections)) }

// Called counts a call of the Web API. Slack has some hundred names of errors,
// of which the bot's methods know a few.
func (s slackSide) Called(method, outcome string, took time.Duration) {
	s.calls.WithLabelValues(method, outcome).Inc()
	s.called.WithLabelValues(method).Observe(seconds(took))
}
