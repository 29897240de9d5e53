package schedule

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"dealcoach/internal/coach"
)

// lifeline is a store that remembers what a watch tells it.
type lifeline struct {
	mu      sync.Mutex
	reached time.Time
	late    int
	told    []coach.Message
	done    map[time.Time]bool
}

func (l *lifeline) Reached(context.Context) (time.Time, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.reached, nil
}

func (l *lifeline) Reach(_ context.Context, at time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.reached = at
	return nil
}

func (l *lifeline) Blind(_ context.Context, from, to time.Time, notices []coach.Message) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.done[from] {
		l.done[from] = true
		l.reached, l.told = to, append(l.told, notices...)
	}
	return nil
}

func (l *lifeline) Late(context.Context, time.Time, time.Time) (int, error) { return l.late, nil }

func (l *lifeline) Watchers(context.Context) ([]string, error) { return []string{"UBOSS"}, nil }

func TestManagersHearOfATimeWithoutSlack(t *testing.T) {
	tests := []struct {
		story string
		down  time.Duration // of the connection, or of the whole program
		ends  bool          // the program ends meanwhile
		want  []string
	}{
		{"a refresh of the sockets is nothing", 5 * time.Second, false, nil},
		{"nor is a restart", time.Minute, true, nil},
		{"forty minutes without a connection", 40 * time.Minute, false, []string{"12 from 09:00 to 09:40"}},
		{"forty minutes without the program", 40 * time.Minute, true, []string{"12 from 09:00 to 09:40"}},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Until(time.Date(2026, 11, 23, 8, 0, 10, 0, time.UTC)))
				line := &lifeline{late: 12, done: map[time.Time]bool{}}
				var up sync.Map
				run := func() (stop func()) {
					ctx, cancel := context.WithCancel(t.Context())
					var all sync.WaitGroup
					for range 2 { // instances
						b := &Blind{Store: line, Settings: coach.DefaultSettings, Log: slog.New(slog.DiscardHandler),
							Connected: func() bool { _, is := up.Load("up"); return is }}
						begun := make(chan struct{})
						all.Go(func() { b.Run(ctx, func() { close(begun) }) })
						<-begun
					}
					return func() { cancel(); all.Wait() }
				}
				up.Store("up", true)
				stop := run()
				time.Sleep(59*time.Minute + 55*time.Second) // just after it was kept at 09:00:00
				if tt.ends {
					stop()
				} else {
					up.Delete("up")
				}
				time.Sleep(tt.down)
				if tt.ends {
					stop = run()
				} else {
					up.Store("up", true)
				}
				time.Sleep(time.Hour)
				stop()
				var told []string
				for _, m := range line.told {
					n, ok := coach.ReadNotice(m.ID)
					from, to, late, well := n.Blindness()
					if !ok || !well || n.To != "UBOSS" || !n.What.ForManagers() {
						t.Errorf("told %+v", n)
					}
					told = append(told, words(late, from, to))
				}
				if !slices.Equal(told, tt.want) {
					t.Errorf("told %v, want %v", told, tt.want)
				}
			})
		})
	}
}

func words(late int, from, to time.Time) string {
	clock := func(t time.Time) string { return t.UTC().Round(time.Minute).Format("15:04") }
	return fmt.Sprintf("%d from %s to %s", late, clock(from), clock(to))
}
