package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// Severity says how bad a finding is.
type Severity int

// The severities. What is Wrong lets the program lose what it promised to keep,
// so it must not start on it; while a server is Stuck nothing can be saved, and
// nothing is lost; a Risk should be mended soon; a Note is worth knowing.
const (
	Note Severity = iota + 1
	Risk
	Stuck
	Wrong
)

// Finding is something about the server that whoever runs it should know.
type Finding struct {
	Severity Severity
	What     string // a sentence
	Mend     string // what to do about it
	Passing  bool   // it may pass by itself, as a failover does
}

// Check looks at the rights of the user, at who wrote the records, and at the
// server's version, role, persistence, memory and eviction, by INFO alone, which
// managed servers allow too. What a server hides is a Note. The error is
// coach.ErrUnavailable when it cannot be asked at all; see Explain.
func (s *Store) Check(ctx context.Context) ([]Finding, error) {
	if err := s.Ping(ctx); err != nil {
		return nil, err
	}
	found, err := s.checkRights(ctx)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		if found, err = s.checkSchema(ctx); err != nil {
			return nil, err
		}
	}
	restoring, err := s.Restoring(ctx)
	if err != nil {
		return nil, err
	}
	if restoring {
		found = append(found, Finding{Wrong, "A restore has begun and not ended, so a part of the deals may be missing.",
			"Run bot import with the same dump again; it goes on over what is there.", false})
	}
	return append(found, s.checkServer(ctx)...), nil
}

// keyCommands are the commands on a key that the program runs, inside scripts
// or not. docs/redis.md has the whole line for an ACL.
var keyCommands = strings.Fields(`get getrange hdel hexists hget hincrby hlen hmget hset hsetnx hvals incr lpush lrange ltrim
	mget persist pexpire set type xadd xlen xrange xrevrange zadd zcard zrange zrangebylex zrangebyscore zrem zremrangebyscore zrevrange zscore`)

// checkRights finds the rights that are missing. A script that lacks one in its
// middle could leave half of its work behind.
func (s *Store) checkRights(ctx context.Context) ([]Finding, error) {
	args := make([]any, len(keyCommands))
	for i, command := range keyCommands {
		args[i] = command
	}
	answer, err := s.write(ctx, rightsScript, []string{s.keys.facts()}, args...)
	if err != nil {
		return nil, fmt.Errorf("check the rights: %w", err)
	}
	missing, _ := answer.([]any)
	if len(missing) == 0 {
		return nil, nil
	}
	return []Finding{{Wrong, fmt.Sprintf("The Redis user may not run %s.", strings.Trim(fmt.Sprint(missing), "[]")),
		"Give it the rights that docs/redis.md lists.", false}}, nil
}

// checkServer judges what the server tells about itself.
func (s *Store) checkServer(ctx context.Context) []Finding {
	facts := serverFacts{}
	for _, section := range []string{"server", "replication", "persistence", "memory"} {
		text, err := s.db.Info(ctx, section).Result()
		if err != nil {
			return []Finding{{Note, "Redis does not tell about itself (INFO), so neither its persistence nor its eviction could be checked.",
				"See that it has an append-only file and maxmemory-policy noeviction, and allow +info.", false}}
		}
		facts.read(text)
	}
	return facts.findings()
}

// serverFacts is what INFO tells.
type serverFacts map[string]string

func (f serverFacts) read(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ":"); ok {
			f[name] = value
		}
	}
}

func (f serverFacts) number(name string) int64 {
	n, err := strconv.ParseInt(f[name], 10, 64)
	if err != nil {
		return 0 // not told
	}
	return n
}

// findings judges. A fact that is not told is not held against the server.
func (f serverFacts) findings() []Finding {
	var all []Finding
	find := func(bad bool, severity Severity, what, mend string) {
		if bad {
			all = append(all, Finding{severity, what, mend, false})
		}
	}
	find(f.tooOld(), Wrong, "Redis "+f["redis_version"]+" is too old: it does not report messages that were deleted while they were being taken over.",
		"Use Redis 7.0 or later, or Valkey 7.2 or later.")
	if f["role"] == "slave" {
		all = append(all, Finding{Wrong, "This Redis is a replica, which takes no changes.", "Point REDIS_URL at the master, or at the Sentinels.", true})
	}
	policy, limit := f["maxmemory_policy"], f.number("maxmemory")
	evicts := policy != "" && policy != "noeviction"
	find(evicts && limit > 0, Wrong, "Redis may throw deals away when its memory is full (maxmemory-policy "+policy+").", "Set maxmemory-policy noeviction.")
	find(evicts && limit == 0, Risk, "Redis would throw deals away if it were given a memory limit (maxmemory-policy "+policy+").", "Set maxmemory-policy noeviction.")
	used := f.number("used_memory")
	find(limit > 0 && used >= limit, Stuck, "Redis is full: nothing can be saved.", "Raise maxmemory, or give it a machine with more.")
	find(limit > 0 && used < limit && used > limit/10*8, Risk,
		fmt.Sprintf("Redis has used %d %% of its memory limit; when it is full, nothing can be saved.", 100*used/max(limit, 1)),
		"Raise maxmemory.")
	find(f["aof_enabled"] == "0", Risk, "Redis keeps no append-only file: what was saved since its last snapshot is lost when it stops.",
		"Set appendonly yes, with appendfsync always or everysec.")
	find(f["aof_last_write_status"] == "err", Stuck, "Redis cannot write its append-only file, and takes no changes until it can.", "Look at its disk and its log.")
	find(f["aof_last_bgrewrite_status"] == "err", Risk, "Redis cannot rewrite its append-only file, which grows without end.", "Look at its disk, its memory and its log.")
	find(f["rdb_last_bgsave_status"] == "err", Risk, "Redis cannot save its snapshot, and may refuse changes because of it.", "Look at its disk, its memory and its log.")
	find(f["loading"] == "1", Note, "Redis is still reading its file; until it has, nothing can be saved.", "Wait.")
	find(f["run_id"] == "", Note, "Redis does not tell its run_id, so a restart cannot be told apart from none: after one that brought an older state back, a message could be posted twice.",
		"Use a server that tells it, or appendfsync always.")
	return all
}

// tooOld reports whether the server is older than Redis 7.0. Valkey calls itself
// a Redis 7.2 for those who ask.
func (f serverFacts) tooOld() bool {
	major, _, _ := strings.Cut(f["redis_version"], ".")
	n, err := strconv.Atoi(major)
	return err == nil && n < 7
}
