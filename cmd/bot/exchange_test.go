package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// shell runs a sub-command against the ground and returns what it prints.
func (g *ground) shell(args ...string) (code int, out, errs string) {
	g.Helper()
	_, bot := g.workspace.Tokens()
	setenv(g.T, map[string]string{"SLACK_BOT_TOKEN": bot, "SLACK_API_URL": g.workspace.APIURL(), "REDIS_URL": g.redis, "TIME_ZONE": "Europe/Berlin"})
	var o, e bytes.Buffer
	code = start(g.Context(), args, &o, &e)
	return code, o.String(), e.String()
}

func TestDealsAreImportedAndExportedFromTheCommandLine(t *testing.T) {
	g := newGround(t, nil)
	dir := t.TempDir()
	deals, failed, out := filepath.Join(dir, "deals.csv"), filepath.Join(dir, "deals.failed.csv"), filepath.Join(dir, "out.csv")
	data := "Record ID;Name;Owner;Amount;Last contacted\nA1;Acme;Mia Brandt;12k;03.11.2025\nB1;Bolt;U0BEN;500;\nC1;Cog;Nobody;1;\nD1;Dot;;1;\n"
	if err := os.WriteFile(deals, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct {
		story string
		args  []string
		code  int
		want  []string // in what it prints
	}{
		{"a look beforehand", []string{"import", deals, "-dry-run"}, exitOK, []string{"UTF-8, with a semicolon", "Record ID: external id", "4 rows: 2 would be new, 0 changed, 0 stay as they are, 2 cannot be taken", "row 2: Acme, $12,000", "Nothing was written."}},
		{"the import", []string{"import", deals}, exitFailed, []string{"4 rows: 2 new, 0 changed, 0 as they were, 2 failed", "row 4: I know nobody here called “Nobody”.", failed}},
		{"the same again, in somebody's name", []string{"import", "-as", "mia", deals}, exitFailed, []string{"4 rows: 1 new, 0 changed, 2 as they were, 1 failed"}},
		{"the rows that failed, unmended", []string{"import", failed}, exitFailed, []string{"1 rows: 0 new", "1 failed"}},
		{"all out", []string{"export", out}, exitOK, []string{"3 deals in " + out}},
		{"and in again", []string{"import", out}, exitOK, []string{"3 rows: 0 new, 0 changed, 3 as they were, 0 failed"}},
		{"one rep's to the screen", []string{"export", "-of", "Mia Brandt"}, exitOK, []string{"A1,Acme", "D1,Dot"}},
		{"what happened", []string{"export", "-history"}, exitOK, []string{"Mia Brandt imported it.", "shell"}},
		{"no file", []string{"import"}, exitUsage, []string{"import takes one file"}},
		{"a file that is not there", []string{"import", filepath.Join(dir, "no.csv")}, exitUsage, []string{"no such file"}},
		{"a file of another kind", []string{"import", filepath.Join(dir, "deals.xlsx")}, exitUsage, []string{"I read and write CSV"}},
		{"an unknown flag", []string{"export", "-x"}, exitUsage, []string{"export takes one file or none"}},
		{"somebody unknown", []string{"import", "-as", "Paul", deals}, exitFailed, []string{"I know nobody here called “Paul”."}},
	} {
		code, printed, errs := g.shell(step.args...)
		for _, want := range step.want {
			if !strings.Contains(printed+errs, want) {
				t.Errorf("%s: it prints\n%s%s\nwant %q", step.story, printed, errs, want)
			}
		}
		if code != step.code {
			t.Errorf("%s: exit code %d, want %d\n%s", step.story, code, step.code, errs)
		}
	}
	for _, name := range []string{failed, out} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
}

func TestALongImportTellsHowFarItIs(t *testing.T) {
	var out bytes.Buffer
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	tell := progress(&out, func() time.Time { now = now.Add(400 * time.Millisecond); return now })
	for done := 200; done <= 2000; done += 200 {
		tell(done, 2000)
	}
	if got := out.String(); got != "600 of 2000 rows\n1200 of 2000 rows\n1800 of 2000 rows\n" {
		t.Errorf("it told\n%s", got)
	}
}
