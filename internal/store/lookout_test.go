package store

import (
	"context"
	"errors"
	"io"
	"net"
	"testing"

	"github.com/redis/go-redis/v9"
)

func TestAClusterIsAskedAnewWhenANodeDoesNotAnswer(t *testing.T) {
	rows := []struct {
		name string
		err  error
		want bool
	}{
		{"an answer", nil, false},
		{"nothing found", redis.Nil, false},
		{"no connection", &net.OpError{Op: "dial", Err: errors.New("refused")}, true},
		{"a connection that broke", io.EOF, true},
		{"an answer that is late", context.DeadlineExceeded, true},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			asked := 0
			l := lookout{func(context.Context) { asked++ }}
			one := l.ProcessHook(func(context.Context, redis.Cmder) error { return row.err })
			many := l.ProcessPipelineHook(func(context.Context, []redis.Cmder) error { return row.err })
			if err1, err2 := one(t.Context(), nil), many(t.Context(), nil); err1 != row.err || err2 != row.err {
				t.Errorf("got errors %v and %v, want them unchanged", err1, err2)
			}
			if asked == 2 != row.want || asked == 1 {
				t.Errorf("the Cluster was asked %d times", asked)
			}
		})
	}
}
