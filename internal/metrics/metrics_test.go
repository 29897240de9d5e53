package metrics

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// scrape returns what Prometheus would read.
func scrape(t *testing.T, m *Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler(slog.New(slog.DiscardHandler)).ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	text, err := io.ReadAll(w.Body)
	if err != nil || w.Code != 200 {
		t.Fatalf("%d, %v", w.Code, err)
	}
	return string(text)
}

func TestWhatIsToldCanBeScraped(t *testing.T) {
	m := New(Build{"v1.2.3", "abc"})
	m.Handled("command", "done", 3*time.Millisecond)
	m.Handled("command", "done", 3*time.Millisecond)
	m.Acked("command", 2*time.Millisecond)
	m.Sockets(2)
	m.Opened("refreshed")
	m.Counted(4)
	m.Called("chat.postMessage", "limited", time.Second)
	m.Looked("rep", "done", time.Minute)
	m.Prompted("quiet")
	m.Acted("quiet")
	m.Delivered("prompt", "posted")
	m.Committed("conflict", time.Millisecond)
	m.Watch(func(context.Context) (State, error) {
		return State{Waiting: 7, Oldest: 90 * time.Second, Dead: 1}, nil
	})
	text := scrape(t, m)
	for _, want := range []string{
		`dealcoach_build_info{commit="abc",go=`,
		`dealcoach_envelopes_total{kind="command",outcome="done"} 2`,
		`dealcoach_ack_seconds_bucket{kind="command",le="0.0025"} 1`,
		`dealcoach_sockets 2`,
		`dealcoach_socket_opens_total{reason="refreshed"} 1`,
		`dealcoach_slack_connections 4`,
		`dealcoach_slack_calls_total{method="chat.postMessage",outcome="limited"} 1`,
		`dealcoach_looks_total{outcome="done",timer="rep"} 1`,
		`dealcoach_look_late_seconds_bucket{timer="rep",le="60"} 1`,
		`dealcoach_prompt_deals_total{situation="quiet"} 1`,
		`dealcoach_prompt_deals_acted_total{situation="quiet"} 1`,
		`dealcoach_deliveries_total{kind="prompt",outcome="posted"} 1`,
		`dealcoach_commits_total{outcome="conflict"} 1`,
		`dealcoach_redis_up 1`,
		`dealcoach_outbox_messages 7`,
		`dealcoach_outbox_oldest_seconds 90`,
		`dealcoach_dead_letters 1`,
		`go_goroutines`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("missing %s in\n%s", want, text)
		}
	}
}

func TestARedisThatIsAwayLeavesTheRest(t *testing.T) {
	m := New(Build{})
	m.Sockets(1)
	m.Watch(func(context.Context) (State, error) { return State{}, errors.New("away") })
	text := scrape(t, m)
	if !strings.Contains(text, "dealcoach_redis_up 0") || !strings.Contains(text, "dealcoach_sockets 1") {
		t.Errorf("scraped\n%s", text)
	}
	if strings.Contains(text, "dealcoach_outbox_messages ") {
		t.Error("a number of waiting messages that nobody knows")
	}
}
