package main

import (
	"context"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/store"
)

// ownFolder is a folder with a path short enough for a socket.
func ownFolder(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Skip("no redis-server on the PATH")
	}
	dir, err := os.MkdirTemp("", "own")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func ownRedisIn(t *testing.T, dir string) *ownRedis {
	t.Helper()
	own, err := findOwnRedis(dir, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return own
}

func keep(t *testing.T, own *ownRedis) (stop func()) {
	t.Helper()
	stop, err := own.keep(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return stop
}

// remember stores a small fact; recall reads it.
func remember(t *testing.T, own *ownRedis, value string) {
	t.Helper()
	db := openOwn(t, own)
	defer db.Close()
	if err := db.SetFact(t.Context(), "test", value); err != nil {
		t.Fatal(err)
	}
}

func recall(t *testing.T, own *ownRedis) string {
	t.Helper()
	db := openOwn(t, own)
	defer db.Close()
	value, err := db.Fact(t.Context(), "test")
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func openOwn(t *testing.T, own *ownRedis) *store.Store {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{URL: own.url(), Team: "T1"})
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// eventually polls until what is hoped for holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

func TestAnOwnRedisKeepsWhatItWasTold(t *testing.T) {
	dir := ownFolder(t)
	own := ownRedisIn(t, dir)
	stop := keep(t, own)
	remember(t, own, "kept")
	stop()
	if own.reach(t.Context()) == nil {
		t.Fatal("it still answers after the stop")
	}
	own = ownRedisIn(t, dir)
	defer keep(t, own)()
	if got := recall(t, own); got != "kept" {
		t.Errorf("recalled %q", got)
	}
	for name, most := range map[string]os.FileMode{".": 0o700, redisLock: 0o600, redisLog: 0o600, redisSocket: 0o700} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm()&^most != 0 {
			t.Errorf("%s: %v, %v: others may read it", name, info.Mode(), err)
		}
	}
}

func TestAnOwnRedisThatDiesIsStartedAgain(t *testing.T) {
	own := ownRedisIn(t, ownFolder(t))
	if err := own.open(t.Context()); err != nil {
		t.Fatal(err)
	}
	first := own.cmd.Process
	defer keep(t, own)()
	remember(t, own, "kept") // written to its file before it answers; only a machine that dies loses it
	if err := first.Kill(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "another server", func() bool { return own.reach(t.Context()) == nil })
	if got := recall(t, own); got != "kept" {
		t.Errorf("recalled %q", got)
	}
}

func TestAServerThatAKilledBotLeftBehindIsUsedOnAndStopped(t *testing.T) {
	dir := ownFolder(t)
	first := ownRedisIn(t, dir)
	if err := first.open(t.Context()); err != nil {
		t.Fatal(err)
	}
	remember(t, first, "kept")
	first.lock.Close() // as the kernel does for a process that was killed
	second := ownRedisIn(t, dir)
	stop := keep(t, second)
	if second.cmd != nil {
		t.Error("a second server was started")
	}
	if got := recall(t, second); got != "kept" {
		t.Errorf("recalled %q", got)
	}
	stop()
	if second.reach(t.Context()) == nil {
		t.Error("it still answers after the stop")
	}
	<-first.gone
}

func TestTwoBotsShareAFolder(t *testing.T) {
	dir := ownFolder(t)
	first, second := ownRedisIn(t, dir), ownRedisIn(t, dir)
	stopFirst := keep(t, first)
	stopSecond := keep(t, second)
	defer stopSecond()
	remember(t, second, "kept")
	stopFirst()
	eventually(t, "the second starts it anew", func() bool { return second.reach(t.Context()) == nil })
	if got := recall(t, second); got != "kept" {
		t.Errorf("recalled %q", got)
	}
}

func TestWithoutAnyServerTheStartSaysHowToGetOne(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := findOwnRedis("data", slog.New(slog.DiscardHandler))
	if err == nil || !strings.Contains(err.Error(), "apt install redis-server") || !strings.Contains(err.Error(), "bot demo") {
		t.Errorf("error %v", err)
	}
}

func TestADeepFolderIsRefusedWithTheReason(t *testing.T) {
	_, err := findOwnRedis(strings.Repeat("deep/", 30), slog.New(slog.DiscardHandler))
	if err == nil || !strings.Contains(err.Error(), "DATA_DIR") {
		t.Errorf("error %v", err)
	}
}

// The whole program without a REDIS_URL: a command is answered, the bot is
// killed, and the next one still knows the deal.
func TestTheBotBringsItsOwnRedis(t *testing.T) {
	dir := ownFolder(t)
	g := newGround(t, time.Now, "REDIS_URL=", "DATA_DIR="+dir, "PATH="+os.Getenv("PATH"))
	first := g.start()
	g.sockets(2)
	g.says(mia, "/deal add Acme 12k", "Acme")
	first.kill()
	second := g.start()
	g.sockets(2)
	g.says(mia, "/deal show acme", "12,000")
	ctx, cancel := context.WithTimeout(t.Context(), 40*time.Second)
	defer cancel()
	if err := second.stop(ctx); err != nil {
		t.Errorf("the stop: %v", err)
	}
	if ownRedisIn(t, dir).reach(ctx) == nil {
		t.Error("its redis still answers after the stop")
	}
}
