package slack

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// BenchmarkCommands has 64 commands on their way all the time over two
// connections, each acknowledged with an answer of about 1 KB. The server's
// half of the work is in it.
func BenchmarkCommands(b *testing.B) {
	srv := newSocketServer(b)
	answer := map[string]string{"response_type": "ephemeral", "text": strings.Repeat("deal 7 is won. ", 70)}
	runSockets(b, srv, socketOptions{connections: 2}, func(ctx context.Context, e *envelope) {
		_ = e.ack(ctx, answer)
	})
	conns := []*serverSocket{srv.conn(b), srv.conn(b)}
	b.ReportAllocs()
	b.ResetTimer()
	sent := 0
	send := func(conn int) {
		if sent < b.N {
			sent++
			conns[conn].command(fmt.Sprint("E", sent), "7 won")
		}
	}
	for i := range 64 {
		send(i % 2)
	}
	for range b.N {
		send(srv.ack(b).Conn - 1)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
}
