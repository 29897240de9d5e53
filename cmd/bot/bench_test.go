package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dealcoach"
	"dealcoach/internal/coach"
	"dealcoach/internal/store"
	"dealcoach/internal/workspace"
)

// BenchmarkCommand sends /call through the whole program: workspace, socket,
// coach, Redis, acknowledgement. It needs TEST_REDIS_URL, a real Redis with
// appendonly yes and appendfsync everysec:
//
//	TEST_REDIS_URL=redis://localhost:6379 go test -run '^$' -bench Command ./cmd/bot
func BenchmarkCommand(b *testing.B) {
	url := os.Getenv("TEST_REDIS_URL")
	if url == "" {
		b.Skip("needs a real Redis: set TEST_REDIS_URL")
	}
	w := startProgram(b, url)
	const owned = 500
	var ids []string
	for i := range owned {
		reply, err := w.Command(b.Context(), mia, salesChannel, fmt.Sprintf("/deal add Bench %d 12k contact Jo", i))
		if err != nil || reply.Message == nil {
			b.Fatalf("%v %s", err, reply.Problem)
		}
		var id int
		fmt.Sscanf(reply.Message.Text, "Added *#%d", &id)
		ids = append(ids, fmt.Sprint("#", id))
	}
	for _, inFlight := range []int{1, 64} {
		b.Run(fmt.Sprintf("%d in flight", inFlight), func(b *testing.B) {
			took := make([]time.Duration, b.N)
			var next atomic.Int64
			var all sync.WaitGroup
			for range inFlight {
				all.Go(func() {
					for i := next.Add(1) - 1; i < int64(b.N); i = next.Add(1) - 1 {
						begun := time.Now()
						reply, err := w.Command(b.Context(), mia, salesChannel, "/call "+ids[i%owned]+" spoke with Jo, next step demo on Tuesday")
						took[i] = time.Since(begun)
						if err != nil || reply.Message == nil {
							b.Errorf("%v %s", err, reply.Problem)
							return
						}
					}
				})
			}
			all.Wait()
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
		})
	}
}

// startProgram runs the whole program in this process, against a workspace.
func startProgram(b *testing.B, redis string) *workspace.Workspace {
	b.Helper()
	w, err := workspace.New(workspace.Options{Manifest: dealcoach.Manifest, Team: fmt.Sprint("TBENCH", time.Now().UnixNano())})
	if err != nil {
		b.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	w.Start(l)
	populate(w)
	app, bot := w.Tokens()
	scripts, err := readScripts("")
	if err != nil {
		b.Fatal(err)
	}
	c := config{scripts: scripts, appToken: app, botToken: bot, apiURL: w.APIURL(), connections: 2, redisURL: redis, settings: coach.DefaultSettings()}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, c, slog.New(slog.NewTextHandler(io.Discard, nil))) }()
	b.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			b.Error(err)
		}
		w.Close()
	})
	if err := w.WaitSockets(b.Context(), 2); err != nil {
		b.Fatal(err)
	}
	return w
}

// BenchmarkStart measures a start, from the process to Slack's first hello, and
// the resident memory of one that serves the sample team.
func BenchmarkStart(b *testing.B) {
	url := os.Getenv("TEST_REDIS_URL")
	if url == "" {
		b.Skip("needs a real Redis: set TEST_REDIS_URL")
	}
	binary := filepath.Join(b.TempDir(), "bot")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	team := fmt.Sprint("TBENCH", time.Now().UnixNano())
	w, err := workspace.New(workspace.Options{Manifest: dealcoach.Manifest, Team: team})
	if err != nil {
		b.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	w.Start(l)
	defer w.Close()
	populate(w)
	db, err := store.Open(b.Context(), store.Options{URL: url, Team: team})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if err := tell(b.Context(), db, sampleTeam, time.Now()); err != nil {
		b.Fatal(err)
	}
	app, bot := w.Tokens()
	for b.Loop() {
		cmd := exec.Command(binary)
		cmd.Env = []string{"SLACK_APP_TOKEN=" + app, "SLACK_BOT_TOKEN=" + bot, "SLACK_API_URL=" + w.APIURL(), "REDIS_URL=" + url, "HTTP_ADDR="}
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		if err := w.WaitSockets(b.Context(), 1); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		for range 200 {
			if _, err := w.Command(b.Context(), mia, salesChannel, "/deal list"); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(resident(b, cmd.Process.Pid), "MB-resident")
		cmd.Process.Kill()
		cmd.Wait()
		w.WaitSockets(b.Context(), 0)
		b.StartTimer()
	}
}

// resident reads a process's resident memory in MB, where the system tells.
func resident(b *testing.B, pid int) float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(text), "VmRSS:")
	var kb float64
	if _, err := fmt.Sscan(after, &kb); err != nil {
		b.Error(err)
	}
	return kb / 1024
}
