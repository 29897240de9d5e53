package store

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"io/fs"
	"net"
	"strings"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"
)

// Explain says why a server could not be asked, and what to do. It holds nothing
// of the URL. Where TLS may be the reason it knocks at the server's door once
// more, for two seconds at most, and sends no password.
func (s *Store) Explain(ctx context.Context, err error) Finding {
	what, mend := refusedBy(err)
	if what == "" {
		what, mend = s.mismatch(ctx, err)
	}
	if what == "" {
		what, mend = cutOff(err)
	}
	return Finding{Severity: Wrong, What: what, Mend: mend}
}

// explained are the errors of a server that answers, by their prefixes.
var explained = []struct{ prefix, what, mend string }{
	{"NOAUTH", "Redis wants a password.", "Write it into REDIS_URL: redis://:password@host:6379 (special characters as %2F and so on)."},
	{"WRONGPASS", "Redis does not take the user or the password.", "Look at both in REDIS_URL; special characters are written as %2F and so on."},
	{"LOADING", "Redis is still reading its file.", "Wait; with much data it takes a while."},
	{"MASTERDOWN", "This Redis is a replica that has lost its master.", "Start the master, or point REDIS_URL at it."},
	{"READONLY", "This Redis is a replica, which takes no changes.", "Point REDIS_URL at the master, or at the Sentinels."},
	{"CLUSTERDOWN", "The Cluster is down: the node that keeps this team is missing.", "See cluster nodes, and start it."},
	{"NOPERM", "The Redis user lacks a right.", "Give it the rights that docs/redis.md lists."},
	{"MISCONF", "Redis cannot write to its disk, and takes no changes until it can.", "Look at its disk and its log."},
	{"OOM", "Redis is full: nothing can be saved.", "Raise maxmemory, or give it a machine with more."},
	{"ERR DB index", "Redis has no database of the number in REDIS_URL.", "Write a smaller one, or none."},
	{"ERR max number of clients", "Redis has as many connections as it takes.", "Raise maxclients, or look who holds them."},
	{"DENIED", "Redis is in protected mode and takes connections from its own machine only.", "Give it a password and write it into REDIS_URL."},
}

func refusedBy(err error) (what, mend string) {
	for _, r := range explained {
		// HasErrorPrefix misses what the driver has wrapped on the way.
		if redis.HasErrorPrefix(err, r.prefix) || strings.Contains(err.Error(), r.prefix+" ") {
			return r.what, r.mend
		}
	}
	return "", ""
}

// cutOff explains a server that cannot be talked to.
func cutOff(err error) (what, mend string) {
	var name *net.DNSError
	var other tls.RecordHeaderError
	var authority x509.UnknownAuthorityError
	var host x509.HostnameError
	var invalid x509.CertificateInvalidError
	var network net.Error
	switch {
	case errors.As(err, &name):
		return "The host of REDIS_URL is not known.", "Look at its spelling, and whether this machine can look names up."
	case errors.As(err, &other):
		return noTLS.what, noTLS.mend
	case errors.As(err, &authority):
		return "Redis shows a certificate of an authority that this machine does not trust.", "Set SSL_CERT_FILE to the authority's certificate."
	case errors.As(err, &host):
		return "The certificate of Redis is for another host.", "Write the host into REDIS_URL as the certificate names it."
	case errors.As(err, &invalid):
		return "The certificate of Redis is not valid: it may have run out.", "Renew it, and look at the clocks of both machines."
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EACCES):
		return "The socket of REDIS_URL may not be used.", "Give the bot's user the right to (unixsocketperm)."
	case errors.Is(err, fs.ErrNotExist):
		return "There is no socket where REDIS_URL says.", "Look at the path, and whether the server runs."
	case errors.Is(err, syscall.ECONNREFUSED):
		return "Nobody answers where REDIS_URL says: the connection was refused.", "See that Redis runs, and that host and port are right."
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return "Redis does not answer in time.", "See that it runs and is not held up, and that no firewall is in between."
	case errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), garbled(err):
		return "The server ends the connection at once: one side speaks TLS and the other does not, or it is no Redis.",
			"rediss:// is with TLS, redis:// without: see which it takes there, and look at host and port."
	default:
		return "Redis cannot be asked: " + advised(err) + ".", "Look at REDIS_URL; bot run logs what it meets."
	}
}

// The two ways in which one side speaks TLS and the other does not.
var (
	noTLS   = struct{ what, mend string }{"The server does not speak TLS there.", "Write redis:// instead of rediss://, or the port where it does."}
	onlyTLS = struct{ what, mend string }{"The server speaks only TLS there.", "Write rediss:// instead of redis://."}
)

// knock is how long the server may take to show whether it speaks TLS.
const knock = time.Second

// mismatch tries the other of the two when the connection was cut off, or nothing
// came: a Redis without TLS takes the greeting for the beginning of a long
// command.
func (s *Store) mismatch(ctx context.Context, err error) (what, mend string) {
	if s.at.master != "" || strings.HasPrefix(s.at.hosts[0], "/") {
		return "", ""
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*knock)
	defer cancel()
	conn, failed := (&net.Dialer{Timeout: knock}).DialContext(ctx, "tcp", s.at.hosts[0])
	if failed != nil {
		return "", ""
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(knock))
	if !s.at.tls {
		// Nothing is said over it, so that nobody needs to be trusted.
		if tls.Client(conn, &tls.Config{InsecureSkipVerify: true}).HandshakeContext(ctx) == nil {
			return onlyTLS.what, onlyTLS.mend
		}
		return "", ""
	}
	if errors.As(err, new(*tls.CertificateVerificationError)) {
		return "", ""
	}
	first := make([]byte, 1)
	if _, failed := conn.Write([]byte("PING\r\n")); failed != nil {
		return "", ""
	}
	if _, failed := conn.Read(first); failed == nil && (first[0] == '+' || first[0] == '-') {
		return noTLS.what, noTLS.mend
	}
	return "", ""
}

// garbled reports an answer that is none of Redis's: an alert of TLS, a page.
func garbled(err error) bool { return strings.Contains(err.Error(), "redis: can't parse") }
