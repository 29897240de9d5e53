package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// contestant is a bot that can be started.
type contestant struct {
	name string
	args []string
	dir  string
}

// prepare builds those who take part, in a folder.
func prepare(ctx context.Context, built string, names []string) ([]contestant, error) {
	root, err := output(ctx, "", "go", "list", "-m", "-f", "{{.Dir}}")
	if err != nil {
		return nil, err
	}
	var all []contestant
	for _, name := range names {
		c := contestant{name: name, args: []string{filepath.Join(built, name)}}
		switch name {
		case "bot":
			_, err = output(ctx, root, "go", "build", "-o", c.args[0], "./cmd/bot")
		case "plain":
			_, err = output(ctx, root, "go", "build", "-o", c.args[0], "./cmd/bench/plain")
		case "bolt":
			c.dir = filepath.Join(root, "cmd", "bench", "bolt")
			c.args = []string{"node", "app.mjs"}
			_, err = output(ctx, c.dir, "npm", "install", "--silent", "--no-package-lock", "--no-audit", "--no-fund")
		default:
			var path string
			if c.name, path, _ = strings.Cut(name, "="); path == "" {
				err = fmt.Errorf("nobody is called %q", name)
			}
			c.args = []string{path}
		}
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func output(ctx context.Context, dir, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	text, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, text)
	}
	return strings.TrimSpace(string(text)), nil
}

// process is a contestant at work.
type process struct {
	cmd *exec.Cmd
}

// start starts a contestant against a Slack. All of them read the same settings.
func (c contestant) start(ctx context.Context, s *fakeSlack, redis string) (*process, error) {
	cmd := exec.CommandContext(ctx, c.args[0], c.args[1:]...)
	cmd.Dir = c.dir
	cmd.Env = append(os.Environ(),
		"SLACK_APP_TOKEN=xapp-1-A0BENCH-1-bench", "SLACK_BOT_TOKEN=xoxb-bench", "SLACK_API_URL="+s.apiURL(), "REDIS_URL="+redis,
		"HTTP_ADDR=", "LOG_LEVEL=warn", "BENCH_TEAM="+s.team, "NODE_ENV=production")
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &process{cmd}, nil
}

func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	ended := make(chan struct{})
	go func() { defer close(ended); _ = p.cmd.Wait() }()
	select {
	case <-ended:
	case <-time.After(15 * time.Second):
		_ = p.cmd.Process.Kill()
		<-ended
	}
}

// ticksPerSecond is what /proc counts in on every Linux that Go runs on.
const ticksPerSecond = 100

// cpu is how much the process has used so far; 0 where /proc does not tell.
func (p *process) cpu() time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(after)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * time.Second / ticksPerSecond
}

// resident is its resident memory in MB; 0 where /proc does not tell.
func (p *process) resident() float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(text), "VmRSS:")
	kb, _, _ := strings.Cut(strings.TrimSpace(after), " ")
	n, _ := strconv.ParseFloat(kb, 64)
	return n / 1024
}
