package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/kelseyhightower/envconfig"

	"dealcoach/internal/schedule"
	"dealcoach/internal/slack"
	"dealcoach/internal/store"
)

// healthCommand is `bot health`: it asks the bot that serves on HTTP_ADDR
// whether it is ready.
func healthCommand(ctx context.Context, args []string, out io.Writer) error {
	var env struct {
		Addr string `envconfig:"HTTP_ADDR" default:"127.0.0.1:8090"`
	}
	if err := envconfig.Process("", &env); err != nil || len(args) > 0 || env.Addr == "" {
		return usageError{"health takes no arguments; it asks the bot that serves on HTTP_ADDR"}
	}
	host, port, err := net.SplitHostPort(env.Addr)
	if err != nil {
		return usageError{fmt.Sprintf("HTTP_ADDR: %q is not an address like 127.0.0.1:8090", env.Addr)}
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	ctx, cancel := context.WithTimeout(ctx, 3*pingWithin)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("the bot does not answer: %w", err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(out, io.LimitReader(resp.Body, 4<<10)); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return errors.New("the bot is not ready")
	}
	return nil
}

// Loops that are well turn more often than this.
const (
	lookStalls    = 30 * time.Second
	deliverStalls = 75 * time.Second // a sender waits up to 30 s for a message
	pingWithin    = time.Second
)

// health tells whether the program is alive and whether it can do its work. It
// is asked from the start on, so that what is not there yet is not ready.
type health struct {
	bot           atomic.Pointer[slack.Bot]
	store         atomic.Pointer[store.Store]
	look, deliver schedule.Pulse
}

// part is one thing that must be well.
type part struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
	Says string `json:"says"`
}

// alive is what only a restart mends: loops that stand still. Before their first
// turn they are taken to be on their way.
func (h *health) alive() []part {
	return []part{
		turning("look", &h.look, lookStalls),
		turning("deliver", &h.deliver, deliverStalls),
	}
}

func turning(name string, p *schedule.Pulse, stalls time.Duration) part {
	ago, begun := p.Since()
	if !begun {
		return part{name, true, "has not begun"}
	}
	return part{name, ago < stalls, fmt.Sprintf("turned %s ago", ago.Round(time.Millisecond))}
}

// ready is what must be well for people to be answered.
func (h *health) ready(ctx context.Context) []part {
	all := append(h.alive(), part{"slack", false, "no socket is up"}, part{"redis", false, "does not answer; the log has the reason"})
	for i, loop := range []*schedule.Pulse{&h.look, &h.deliver} {
		_, begun := loop.Since()
		all[i].OK = all[i].OK && begun
	}
	if b := h.bot.Load(); b != nil && b.Connected() > 0 {
		all[2] = part{"slack", true, fmt.Sprintf("%d sockets are up", b.Connected())}
	}
	ctx, cancel := context.WithTimeout(ctx, pingWithin)
	defer cancel()
	if db := h.store.Load(); db != nil && db.Ping(ctx) == nil {
		all[3] = part{"redis", true, "answers"}
	}
	return all
}

// handler serves /metrics, and /healthz and /readyz: 200 when all is well, else 503, and in
// either case a line of JSON that says what is how.
func (h *health) handler(metrics http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { report(w, h.alive()) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) { report(w, h.ready(r.Context())) })
	mux.Handle("GET /metrics", metrics)
	return mux
}

func report(w http.ResponseWriter, parts []part) {
	well := true
	for _, p := range parts {
		well = well && p.OK
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if !well {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	// Whoever asked may be gone; there is nobody else to tell.
	_ = json.NewEncoder(w).Encode(struct {
		OK    bool   `json:"ok"`
		Parts []part `json:"parts"`
	}{well, parts})
}
