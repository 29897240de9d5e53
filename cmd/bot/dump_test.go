package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// at makes the environment that of an installation.
func (g *ground) at(redis string) {
	g.Helper()
	_, bot := g.workspace.Tokens()
	setenv(g.T, map[string]string{"SLACK_BOT_TOKEN": bot, "SLACK_API_URL": g.workspace.APIURL(), "REDIS_URL": redis})
}

// bot runs a sub-command and returns its exit code and all that it printed.
func (g *ground) bot(args ...string) (code int, printed string) {
	g.Helper()
	var out bytes.Buffer
	return start(g.Context(), args, &out, &out), out.String()
}

// Everything moves to another Redis: what was there, and that nothing is posted
// twice afterwards.
func TestATeamMovesToAnotherRedis(t *testing.T) {
	g := newGround(t, time.Now)
	first := g.start()
	g.sockets(2)
	g.says(mia, "/deal add Acme 12k contact Jo Miller", "Acme")
	g.says(mia, "/call acme spoke with Jo, next step demo on Tuesday", "Logged")
	if err := first.stop(t.Context()); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "all.ndjson")
	g.at(g.redis)
	if code, printed := g.bot("export", file); code != exitOK || !strings.Contains(printed, "Everything is in") {
		t.Fatalf("%d: %s", code, printed)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", info, err)
	}
	g.redis = "redis://" + miniredis.RunT(t).Addr()
	g.at(g.redis)
	if code, printed := g.bot("import", file); code != exitOK || !strings.Contains(printed, "Put back") {
		t.Fatalf("%d: %s", code, printed)
	}
	if code, printed := g.bot("import", file); code != exitFailed || !strings.Contains(printed, "there are deals of this workspace already") {
		t.Errorf("a second import: %d: %s", code, printed)
	}
	g.start()
	g.sockets(2)
	g.says(mia, "/deal show acme", "Jo Miller")
	g.says(mia, "/deal add Globex", "*#2 Globex*")
}

func TestWhatADumpOnTheCommandLineRefuses(t *testing.T) {
	g := newGround(t, time.Now)
	g.at("redis://" + miniredis.RunT(t).Addr())
	dir := t.TempDir()
	csv := filepath.Join(dir, "deals.ndjson")
	if err := os.WriteFile(csv, []byte("name,value\nAcme,12k\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		story string
		args  []string
		code  int
		want  string
	}{
		{"a file that is none", []string{"import", csv}, exitFailed, "bot export everything.ndjson writes one"},
		{"a file that is not there", []string{"import", filepath.Join(dir, "no.ndjson")}, exitUsage, "no such file"},
		{"a dry run of a dump", []string{"import", "-dry-run", csv}, exitUsage, "-dry-run and -as are for CSV"},
		{"everything of one person", []string{"export", "-of", "mia", csv}, exitUsage, "-of and -history are for CSV"},
		{"a folder that is not there", []string{"export", filepath.Join(dir, "no", "all.ndjson")}, exitFailed, "no such file"},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			if code, printed := g.bot(tt.args...); code != tt.code || !strings.Contains(printed, tt.want) {
				t.Errorf("%d: %s", code, printed)
			}
		})
	}
}
