package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"go.uber.org/goleak"

	"dealcoach"
	"dealcoach/internal/workspace"
)

// runAsBot makes the test binary be the bot: tests start it as a process of its
// own, to kill it. Its value is the sub-command and its arguments, which the
// process's own follow.
const runAsBot = "DEALCOACH_TEST_RUN_AS_BOT"

func TestMain(m *testing.M) {
	if words := strings.Fields(os.Getenv(runAsBot)); len(words) > 0 {
		os.Args = append(append(os.Args[:1:1], words...), os.Args[1:]...)
		main()
		return
	}
	sideBySide()
	goleak.VerifyTestMain(m)
}

// sideBySide lets more tests run at once than there are cores, unless it was said
// how many: most of them wait for clocks, sockets and processes.
func sideBySide() {
	flag.Parse()
	said := false
	flag.Visit(func(f *flag.Flag) { said = said || f.Name == "test.parallel" })
	if !said {
		_ = flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0)))
	}
}

// ground is what instances of the bot run against: a local workspace whose
// clock is the rehearsal's, and a Redis.
type ground struct {
	*testing.T
	workspace *workspace.Workspace
	redis     string
	settings  []string
	mu        sync.Mutex
	printed   bytes.Buffer // by all instances
}

// newGround makes the ground. With TEST_REDIS_URL set it is that Redis, under a
// workspace id of its own, else an embedded one.
func newGround(t *testing.T, now func() time.Time, settings ...string) *ground {
	t.Helper()
	w, err := workspace.New(workspace.Options{Manifest: dealcoach.Manifest, Now: now, Team: teamFor(t)})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.Start(l)
	populate(w)
	t.Cleanup(func() { w.Close() })
	g := &ground{T: t, workspace: w, redis: os.Getenv("TEST_REDIS_URL"), settings: settings}
	if g.redis == "" {
		g.redis = "redis://" + miniredis.RunT(t).Addr()
	}
	t.Cleanup(g.checkSecrets)
	return g
}

// teamFor names a workspace after the test and the instant, so that tests on one
// Redis do not meet.
func teamFor(t *testing.T) string {
	return fmt.Sprintf("T%s%d", strings.ToUpper(strings.NewReplacer("/", "", "_", "").Replace(t.Name())), time.Now().UnixNano())
}

// instance is one process of the bot.
type instance struct {
	*exec.Cmd
	ended chan error
}

// start starts an instance. Its environment holds the given settings only.
func (g *ground) start() *instance {
	g.Helper()
	return g.startAs(os.Args[0])
}

// startAs starts another program as an instance.
func (g *ground) startAs(program string, args ...string) *instance {
	g.Helper()
	app, bot := g.workspace.Tokens()
	return g.startWith(program, []string{
		runAsBot + "=run", "SLACK_APP_TOKEN=" + app, "SLACK_BOT_TOKEN=" + bot,
		"SLACK_API_URL=" + strings.TrimSuffix(g.workspace.APIURL(), "/"), "REDIS_URL=" + g.redis, "HTTP_ADDR=", "LOG_LEVEL=debug",
	}, args...)
}

// startWith starts a program with an environment, and with the ground's settings.
func (g *ground) startWith(program string, environment []string, args ...string) *instance {
	g.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env = append(environment, g.settings...)
	cmd.Stdout, cmd.Stderr = g, g
	if err := cmd.Start(); err != nil {
		g.Fatal(err)
	}
	i := &instance{Cmd: cmd, ended: make(chan error, 1)}
	go func() { i.ended <- cmd.Wait() }()
	g.Cleanup(func() { i.kill() })
	return i
}

// Write collects what the instances print.
func (g *ground) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.printed.Write(p)
}

var _ io.Writer = (*ground)(nil)

// kill ends the instance at once, as a crash does.
func (i *instance) kill() {
	i.Process.Kill()
	i.ended <- <-i.ended
}

// stop ends it gracefully and returns its exit error.
func (i *instance) stop(ctx context.Context) error {
	i.Process.Signal(syscall.SIGTERM)
	select {
	case err := <-i.ended:
		i.ended <- err
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// shownOfLog is how much a failed test shows of what was printed.
const shownOfLog = 64 << 10

// checkSecrets looks for tokens in all that was printed.
func (g *ground) checkSecrets() {
	g.mu.Lock()
	defer g.mu.Unlock()
	app, bot := g.workspace.Tokens()
	for _, secret := range []string{app, bot, "/respond/", "ticket="} {
		if strings.Contains(g.printed.String(), secret) {
			g.Errorf("%q is in the log", secret)
		}
	}
	if g.Failed() {
		all := g.printed.String()
		g.Logf("the instances printed, at the end:\n%s", all[max(0, len(all)-shownOfLog):])
	}
}

// sockets waits until so many are up.
func (g *ground) sockets(n int) {
	g.Helper()
	ctx, cancel := context.WithTimeout(g.Context(), 20*time.Second)
	defer cancel()
	if err := g.workspace.WaitSockets(ctx, n); err != nil {
		g.Fatalf("%d of %d sockets are up: %v", g.workspace.Sockets(), n, err)
	}
}

// command types a line as somebody, and returns what they read.
func (g *ground) command(user, line string) string {
	g.Helper()
	reply, err := g.workspace.Command(g.Context(), user, salesChannel, line)
	if err != nil {
		g.Fatal(err)
	}
	if reply.Problem != "" || reply.Message == nil {
		g.Errorf("%s: %s (after %s)", line, reply.Problem, reply.Took)
		return ""
	}
	return reply.Message.Text
}

// says types a line and checks what is read.
func (g *ground) says(user, line, want string) {
	g.Helper()
	if got := g.command(user, line); !strings.Contains(got, want) {
		g.Errorf("%s says\n%s\nwant it to hold %q", line, got, want)
	}
}
