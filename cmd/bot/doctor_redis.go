package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"dealcoach/internal/store"
)

// redis looks at the server, and keeps the store open for the checks that follow.
func (x *examination) redis(ctx context.Context) findings {
	ctx, cancel := context.WithTimeout(ctx, redisWithin)
	defer cancel()
	if x.redisURL != "" {
		return x.server(ctx, x.redisURL)
	}
	own, err := findOwnRedis(x.dataDir, slog.New(slog.DiscardHandler))
	if err != nil {
		return ownMissing(err)
	}
	all := own.folder()
	if own.reach(ctx) == nil {
		return all.and(found(fine, "redis", "REDIS_URL is empty: the bot's own "+own.server+" runs in "+own.dir, ""), x.server(ctx, own.url()))
	}
	return all.and(found(note, "redis", "REDIS_URL is empty: bot run starts "+own.server+" in "+own.dir+"; it does not run now, so that nothing in it could be looked at.", ""))
}

// nobodysTeam stands for the workspace while Slack does not say which it is: the
// server can be looked at, though not what lies in it.
const nobodysTeam = "doctor"

func (x *examination) server(ctx context.Context, url string) findings {
	team := nobodysTeam
	if x.known {
		team = x.standing.Team
	}
	db, err := store.Open(ctx, store.Options{URL: url, Team: team})
	if err != nil {
		return found(wrong, "redis", err.Error(), "Look at REDIS_URL.")
	}
	checked, err := db.Check(ctx)
	if err != nil {
		f := db.Explain(ctx, err)
		_ = db.Close()
		return found(wrong, "redis", f.What, f.Mend)
	}
	all := found(fine, "redis", serverSays(ctx, db), "")
	for _, f := range append(checked, db.CheckSettings(ctx)...) {
		all = all.and(found(gradeOf(f.Severity), "redis", f.What, f.Mend))
	}
	if at, err := db.Clock(ctx); err == nil {
		all = all.and(clockFound("Redis's clock", "this machine's", time.Until(at), "Set the clock of Redis's machine by NTP."))
	}
	if x.known {
		x.store = db
		return all
	}
	_ = db.Close()
	return all.and(found(note, "redis", "What lies in it could not be looked at: without Slack nobody knows whose it is.", ""))
}

func serverSays(ctx context.Context, db *store.Store) string {
	if says := db.Server(ctx); says != "" {
		return "answers: " + says
	}
	return "answers"
}

// ownMissing explains why the bot cannot run a Redis of its own.
func ownMissing(err error) findings {
	if err.Error() != noServer {
		return found(wrong, "redis", err.Error(), "Set REDIS_URL, or another DATA_DIR.")
	}
	return found(wrong, "redis", "REDIS_URL is empty, and neither redis-server nor valkey-server is on the PATH.",
		"Install one (Debian and Ubuntu: apt install redis-server; macOS: brew install redis), or set REDIS_URL.")
}

// folder looks whether the server could keep its file there. A folder that is not
// there yet will be made in the nearest one that is.
func (r *ownRedis) folder() findings {
	dir := r.dir
	info, err := os.Stat(dir)
	for os.IsNotExist(err) && dir != filepath.Dir(dir) {
		dir = filepath.Dir(dir)
		info, err = os.Stat(dir)
	}
	const mayWrite = 2
	switch {
	case err != nil:
		return found(wrong, "redis", "DATA_DIR: "+err.Error(), "Choose another DATA_DIR.")
	case !info.IsDir():
		return found(wrong, "redis", "DATA_DIR: "+dir+" is a file, not a folder.", "Choose another DATA_DIR.")
	case syscall.Access(dir, mayWrite) != nil:
		return found(wrong, "redis", "DATA_DIR: nothing may be written in "+dir+".", "Give the bot's user the right to, or choose another DATA_DIR.")
	default:
		return nil
	}
}
