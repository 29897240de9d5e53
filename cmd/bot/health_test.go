package main

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// freeAddr is an address that nobody listens on.
func freeAddr(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// asked is what an address answers; 0 when nobody does.
func asked(t *testing.T, url string) (code int, text string) {
	t.Helper()
	client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	resp, err := client.Get(url)
	if err != nil {
		return 0, err.Error()
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

func TestARunningBotTellsHowItIs(t *testing.T) {
	addr := freeAddr(t)
	g := newGround(t, time.Now, "HTTP_ADDR="+addr)
	first := g.start()
	g.sockets(2)
	g.eventually("the bot is ready", func() bool {
		code, _ := asked(t, "http://"+addr+"/readyz")
		return code == http.StatusOK
	})
	code, text := asked(t, "http://"+addr+"/healthz")
	var said struct {
		OK    bool
		Parts []part
	}
	if err := json.Unmarshal([]byte(text), &said); code != http.StatusOK || err != nil || !said.OK || len(said.Parts) != 2 {
		t.Errorf("/healthz: %d %s", code, text)
	}
	g.says(mia, "/deal add Acme 12k", "Acme")
	g.says(mia, "/deal won nobody", "nobody")
	_, metrics := asked(t, "http://"+addr+"/metrics")
	for _, want := range []string{
		`dealcoach_envelopes_total{kind="command",outcome="done"} 1`, `dealcoach_envelopes_total{kind="command",outcome="refused"} 1`,
		`dealcoach_ack_seconds_count{kind="command"} 2`, "dealcoach_sockets 2", `dealcoach_socket_opens_total{reason="start"} 2`,
		`dealcoach_commits_total{outcome="ok"}`, "dealcoach_redis_up 1", `dealcoach_slack_calls_total{method="auth.test",outcome="ok"}`,
	} {
		if !strings.Contains(metrics, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	for _, foreign := range []string{mia, "Acme", salesChannel} {
		if strings.Contains(metrics, foreign) {
			t.Errorf("/metrics holds %q", foreign)
		}
	}

	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	if err := first.stop(ctx); err != nil {
		t.Errorf("the stop: %v", err)
	}
	if code, _ := asked(t, "http://"+addr+"/healthz"); code != 0 {
		t.Errorf("it is still served after the stop: %d", code)
	}
}

func TestNoRedisIsNotReadyAndStillAlive(t *testing.T) {
	addr := freeAddr(t)
	g := newGround(t, time.Now, "HTTP_ADDR="+addr, "REDIS_URL=redis://"+freeAddr(t))
	g.start()
	g.eventually("the bot says that Redis is away", func() bool {
		code, text := asked(t, "http://"+addr+"/readyz")
		return code == http.StatusServiceUnavailable && strings.Contains(text, `{"name":"redis","ok":false`)
	})
	if code, text := asked(t, "http://"+addr+"/healthz"); code != http.StatusOK {
		t.Errorf("/healthz: %d %s; a restart would not help", code, text)
	}
}

func TestTheUsualAddressMayBeTakenAChosenOneMustBeFree(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	quiet := slog.New(slog.DiscardHandler)
	if l, err := listenHTTP(taken.Addr().String(), false, quiet); l != nil || err != nil {
		t.Errorf("the usual one: %v, %v", l, err)
	}
	if _, err := listenHTTP(taken.Addr().String(), true, quiet); err == nil || !strings.Contains(err.Error(), "HTTP_ADDR") {
		t.Errorf("a chosen one: %v", err)
	}
}

func TestTheVersionNamesTheCommit(t *testing.T) {
	var out strings.Builder
	if code := start(t.Context(), []string{"version"}, &out, io.Discard); code != exitOK || !strings.HasPrefix(out.String(), "Deal Coach ") || !strings.Contains(out.String(), "commit ") {
		t.Errorf("%d %s", code, out.String())
	}
}
