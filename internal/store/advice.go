package store

import (
	"errors"
	"strings"

	"github.com/redis/go-redis/v9"
)

// advice says for the log what a refusal of the server means and what mends it.
// The prefixes are those of Redis's errors.
var advice = []struct{ prefix, text string }{
	{"LOADING", "redis is reading its file and will be back soon"},
	{"READONLY", "redis is a replica, or became one: REDIS_URL must lead to the master"},
	{"MASTERDOWN", "redis is a replica that has lost its master"},
	{"CLUSTERDOWN", "the cluster has lost the node that keeps this team: see cluster nodes"},
	{"TRYAGAIN", "the cluster is moving this team to another node"},
	{"OOM", "redis is full: raise maxmemory, or give it a machine with more"},
	{"MISCONF", "redis cannot write to its disk, and refuses changes until it can"},
	{"NOREPLICAS", "redis has fewer replicas than min-replicas-to-write asks for"},
	{"NOPERM", lacksRight},
	{"NOAUTH", "redis wants a user or a password: write them into REDIS_URL"},
	{"WRONGPASS", "redis does not take the user or the password of REDIS_URL"},
	{"BUSY", "redis is busy with somebody's script"},
}

const lacksRight = "the redis user lacks a right: see docs/redis.md for those it needs"

// advised adds to an error of the server what mends it. Its text holds no part
// of a record.
func advised(err error) string {
	for _, a := range advice {
		if redis.HasErrorPrefix(err, a.prefix) {
			return a.text
		}
	}
	var reply redis.Error
	switch {
	case !errors.As(err, &reply):
		return "redis does not answer"
	case strings.Contains(reply.Error(), "user executing the script"): // a Lua script's NOPERM in Redis 7.0
		return lacksRight
	default:
		return "redis refuses"
	}
}
