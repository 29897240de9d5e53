package store

import (
	"errors"
	"fmt"
	"net"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// unread makes the error of a read: whatever went wrong, nothing was written.
func unread(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %s: %w", coach.ErrUnavailable, advised(err), err)
}

// unwritten makes the error of a write from its cause.
func unwritten(err error) error {
	if err == nil {
		return nil
	}
	if refused(err) {
		return unread(err)
	}
	return fmt.Errorf("%w: %w", coach.ErrUnknown, err)
}

// refused reports whether a failed write surely changed nothing. It was never
// sent, or Redis answered with an error: LOADING, READONLY, OOM, CLUSTERDOWN,
// NOAUTH and the like come before anything is done, and the scripts check all
// that can fail before their first write. Anything else, such as a lost or late
// answer, may have been carried out.
func refused(err error) bool {
	var reply redis.Error
	var network *net.OpError
	switch {
	case errors.As(err, &reply):
		return true
	case errors.As(err, &network):
		return network.Op == "dial"
	default:
		return errors.Is(err, redis.ErrPoolTimeout) || errors.Is(err, redis.ErrClosed)
	}
}
