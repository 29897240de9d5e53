package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"dealcoach/internal/workspace"
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
// is cut is nobody's; that is not what is tried here.
func (g *ground) reopens(n int, what func()) {
	g.Helper()
	want := g.opened() + n
	what()
	g.eventually("both are up again", func() bool { return g.opened() >= want && g.workspace.Sockets() == 2 })
}

// opened counts the sockets on which the instances were greeted.
func (g *ground) opened() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return bytes.Count(g.printed.Bytes(), []byte(`msg="socket open"`))
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
	g.eventually("both are up", func() bool { return g.opened() == 2 })
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
	g.eventually("both are up", func() bool { return g.opened() == 2 })
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

// crowd are people who type without a pause, each a line as soon as the last one
// is answered.
type crowd struct {
	*ground
	enough chan struct{}
	typing sync.WaitGroup

	saved, busy, unanswered atomic.Int64
}

func (g *ground) crowd(people int) *crowd {
	c := &crowd{ground: g, enough: make(chan struct{})}
	for i := range people {
		who := fmt.Sprintf("UTYPIST%d", i)
		g.workspace.AddPerson(workspace.Person{ID: who, Handle: strings.ToLower(who), Name: "Typist", Zone: zones[mia]})
		c.typing.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-c.enough:
					return
				default:
					c.types(who, fmt.Sprintf("/deal add Deal %d-%d", i, n))
				}
			}
		})
	}
	return c
}

// rest lets everybody finish, and returns how many lines were saved and how many
// found the bot too busy. None may be without an answer.
func (c *crowd) rest() (saved, busy int64) {
	c.Helper()
	close(c.enough)
	c.typing.Wait()
	if n := c.unanswered.Load(); n > 0 {
		c.Errorf("%d commands got no answer", n)
	}
	return c.saved.Load(), c.busy.Load()
}

// types types a line and counts what is read: what comes with the acknowledgement,
// or else what comes by response_url.
func (c *crowd) types(who, line string) {
	reply, err := c.workspace.Command(c.Context(), who, salesChannel, line)
	if err != nil {
		c.Error(err)
		return
	}
	text := ""
	if reply.Message != nil {
		text = reply.Message.Text
	}
	if text == "" || strings.Contains(text, stillAtIt) {
		text = c.readLater(who, line)
	}
	switch {
	case strings.Contains(text, "Added"):
		c.saved.Add(1)
	case strings.Contains(text, "busy"):
		c.busy.Add(1)
	case strings.Contains(text, "*Not saved:*"): // the store was too slow
	default:
		c.unanswered.Add(1)
		c.Errorf("%s: %s after %s, and then %q", line, reply.Problem, reply.Took, text)
	}
}

// stillAtIt is in the answer when the store is slow: another one follows.
const stillAtIt = "Not saved yet"

// readLater waits for an answer that was not in the acknowledgement.
func (c *crowd) readLater(who, line string) string {
	name := strings.TrimPrefix(line, "/deal add ")
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		for _, m := range slices.Backward(c.workspace.Ephemerals(who)) {
			ours := strings.HasSuffix(strings.TrimSpace(m.Text), name) || strings.Contains(m.Text, name+"*")
			if ours && !strings.Contains(m.Text, stillAtIt) {
				return m.Text
			}
		}
	}
	return ""
}

// Told to stop while commands come in, an instance answers what it has taken,
// and what still comes while it closes is told to be not saved, over another
// socket or by response_url. What was said to be saved is there.
func TestAGracefulStop(t *testing.T) {
	t.Parallel()
	g := newGround(t, nil)
	first := g.start()
	g.sockets(2)
	g.start()
	g.sockets(4)
	people := g.crowd(8)
	time.Sleep(300 * time.Millisecond) // load, not a wait for something
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := first.stop(ctx); err != nil {
		t.Errorf("it ended with %v", err)
	}
	saved, busy := people.rest()
	g.kept(saved)
	t.Logf("%d saved, %d told to be not saved", saved, busy)
}

// kept checks that so many deals are there.
func (g *ground) kept(want int64) {
	g.Helper()
	var kept int64
	text := g.command(nora, "/deal list")
	if _, err := fmt.Sscanf(text, "*The team's deals: %d,", &kept); err != nil {
		g.Fatalf("%v in %s", err, text)
	}
	if kept < min(want, 1000) {
		g.Errorf("%d deals were said to be added, %d are there", want, kept)
	}
}

// Slack replaces its sockets every few hours; here, twenty times in a row while
// people type. Nobody notices.
func TestRefreshesUnderLoadLoseNothing(t *testing.T) {
	t.Parallel()
	g := newGround(t, nil)
	g.start()
	g.eventually("both are up", func() bool { return g.opened() == 2 })
	people := g.crowd(8)
	for n := range 20 {
		want := g.opened() + 2
		g.workspace.Disconnect("refresh_requested")
		g.eventually(fmt.Sprintf("refresh %d is over", n+1), func() bool { return g.opened() >= want })
		time.Sleep(600 * time.Millisecond) // a life, after which the next need not wait
	}
	saved, busy := people.rest()
	if busy > 0 {
		t.Errorf("%d commands found the bot too busy", busy)
	}
	g.kept(saved)
	t.Logf("%d saved", saved)
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
