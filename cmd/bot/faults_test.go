package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// answeredWithin is Slack's deadline.
const answeredWithin = 3 * time.Second

func TestRedisStopped(t *testing.T) {
	t.Parallel()
	g := newGround(t, nil, "TIME_ZONE=Europe/Berlin")
	redis := miniredis.RunT(t)
	g.redis = "redis://" + redis.Addr()
	g.start()
	g.sockets(2)
	g.says(mia, "/deal add Acme", "Added *#1 Acme*")
	redis.Close()
	for _, line := range []string{"/deal add Globex 5k", "/call acme spoke with Jo", "/deal list", "/deal won #1"} {
		begun := time.Now()
		got := g.command(mia, line)
		if took := time.Since(begun); took > answeredWithin {
			t.Errorf("%s was answered after %s", line, took)
		}
		for _, want := range []string{"*Not saved:*", "Please send it again", strings.ReplaceAll(line, "&", "&amp;")} {
			if !strings.Contains(got, want) {
				t.Errorf("%s says\n%s\nwant it to hold %q", line, got, want)
			}
		}
	}
	if err := redis.Restart(); err != nil {
		t.Fatal(err)
	}
	g.says(mia, "/deal list", "#1 Acme")
	g.says(mia, "/deal add Globex", "Added")
	g.says(mia, "/deal list", "Your deals: 2")
}

// Frozen, Redis takes the connection and says nothing. What was asked is told to
// be open still, and the truth follows.
func TestRedisFrozen(t *testing.T) {
	t.Parallel()
	g := newGround(t, nil, "TIME_ZONE=Europe/Berlin")
	redis := miniredis.RunT(t)
	w := newWire(t, redis.Addr())
	g.redis = "redis://" + w.listener.Addr().String()
	g.start()
	g.sockets(2)
	g.says(mia, "/deal add Acme", "Added *#1 Acme*")
	w.frozen.Store(true)
	begun := time.Now()
	got := g.command(mia, "/call acme spoke with Jo")
	if took := time.Since(begun); took > answeredWithin {
		t.Errorf("it was answered after %s", took)
	}
	if !strings.Contains(got, "*Not saved") || !strings.Contains(got, "/call acme spoke with Jo") {
		t.Errorf("it says\n%s", got)
	}
	w.frozen.Store(false)
	g.says(mia, "/call acme spoke with Jo again", "Logged on *#1 Acme*")
	g.says(mia, "/deal show acme", "spoke with Jo again")
}

// reopens does something to the sockets and waits until so many have been opened
// anew and both are up. What Slack sends to a socket at the instant at which it
// ends is nobody's; that is not what is tried here.
func (g *ground) reopens(n int, what func()) {
	g.Helper()
	want := g.opened() + n
	what()
	g.eventually("both are up again", func() bool { return g.opened() >= want && g.workspace.Sockets() == 2 })
}

// opened counts the sockets that Slack let the bot open.
func (g *ground) opened() (n int) {
	for _, c := range g.workspace.Calls() {
		if c.Method == "apps.connections.open" && c.OK {
			n++
		}
	}
	return n
}

// eventually waits until something is so.
func (g *ground) eventually(what string, so func() bool) {
	g.Helper()
	deadline := time.After(20 * time.Second)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-tick.C:
		case <-deadline:
			g.Fatalf("waited in vain until %s; %d sockets are up", what, g.workspace.Sockets())
		}
	}
}

// While one socket is up, no command is lost; the one that was cut comes back.
func TestOneSocketIsEnough(t *testing.T) {
	t.Parallel()
	g := newGround(t, nil)
	g.start()
	g.sockets(2)
	for n := range 3 {
		before := g.opened()
		g.workspace.Cut(1)
		g.eventually("the cut is noticed", func() bool { return g.workspace.Sockets() < 2 || g.opened() > before })
		for i := range 10 {
			g.says(mia, fmt.Sprintf("/deal add Deal %d-%d", n, i), "Added")
		}
		g.eventually("both are up again", func() bool { return g.opened() > before && g.workspace.Sockets() == 2 })
	}
}

func TestSocketsCutRefreshedAndRefused(t *testing.T) {
	t.Parallel()
	g := newGround(t, nil)
	g.start()
	g.sockets(2)
	n := 0
	all := func(how string) {
		t.Helper()
		for range 5 {
			n++
			g.says(mia, fmt.Sprintf("/deal add %s %d", how, n), "Added")
		}
	}
	all("Before")
	g.reopens(1, func() { g.workspace.Cut(1) })
	all("OneCut")
	g.reopens(2, func() { g.workspace.Disconnect("refresh_requested") })
	all("Refreshed")
	g.reopens(2, func() {
		g.workspace.RefuseOpens(3)
		g.workspace.Cut(-1)
	})
	all("Refused")
	if err := g.workspace.SendRaw([]byte(`{"envelope_id":"odd-1","type":"events_api","payload":{"type":"event_callback","event_id":"Ev1","event":{"type":"never_heard_of"}}}`)); err != nil {
		t.Fatal(err)
	}
	all("AfterAnOddFrame")
	g.says(mia, "/deal list", fmt.Sprintf("Your deals: %d,", n))
}

// Told to stop while commands come in, an instance answers what it has taken,
// and what still comes while it closes is told to be not saved. Only a command
// that Slack sends at the very instant of closing gets no answer: at most the one
// that each person has in the air. What was answered is there.
func TestAGracefulStop(t *testing.T) {
	t.Parallel()
	g := newGround(t, nil)
	first := g.start()
	g.sockets(2)
	g.start()
	g.sockets(4)
	var typing sync.WaitGroup
	enough := make(chan struct{})
	var answered, inTheAir atomic.Int64
	const people = 8
	for i := range people {
		typing.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-enough:
					return
				default:
				}
				reply, err := g.workspace.Command(t.Context(), mia, salesChannel, fmt.Sprintf("/deal add Deal %d-%d", i, n))
				switch {
				case err != nil:
					t.Error(err)
				case reply.Message == nil:
					inTheAir.Add(1)
				case strings.Contains(reply.Message.Text, "Added"):
					answered.Add(1)
				}
			}
		})
	}
	time.Sleep(300 * time.Millisecond) // load, not a wait for something
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := first.stop(ctx); err != nil {
		t.Errorf("it ended with %v", err)
	}
	close(enough)
	typing.Wait()
	if inTheAir.Load() > people {
		t.Errorf("%d commands got no answer", inTheAir.Load())
	}
	var kept int64
	if _, err := fmt.Sscanf(g.command(nora, "/deal list"), "*The team's deals: %d,", &kept); err != nil {
		t.Fatal(err)
	}
	if kept < min(answered.Load(), 1000) {
		t.Errorf("%d deals were said to be added, %d are there", answered.Load(), kept)
	}
	t.Logf("%d answered, %d in the air when the sockets closed", answered.Load(), inTheAir.Load())
}

func TestAWrongTokenEndsTheStart(t *testing.T) {
	t.Parallel()
	g := newGround(t, nil)
	i := g.start()
	g.sockets(2)
	i.kill()
	g.settings = append(g.settings, "SLACK_BOT_TOKEN=xoxb-of-somebody-else")
	i = g.start()
	select {
	case <-i.ended:
		i.ended <- nil
		if code := i.ProcessState.ExitCode(); code != exitFailed {
			t.Errorf("exit code %d, want %d", code, exitFailed)
		}
	case <-time.After(5 * time.Second):
		t.Error("it goes on with a token that Slack refuses")
	}
}
