package store

import (
	"context"
	"net"
	"sync/atomic"

	"github.com/redis/go-redis/v9"
)

// roundTrips counts what a client asks its server.
type roundTrips struct{ n atomic.Int64 }

// DialHook leaves connecting as it is.
func (*roundTrips) DialHook(next redis.DialHook) redis.DialHook {
	return func(ctx context.Context, network, addr string) (net.Conn, error) { return next(ctx, network, addr) }
}

// ProcessHook counts a command.
func (t *roundTrips) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error { t.count(cmd); return next(ctx, cmd) }
}

// ProcessPipelineHook counts a pipeline once.
func (t *roundTrips) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error { t.count(cmds[0]); return next(ctx, cmds) }
}

// count leaves out what a new connection begins with.
func (t *roundTrips) count(cmd redis.Cmder) {
	if name := cmd.Name(); name != "hello" && name != "client" {
		t.n.Add(1)
	}
}
