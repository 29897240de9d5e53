package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"dealcoach/internal/store"
)

// ownRedis is a Redis of the bot's own, for whoever gives it none: a
// redis-server or valkey-server from the PATH, with its append-only file and its
// socket in one folder, and no port.
//
// Whoever holds the folder's lock starts it, starts it anew when it dies, and
// stops it at the end. Other instances on the same folder use it, and one of
// them takes over when the holder is gone. A server that a killed bot has left
// behind is used on.
type ownRedis struct {
	server string // its program
	dir    string // absolute
	log    *slog.Logger

	lock *os.File  // nil: somebody else holds it
	cmd  *exec.Cmd // nil: not started by us
	gone chan struct{}
}

// The files in the folder.
const (
	redisSocket = "redis.sock"
	redisLock   = "bot.lock"
	redisLog    = "redis.log"
)

// How long things may take. A server with a large file needs its time.
const (
	ownStart = 2 * time.Minute
	ownStop  = 20 * time.Second
	ownLook  = 500 * time.Millisecond
	ownPoll  = 10 * time.Millisecond // while it starts, which takes some 30
	// longestSocket is what the name of a socket may have on Linux; macOS takes 104.
	longestSocket = 103
)

// noServer is told to whoever starts the bot without any Redis.
const noServer = `REDIS_URL: missing, and neither redis-server nor valkey-server is on the PATH.
  Install one (Debian and Ubuntu: apt install redis-server; macOS: brew install redis), and the bot starts it by itself,
  or write where yours is, for example REDIS_URL=redis://localhost:6379.
  To try the bot without any: bot demo`

// findOwnRedis finds a server for the folder. It starts nothing.
func findOwnRedis(dir string, log *slog.Logger) (*ownRedis, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("DATA_DIR: %w", err)
	}
	if len(filepath.Join(abs, redisSocket)) > longestSocket {
		return nil, usageError{fmt.Sprintf("DATA_DIR: %s is too long a path for a socket; choose a shorter one", abs)}
	}
	for _, name := range []string{"redis-server", "valkey-server"} {
		if path, err := exec.LookPath(name); err == nil {
			return &ownRedis{server: path, dir: abs, log: log}, nil
		}
	}
	return nil, usageError{noServer}
}

// url is where the server is reached.
func (r *ownRedis) url() string {
	return (&url.URL{Scheme: "unix", Path: filepath.Join(r.dir, redisSocket)}).String()
}

// keep starts the server and keeps it running until the returned function is
// called, which stops it.
func (r *ownRedis) keep(ctx context.Context) (stop func(), err error) {
	if err := r.open(ctx); err != nil {
		r.close(ctx)
		return nil, err
	}
	running, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() { defer close(ended); r.run(running) }()
	return func() { cancel(); <-ended; r.close(ctx) }, nil
}

// open sees that the server runs, and returns when it answers.
func (r *ownRedis) open(ctx context.Context) error {
	if err := os.MkdirAll(r.dir, 0o700); err != nil {
		return fmt.Errorf("DATA_DIR: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, ownStart)
	defer cancel()
	for {
		if err := r.tend(ctx); err != nil {
			return err
		}
		err := r.reach(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s does not answer (%w); %s tells why", r.server, err, filepath.Join(r.dir, redisLog))
		case <-time.After(ownPoll):
		}
	}
}

// run keeps the server running until ctx ends.
func (r *ownRedis) run(ctx context.Context) {
	tick := time.NewTicker(ownLook)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := r.tend(ctx); err != nil && ctx.Err() == nil {
				r.log.Error("could not keep the own redis running", "err", err)
			}
		}
	}
}

// tend takes the lock if it is free, and starts the server if the lock is ours
// and nobody answers.
func (r *ownRedis) tend(ctx context.Context) error {
	if err := r.hold(); err != nil || r.lock == nil {
		return err
	}
	if r.cmd != nil && !isDone(r.gone) {
		return nil
	}
	if r.reach(ctx) == nil {
		return nil // left behind by a bot that was killed
	}
	return r.start()
}

// hold takes the folder's lock, unless somebody else has it. It is given back
// when the process ends, however it ends.
func (r *ownRedis) hold() error {
	if r.lock != nil {
		return nil
	}
	file, err := os.OpenFile(filepath.Join(r.dir, redisLock), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("DATA_DIR: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		_ = file.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil
		}
		return fmt.Errorf("DATA_DIR: %w", err)
	}
	r.lock = file
	return nil
}

// start starts the server in a group of its own, so that a Ctrl+C reaches the bot
// alone, which stops it when its work is done.
func (r *ownRedis) start() error {
	out, err := os.OpenFile(filepath.Join(r.dir, redisLog), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("DATA_DIR: %w", err)
	}
	defer out.Close()
	cmd := exec.Command(r.server,
		"--port", "0", "--unixsocket", filepath.Join(r.dir, redisSocket), "--unixsocketperm", "700",
		"--dir", r.dir, "--appendonly", "yes", "--appendfsync", "everysec", "--save", "",
		"--maxmemory-policy", "noeviction", "--daemonize", "no", "--databases", "1",
	)
	cmd.Dir, cmd.Stdout, cmd.Stderr = r.dir, out, out
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", r.server, err)
	}
	r.log.Info("started a redis of the bot's own", "server", r.server, "dir", r.dir, "pid", cmd.Process.Pid)
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		if err := cmd.Wait(); err != nil {
			r.log.Warn("the own redis has ended", "err", err)
		}
	}()
	r.cmd, r.gone = cmd, gone
	return nil
}

func isDone(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// reach reports whether a server answers and has read its file.
func (r *ownRedis) reach(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, ownLook)
	defer cancel()
	return store.Reach(ctx, r.url())
}

// close stops the server if it is ours to stop, and waits until its file is
// whole.
func (r *ownRedis) close(ctx context.Context) {
	if r.lock == nil {
		return
	}
	defer r.lock.Close()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), ownStop)
	defer cancel()
	if err := store.Shutdown(ctx, r.url()); err != nil {
		r.log.Error("could not stop the own redis", "err", err)
	}
	if r.cmd == nil {
		return
	}
	select {
	case <-r.gone:
	case <-ctx.Done():
		r.log.Error("the own redis does not stop; killing it", "pid", r.cmd.Process.Pid)
		_ = r.cmd.Process.Kill()
		<-r.gone
	}
}
