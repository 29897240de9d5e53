// Package redistest starts real Redis servers for tests: one alone, a set
// behind Sentinels, a Cluster. They can be killed, paused, set back in time and
// started again. They listen on this machine only, keep their files in the
// test's directory, and end with the test.
//
// Whatever goes wrong with a server itself ends the test, so all calls belong
// into the test's own goroutine.
package redistest

import (
	"crypto/tls"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// Server is a Redis server of a test's own.
type Server struct {
	URL   string        // where it is, for the default user
	Dir   string        // where its files are
	Admin *redis.Client // its default user; sends each command once

	t       testing.TB
	port    int
	args    []string
	process *exec.Cmd
	ended   chan struct{} // closed when the process is gone
}

// patience is how long a server or a set of them may take for anything.
const patience = 20 * time.Second

// Start starts a server and waits until it answers. The settings are lines of
// its redis.conf; without any it keeps nothing on disk. It skips the test when
// there is no redis-server.
func Start(t testing.TB, settings ...string) *Server {
	t.Helper()
	s := prepare(t, settings)
	if slices.Contains(settings, "cluster-enabled yes") {
		// By itself the bus takes the port 10,000 above, which somebody may have.
		s.configure(fmt.Sprint("cluster-port ", freePort(t)))
	}
	s.URL = "redis://" + s.Addr()
	s.Restart()
	return s
}

// Durable are the settings of a server that keeps an append-only file.
func Durable(fsync string) []string {
	return []string{"appendonly yes", "appendfsync " + fsync}
}

// prepare makes a server that is not started yet.
func prepare(t testing.TB, settings []string) *Server {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Skip("there is no redis-server on the PATH, so there is no real Redis to test with")
	}
	s := &Server{Dir: t.TempDir(), t: t, port: freePort(t), ended: make(chan struct{})}
	close(s.ended)
	s.args = []string{filepath.Join(s.Dir, "redis.conf")}
	s.configure(
		"bind 127.0.0.1", fmt.Sprint("port ", s.port), "dir "+strconv.Quote(s.Dir), "logfile log",
		`save ""`, "auto-aof-rewrite-percentage 0", "shutdown-timeout 0",
		"repl-diskless-sync-delay 0", "repl-ping-replica-period 1",
	)
	s.configure(settings...)
	s.administer(nil)
	t.Cleanup(func() {
		s.Kill()
		if err := s.Admin.Close(); err != nil {
			t.Error(err)
		}
		if t.Failed() {
			log, _ := os.ReadFile(filepath.Join(s.Dir, "log"))
			t.Logf("the log of %s ends with:\n%s", s.Addr(), log[max(0, len(log)-2000):])
		}
	})
	return s
}

// configure adds lines to the redis.conf. A later one counts more.
func (s *Server) configure(settings ...string) {
	s.t.Helper()
	conf, err := os.OpenFile(s.args[0], os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		s.t.Fatal(err)
	}
	defer conf.Close()
	for _, line := range settings {
		if _, err := fmt.Fprintln(conf, line); err != nil {
			s.t.Fatal(err)
		}
	}
}

func (s *Server) administer(secured *tls.Config) {
	s.Admin = redis.NewClient(&redis.Options{
		Addr: s.Addr(), MaxRetries: -1, DialTimeout: time.Second, DialerRetries: 1, DisableIdentity: true, TLSConfig: secured,
		// Its keeper would outlive the test.
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	})
}

// Addr is the server's host and port.
func (s *Server) Addr() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// As is where the server is, for another user.
func (s *Server) As(user, password string) string {
	return strings.Replace(s.URL, "://", "://"+user+":"+password+"@", 1)
}

// Do sends a command, given as one line, as the default user.
func (s *Server) Do(line string) any {
	s.t.Helper()
	var words []any
	for word := range strings.FieldsSeq(line) {
		words = append(words, word)
	}
	answer, err := s.Admin.Do(s.t.Context(), words...).Result()
	if err != nil {
		s.t.Fatalf("%s: %v", line, err)
	}
	return answer
}

// freePort returns a port that nobody has. It lies below the range that
// outgoing connections take theirs from: a server that is down for a moment
// must find its own free again.
func freePort(t testing.TB) int {
	t.Helper()
	for range 100 {
		port := 12000 + rand.N(20000)
		if l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port))); err == nil {
			l.Close()
			return port
		}
	}
	t.Fatal("there is no free port")
	return 0
}
