package store

import (
	"crypto/x509"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"dealcoach/internal/coach"
	"dealcoach/internal/store/redistest"
)

// securedRedis is where a child process finds a server that speaks TLS.
const securedRedis = "TEST_SECURED_REDIS"

// An authority of one's own is made known by SSL_CERT_FILE, which is read once
// in a process's life: so the test runs itself once more.
func TestTLSWithAnAuthorityOfOnesOwn(t *testing.T) {
	if url := os.Getenv(securedRedis); url != "" {
		create(t, openOn(t, url), "Acme")
		return
	}
	if runtime.GOOS != "linux" {
		t.Skip("SSL_CERT_FILE is not read on this system")
	}
	t.Parallel()
	server := redistest.StartTLS(t)
	child := exec.Command(os.Args[0], "-test.run=^TestTLSWithAnAuthorityOfOnesOwn$", "-test.v")
	child.Env = append(os.Environ(), securedRedis+"="+server.URL, "SSL_CERT_FILE="+filepath.Join(server.Dir, redistest.Authority))
	if out, err := child.CombinedOutput(); err != nil || !strings.Contains(string(out), "PASS") {
		t.Errorf("the child: %v\n%s", err, out)
	}
	if n := server.Do("dbsize"); n == int64(0) {
		t.Error("the server is empty, so the child wrote nothing")
	}
}

func TestAServerWhoseAuthorityIsNotKnownIsUnavailable(t *testing.T) {
	t.Parallel()
	server := redistest.StartTLS(t)
	err := openOn(t, server.URL).SetTimer(t.Context(), coach.Timer{Name: "a"})
	if unknown := new(x509.UnknownAuthorityError); !errors.Is(err, coach.ErrUnavailable) || !errors.As(err, unknown) {
		t.Errorf("got error %v, want ErrUnavailable because of the authority", err)
	}
	if n := server.Do("dbsize"); n != int64(0) {
		t.Errorf("the server has %v keys, want none", n)
	}
}

func TestAServerThatSpeaksNoTLSIsUnavailableToOneWhoWantsIt(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	s := openOn(t, strings.Replace(server.URL, "redis://", "rediss://", 1))
	expectKind(t, s.SetTimer(t.Context(), coach.Timer{Name: "a"}), coach.ErrUnavailable)
}
