package main

import (
	"bytes"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"dealcoach"
	"dealcoach/internal/coach"
	"dealcoach/internal/pipes"
	"dealcoach/internal/store/storetest"
	"dealcoach/internal/workspace"
)

// The three months, from a Sunday on: the clocks change on 8 March in New York,
// and on 29 March in Berlin and London.
var (
	bubbleFrom = coach.Date{Year: 2026, Month: time.February, Day: 1}
	bubbleTo   = coach.Date{Year: 2026, Month: time.April, Day: 30}
)

// idly is how often a loop of a bot looks around without a reason. Pings are about
// as rare. In the day that a socket lives they never come from both sides at once:
// over a pipe, which holds nothing, two that each want to answer first would wait
// for each other.
const (
	idly       = 24 * time.Hour
	botPings   = 5 * time.Hour
	slackPings = 7 * time.Hour
)

// The whole bot serves the sample team for three months over the local workspace,
// in a bubble in which time leaps to where something is to happen. The reps work,
// Slack loses and refuses posts and ends sockets, and each Wednesday, in the
// instant of Mia's prompt, another bot takes over. Whatever happens: everybody
// hears what the rules ask for, at its time, once.
func TestThreeMonthsOfATeam(t *testing.T) {
	begun := time.Now()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(bubbleFrom.At(8*60, place(mia))))
		b := newBubble(t)
		b.live()
		b.checkPrompts()
		b.checkDigests()
		b.checkRest()
		t.Log(b.table())
	})
	t.Logf("three months took %s", time.Since(begun).Round(10*time.Millisecond))
}

// bubble is a workspace with the sample team, and a store for its bots.
type bubble struct {
	*testing.T
	workspace *workspace.Workspace
	pipes     *pipes.Listener
	store     *bubbleStore
	scripts   coach.Scripts
	settings  coach.Settings
	log       *slog.Logger
	errors    bytes.Buffer // what was logged as one
	lives     []*life
	wakes     wakes
	bots      int // ever
}

func newBubble(t *testing.T) *bubble {
	b := &bubble{T: t, pipes: pipes.New(), settings: demoSettings(), wakes: wakes{all: map[chan struct{}]bool{}}}
	b.settings.Work.Off = map[coach.Date]string{
		{Year: 2026, Month: time.April, Day: 3}: "Good Friday",
		{Year: 2026, Month: time.April, Day: 6}: "Easter Monday",
	}
	b.store = &bubbleStore{Memory: storetest.NewMemory(b.wakes.signal)}
	b.log = slog.New(slog.NewTextHandler(&b.errors, &slog.HandlerOptions{Level: slog.LevelError}))
	var err error
	if b.scripts, err = readScripts(""); err != nil {
		t.Fatal(err)
	}
	b.workspace, err = workspace.New(workspace.Options{Manifest: dealcoach.Manifest, Log: b.log, PingEvery: slackPings})
	if err != nil {
		t.Fatal(err)
	}
	b.workspace.Start(b.pipes)
	t.Cleanup(func() { b.workspace.Close() })
	populate(b.workspace)
	story := cast{settings: b.settings, past: deals}
	if err := tell(t.Context(), b.store, story, time.Now()); err != nil {
		t.Fatal(err)
	}
	for i, rep := range []string{mia, ben, tom} {
		b.lives = append(b.lives, newLife(rep, uint64(i)))
	}
	return b
}

// live lets the three months pass, until everybody has come to rest.
func (b *bubble) live() {
	b.misfortunes()
	stop := b.start()
	var all sync.WaitGroup
	for _, l := range b.lives {
		all.Go(func() { b.leads(l) })
	}
	for day := bubbleFrom; !day.After(bubbleTo); day = day.Add(1) {
		if day.Weekday() == time.Wednesday {
			nine := day.At(9*60, place(mia))
			until(nine.Add(-10 * time.Second))
			next := b.start()
			until(nine)
			stop()
			stop = next
		}
		until(day.At(12*60, place(mia)))
		b.workspace.Disconnect("refresh_requested")
		b.types(nora, "/deal list all", "The team's deals")
	}
	all.Wait()
	until(bubbleTo.At(23*60+59, place(ben)))
	stop()
}

// until sleeps until an instant.
func until(at time.Time) { time.Sleep(time.Until(at)) }
