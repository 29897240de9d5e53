package workspace

import (
	"fmt"
	"net/http"
	"time"
)

type skipIn struct{ To string }

type skipOut struct {
	Now     time.Time `json:"now"`
	Problem string    `json:"problem"`
}

// pageSkip moves the clock ahead, one skip at a time.
func (w *Workspace) pageSkip(r *http.Request, in skipIn) skipOut {
	problem := w.skipTo(r, in.To)
	now := w.now()
	w.watchers.tell(notice{Type: "clock", Now: &now})
	return skipOut{Now: now, Problem: problem}
}

func (w *Workspace) skipTo(r *http.Request, where string) (problem string) {
	if w.skip == nil {
		return "The clock of this workspace cannot be moved."
	}
	if !w.skipping.TryLock() {
		return "The clock is already being moved."
	}
	defer w.skipping.Unlock()
	now := w.now()
	to, err := skipTarget(where, now.In(w.pageZone()))
	switch {
	case err != nil:
		return sentence(err)
	case !to.After(now):
		return "The clock only moves ahead."
	}
	return sentence(w.skip(r.Context(), to))
}

// pageZone is the zone in which the page counts days: that of the first person.
func (w *Workspace) pageZone() *time.Location {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.first().zone()
}

// skipTarget reads where to skip to: an instant in RFC 3339, or "tomorrow" or
// "monday" (09:30), when a day's first prompts are out, or "friday" (16:30),
// when a week's digest is. Days are those of now's zone.
func skipTarget(where string, now time.Time) (time.Time, error) {
	switch where {
	case "tomorrow":
		return clockOn(now, 1, 9, 30), nil
	case "monday":
		return coming(time.Monday, 9, 30, now), nil
	case "friday":
		return coming(time.Friday, 16, 30, now), nil
	}
	t, err := time.Parse(time.RFC3339, where)
	if err != nil {
		return time.Time{}, fmt.Errorf("cannot skip to %q", where)
	}
	return t, nil
}

// coming is the first such time of a weekday that lies ahead.
func coming(day time.Weekday, hour, minute int, now time.Time) time.Time {
	days := (int(day) - int(now.Weekday()) + 7) % 7
	if t := clockOn(now, days, hour, minute); t.After(now) {
		return t
	}
	return clockOn(now, days+7, hour, minute)
}

func clockOn(now time.Time, days, hour, minute int) time.Time {
	return time.Date(now.Year(), now.Month(), now.Day()+days, hour, minute, 0, 0, now.Location())
}
