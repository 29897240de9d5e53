package main

import (
	"log/slog"
	"net"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/schedule"
)

// Whoever skips to the demo's first Friday sees the chart at once, and what
// happened in the week before.
func TestTheDemoLooksBackOnItsLastWeeks(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d, err := newDemo(t.Context(), l, sampleTeam, demoStart(time.Now()), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	friday, err := schedule.Preview(t.Context(), d.store, d.program.bot, sampleTeam.settings, d.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	if len(friday.Weeks) != coach.WeeksShown-1 {
		t.Errorf("it looks back on %d weeks", len(friday.Weeks))
	}
	for _, w := range friday.Weeks {
		if closed := w.Won.Count + w.LetGo.Count + w.Lost.Count; !w.Known || closed == 0 || closed > 5 {
			t.Errorf("the week to %s: %+v", w.Ends, w)
		}
	}
	if pending, err := d.store.Pending(t.Context()); err != nil || pending != 0 {
		t.Errorf("%d messages are posted of the weeks before, %v", pending, err)
	}
}
