package store

import (
	"bytes"
	"io"
	"math/rand/v2"
	"net"
	"sync"
	"sync/atomic"
	"testing"
)

// proxy stands between the store and a server, and loses the answers to
// scripts on request: after the server has carried them out.
type proxy struct {
	listener net.Listener
	server   string
	script   atomic.Pointer[script] // whose answers are lost; nil: any script's
	cuts     atomic.Int64           // so many are lost, with their connections
	share    atomic.Int64           // so many in a hundred are lost, too
	mute     atomic.Bool            // all answers to scripts are held back
	lost     atomic.Int64           // how many have been
	wait     sync.WaitGroup
}

func startProxy(t *testing.T, server string) *proxy {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: listener, server: server}
	p.wait.Go(p.accept)
	return p
}

// stop must come after the store is closed, which ends the connections.
func (p *proxy) stop() {
	p.listener.Close()
	p.wait.Wait()
}

func (p *proxy) url() string { return "redis://" + p.listener.Addr().String() }

func (p *proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.server)
		if err != nil {
			client.Close()
			continue
		}
		p.wait.Go(func() { p.serve(client, server) })
	}
}

func (p *proxy) serve(client, server net.Conn) {
	var lose atomic.Bool
	var answers sync.WaitGroup
	answers.Go(func() {
		defer client.Close()
		answer := make([]byte, 64<<10)
		for {
			n, err := server.Read(answer)
			if err != nil {
				return
			}
			switch {
			case lose.Load():
				p.lost.Add(1)
				return
			case p.mute.Load():
				p.lost.Add(1)
			default:
				if _, err := client.Write(answer[:n]); err != nil {
					return
				}
			}
		}
	})
	defer answers.Wait()
	defer server.Close()
	request := make([]byte, 64<<10)
	for {
		n, err := client.Read(request)
		if err != nil {
			return
		}
		what := "evalsha"
		if sc := p.script.Load(); sc != nil {
			what = sc.hash
		}
		if bytes.Contains(request[:n], []byte(what)) && (p.cuts.Add(-1) >= 0 || rand.Int64N(100) < p.share.Load()) {
			lose.Store(true)
		}
		if _, err := io.Copy(server, bytes.NewReader(request[:n])); err != nil {
			return
		}
	}
}
