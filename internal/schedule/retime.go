package schedule

import (
	"context"
	"time"

	"dealcoach/internal/coach"
)

// retime moves the timers of reps after the settings were saved: they may be
// prompted earlier from now on. Later comes by itself, when a timer finds that it is
// too early.
func (l *Look) retime(ctx context.Context, t coach.Timer, mine func(rep string) bool) error {
	settings, now := l.Settings(), l.Clock.Now()
	zones := map[string]*time.Location{}
	zoneOf := func(name string) *time.Location {
		zone, known := zones[name]
		if !known && name != "" {
			zone, _ = time.LoadLocation(name) // nil when there is no such zone
			zones[name] = zone
		}
		return zone
	}
	moved, err := l.Store.Retime(ctx, t, mine, func(r coach.Rep, due time.Time) (time.Time, bool) {
		return r.Sooner(settings, now, due, zoneOf)
	})
	if err != nil {
		return err
	}
	l.Log.Info("moved prompts after the settings were saved", "moved", moved)
	return nil
}
