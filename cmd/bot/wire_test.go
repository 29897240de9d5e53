package main

import (
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// wire stands between the bot and a Redis: it can be frozen (nothing passes) and
// cut (nobody answers).
type wire struct {
	listener net.Listener
	to       string
	frozen   atomic.Bool
	mu       sync.Mutex
	conns    []net.Conn
	all      sync.WaitGroup
}

func newWire(t *testing.T, to string) *wire {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{listener: l, to: to}
	w.all.Go(w.accept)
	t.Cleanup(func() {
		l.Close()
		w.cut()
		w.all.Wait()
	})
	return w
}

func (w *wire) accept() {
	for {
		in, err := w.listener.Accept()
		if err != nil {
			return
		}
		out, err := net.Dial("tcp", w.to)
		if err != nil {
			in.Close()
			continue
		}
		w.mu.Lock()
		w.conns = append(w.conns, in, out)
		w.mu.Unlock()
		w.all.Go(func() { w.pass(in, out) })
		w.all.Go(func() { w.pass(out, in) })
	}
}

// pass copies until an end closes; while it is frozen it holds what it has.
func (w *wire) pass(from, to net.Conn) {
	defer from.Close()
	defer to.Close()
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		for w.frozen.Load() && err == nil {
			time.Sleep(time.Millisecond)
			from.SetReadDeadline(time.Now())
			if _, dead := from.Read(nil); dead == io.EOF {
				return
			}
			from.SetReadDeadline(time.Time{})
		}
		if n > 0 {
			if _, err := to.Write(buffer[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.conns {
		c.Close()
	}
	w.conns = nil
}
