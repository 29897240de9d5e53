package main

import (
	"os"
	"strings"
	"testing"

	"dealcoach/internal/coach"
	"dealcoach/internal/store"
	"dealcoach/internal/store/redistest"
)

func TestTheDoctorFindsNothingWrong(t *testing.T) {
	t.Parallel()
	g := broken{}.ground(t)
	g.redis = redistest.Start(t, redistest.Durable("always")...).URL
	code, printed := g.sub("doctor")
	for _, want := range []string{
		"ok     settings", "ok     slack     the bot token is good for", "ok     scopes", "ok     sockets", "ok     people",
		"ok     app       both tokens", "ok     channel", "ok     redis     answers: Redis ", "ok     messages  0 on their way",
		"ok     clock     redis's clock agrees", "\nAll is well.\n",
	} {
		if !strings.Contains(printed, want) {
			t.Errorf("it prints\n%s\nwant it to hold %q", printed, want)
		}
	}
	if code != exitOK {
		t.Errorf("exit code %d", code)
	}
}

func TestTheDoctorLooksAtTheBotsOwnRedis(t *testing.T) {
	t.Parallel()
	dir := ownFolder(t)
	g := broken{}.ground(t)
	g.redis = ""
	set("PATH="+os.Getenv("PATH"), "DATA_DIR="+dir)(g)
	says := func(want string, wantCode int) {
		t.Helper()
		if code, printed := g.sub("doctor"); code != wantCode || !strings.Contains(printed, want) {
			t.Errorf("exit code %d, want %d, and it prints\n%s\nwant %q", code, wantCode, printed, want)
		}
	}
	says("note   redis     REDIS_URL is empty: bot run starts ", exitOK)
	defer keep(t, ownRedisIn(t, dir))()
	says("runs in "+dir+"\nok     redis     answers: ", exitOK)
}

// bury makes a message undeliverable.
func bury(g *ground, reason string) {
	g.Helper()
	db, err := store.Open(g.Context(), store.Options{URL: g.redis, Team: g.workspace.TeamID()})
	if err != nil {
		g.Fatal(err)
	}
	defer db.Close()
	at := onDay(6, 16, 0)
	d := coach.Digest{ID: "digest:C0GONE:2026-W45", Channel: "C0GONE", To: at}
	if err := db.SaveDigest(g.Context(), coach.Timer{Name: coach.DigestTimer, Due: at}, d, at.AddDate(0, 0, 7)); err != nil {
		g.Fatal(err)
	}
	got, err := db.Receive(g.Context(), "test", 1, 0, 1e9)
	if err != nil || len(got) != 1 {
		g.Fatalf("received %v, %v", got, err)
	}
	if err := db.Bury(g.Context(), got[0], reason); err != nil {
		g.Fatal(err)
	}
}
