package store

import (
	"context"
	"net"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// startBench starts a Redis of the benchmark's own, without persistence, and
// opens a store on it. It skips when there is no redis-server. The server is
// empty and alone, so that its memory is the deals' memory.
func startBench(b *testing.B) (s *Store, port string) {
	b.Helper()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		b.Skip("there is no redis-server on the PATH")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	_, port, _ = net.SplitHostPort(listener.Addr().String())
	listener.Close()
	server := exec.Command(path, "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", b.TempDir())
	if err := server.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		_ = server.Process.Kill()
		_ = server.Wait()
	})
	if s, err = Open(b.Context(), Options{URL: "redis://127.0.0.1:" + port, Team: "T0123456789"}); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	for deadline := time.Now().Add(10 * time.Second); s.Ping(b.Context()) != nil; {
		if time.Now().After(deadline) {
			b.Fatal("the benchmark's Redis does not answer")
		}
		time.Sleep(10 * time.Millisecond)
	}
	return s, port
}

// usedMemory is what the server has allocated, in bytes.
func usedMemory(b *testing.B, s *Store) int64 {
	b.Helper()
	text, err := s.db.Info(context.Background(), "memory").Result()
	if err != nil {
		b.Fatal(err)
	}
	_, text, _ = strings.Cut(text, "used_memory:")
	text, _, _ = strings.Cut(text, "\r")
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		b.Fatal(err)
	}
	return n
}
