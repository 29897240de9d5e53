package store

import (
	"context"
	"errors"
	"net"

	"github.com/redis/go-redis/v9"
)

// lookout is the driver's hook for servers that cannot be reached.
type lookout struct {
	reload func(context.Context) // asks a Cluster who serves what; nil: there is none
}

// DialHook makes each failure to connect an error of dialling, so that it is
// seen that nothing was sent: a TLS handshake that fails, and Sentinels that all
// keep silent.
func (lookout) DialHook(next redis.DialHook) redis.DialHook {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := next(ctx, network, addr)
		var dialling *net.OpError
		if err != nil && !(errors.As(err, &dialling) && dialling.Op == "dial") {
			err = &net.OpError{Op: "dial", Net: network, Err: err}
		}
		return conn, err
	}
}

// ProcessHook asks a Cluster anew when a node does not answer a command. By
// itself the driver asks once a minute, and keeps to a dead master that long.
func (l lookout) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error { return l.after(ctx, next(ctx, cmd)) }
}

// ProcessPipelineHook does the same for several commands at once.
func (l lookout) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error { return l.after(ctx, next(ctx, cmds)) }
}

func (l lookout) after(ctx context.Context, err error) error {
	var reply redis.Error
	if l.reload != nil && err != nil && !errors.As(err, &reply) {
		l.reload(ctx)
	}
	return err
}
