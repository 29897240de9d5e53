package main

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// What reps write privately is marked with these, and so is Redis's password.
// What they write for the channel bears forAll.
const (
	private  = "zqprivate"
	ofMia    = private + "mia"
	ofBen    = private + "ben"
	password = "zqpassword"
	forAll   = "zqforall"
)

// A whole week with everything that reps can write, and everything that goes
// wrong: whatever the instances print, and whatever they say to anybody but its
// writer, holds no word of it, and no secret.
func TestNothingPrivateIsToldToAnybodyElse(t *testing.T) {
	t.Parallel()
	g, clock := newRehearsal(t)
	redis := miniredis.RunT(t)
	redis.RequireAuth(password)
	g.redis = "redis://:" + password + "@" + redis.Addr()
	e := newEar(t, g.workspace)
	g.settings = append(g.settings, "SLACK_API_URL="+e.URL+"/api")
	instances := []*instance{g.start(), g.start()}
	g.sockets(4)
	g.writes(mia, ofMia)
	g.writes(ben, ofBen)
	g.spies(ben, ofMia)
	g.until(clock, onDay(4, 16, 0)) // both have their prompts
	if g.fillsAll(mia, ofMia) == 0 || g.fillsAll(ben, ofBen) == 0 {
		t.Error("nobody was offered a form")
	}

	goWrong(g.workspace, "", 0.5)
	g.writes(mia, ofMia)
	g.fillsAll(ben, ofBen)
	g.workspace.ClearFaults()
	g.sendsOddFrames()
	g.withoutRedis(redis.Addr())

	g.eventually("the digest is there", func() bool { return len(g.workspace.Messages(salesChannel)) > 0 })
	ctx, cancel := context.WithTimeout(t.Context(), 15*time.Second)
	defer cancel()
	for _, i := range instances {
		if err := i.stop(ctx); err != nil {
			t.Errorf("an instance ended with %v", err)
		}
	}
	e.checkPrivate(t, map[string]string{ofMia: g.workspace.DM(mia), ofBen: g.workspace.DM(ben)})
	g.checkPrinted()
	g.checkChannel()
}

// withoutRedis lets people write to instances that cannot reach Redis. They run
// on the real clock: a rehearsal's waits for Redis.
func (g *ground) withoutRedis(addr string) {
	g.Helper()
	g.command(ben, "/deal add Wayne")
	g.opens(ben, "/deal lost wayne "+ofBen)
	redis, settings := g.redis, g.settings
	defer func() { g.redis, g.settings = redis, settings }()
	g.settings = slices.Concat(settings, []string{"CLOCK_START=", "CLOCK_SINCE=", "CLOCK_SPEED=1"})
	var lame []*instance
	for _, url := range []string{"redis://:" + password + "wrong@" + addr, "redis://:" + password + "@127.0.0.1:1"} {
		g.redis = url
		lame = append(lame, g.start())
	}
	g.sockets(8)
	var writing sync.WaitGroup
	for range 4 {
		writing.Go(func() { g.writes(mia, ofMia) })
	}
	g.fills(ben, ofBen)
	writing.Wait()
	for _, i := range lame {
		i.kill()
	}
	g.eventually("only the others are up", func() bool { return g.workspace.Sockets() == 4 })
}

// checkPrinted looks for what must not be in the log.
func (g *ground) checkPrinted() {
	g.Helper()
	g.mu.Lock()
	defer g.mu.Unlock()
	for line := range strings.Lines(g.printed.String()) {
		if strings.Contains(line, private) || strings.Contains(line, password) {
			g.Errorf("printed: %s", line)
		}
	}
	g.Logf("%d bytes were printed", g.printed.Len())
}

// checkChannel checks that nothing private is in the channel, and that the
// digest is.
func (g *ground) checkChannel() {
	g.Helper()
	all := g.workspace.Messages(salesChannel)
	if len(all) == 0 {
		g.Error("there is no digest")
	}
	for _, m := range all {
		if text := m.Text + string(m.Blocks) + string(m.Metadata); strings.Contains(text, private) {
			g.Errorf("in the channel: %s", text)
		}
	}
}
