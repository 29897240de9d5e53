package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/alicebob/miniredis/v2"

	"dealcoach/internal/coach"
	"dealcoach/internal/store"
	"dealcoach/internal/workspace"
)

// doctor runs `bot doctor` against the ground and returns what it prints.
func (g *ground) doctor() (code int, printed string) {
	g.Helper()
	app, bot := g.workspace.Tokens()
	setenv(g.T, map[string]string{
		"SLACK_APP_TOKEN": app, "SLACK_BOT_TOKEN": bot, "SLACK_API_URL": g.workspace.APIURL(), "REDIS_URL": g.redis,
	})
	var out, errs bytes.Buffer
	code = start(g.Context(), []string{"doctor"}, &out, &errs)
	return code, out.String() + errs.String()
}

func TestTheDoctorFindsNothingWrong(t *testing.T) {
	g := newGround(t, nil)
	code, printed := g.doctor()
	for _, want := range []string{"ok     settings", "ok     slack     the bot token is good for", "ok     redis     answers", "ok     messages  0 on their way"} {
		if !strings.Contains(printed, want) {
			t.Errorf("it prints\n%s\nwant it to hold %q", printed, want)
		}
	}
	if code != exitOK {
		t.Errorf("exit code %d", code)
	}
}

func TestTheDoctorShowsWhatCouldNotBeDelivered(t *testing.T) {
	g := newGround(t, nil)
	bury(g, "is_archived")
	code, printed := g.doctor()
	for _, want := range []string{"digest:C0GONE:2026-W45 could not be delivered to C0GONE", "is_archived", "Choose another channel in DIGEST_CHANNEL."} {
		if !strings.Contains(printed, want) {
			t.Errorf("it prints\n%s\nwant it to hold %q", printed, want)
		}
	}
	if code != exitOK {
		t.Errorf("exit code %d: what is past keeps nothing from working", code)
	}
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

func TestTheDoctorNamesWhatIsWrong(t *testing.T) {
	tests := []struct {
		story   string
		spoil   func(t *testing.T, g *ground)
		want    string
		advises string
	}{
		{"Redis is not there", func(t *testing.T, g *ground) {
			r := miniredis.RunT(t)
			g.redis = "redis://" + r.Addr()
			r.Close()
		}, "WRONG  redis", "Look at REDIS_URL"},
		{"Slack refuses the token", func(_ *testing.T, g *ground) {
			g.workspace.Fail(workspace.Fault{Method: "auth.test", Error: "token_revoked"})
		}, "WRONG  slack     slack refused the token: token_revoked", "Copy SLACK_BOT_TOKEN"},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			g := newGround(t, nil)
			tt.spoil(t, g)
			code, printed := g.doctor()
			if code != exitFailed || !strings.Contains(printed, tt.want) || !strings.Contains(printed, tt.advises) {
				t.Errorf("exit code %d, and it prints\n%s\nwant %q and %q", code, printed, tt.want, tt.advises)
			}
		})
	}
}
