package slack

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

func TestAPromptWaitsForTheEndOfDoNotDisturb(t *testing.T) {
	now := time.Now().Truncate(time.Second)
	at := func(d time.Duration) int64 { return now.Add(d).Unix() }
	dnd := func(from, to time.Duration) string {
		return fmt.Sprintf(`{"ok":true,"dnd_enabled":true,"next_dnd_start_ts":%d,"next_dnd_end_ts":%d}`, at(from), at(to))
	}
	tests := []struct {
		story, dnd string
		attempt    int
		wait       time.Duration // 0: it is posted
	}{
		{"outside of the quiet hours it is posted", dnd(time.Hour, 2*time.Hour), 1, 0},
		{"in them it waits for their end", dnd(-time.Hour, 20*time.Minute), 1, 20 * time.Minute},
		{"but no longer than the day lasts", dnd(-time.Hour, 20*time.Hour), 1, 4*time.Hour + time.Second},
		{"whoever snoozes is left in peace as well", fmt.Sprintf(`{"ok":true,"dnd_enabled":false,"next_dnd_start_ts":1,"next_dnd_end_ts":1,"snooze_enabled":true,"snooze_endtime":%d}`, at(30*time.Minute)), 1, 30 * time.Minute},
		{"quiet hours that are switched off are none", `{"ok":true,"dnd_enabled":false,"next_dnd_start_ts":1,"next_dnd_end_ts":1}`, 1, 0},
		{"without the scope it is posted", `{"ok":false,"error":"missing_scope"}`, 1, 0},
		{"what makes no sense holds nothing back", `<html>`, 1, 0},
		{"what may be there already is looked for, not held", dnd(-time.Hour, 20*time.Minute), 2, 0},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			o := newOffice(t)
			o.now, o.dnd = func() time.Time { return now }, tt.dnd
			o.has(t, "UOWNER", "Acme Ltd", nil)
			p := o.prompts(t, "UOWNER")
			d := coach.Delivery{
				Message: coach.Message{ID: p.ID, Kind: coach.PromptMessage, To: "UOWNER", NotAfter: now.Add(4 * time.Hour)},
				Attempt: tt.attempt, First: now,
			}
			_, err := o.Send(context.Background(), d)
			var held coach.Held
			if errors.As(err, &held); held.Wait != tt.wait || tt.wait == 0 && err != nil {
				t.Errorf("held for %s (%v), want %s", held.Wait, err, tt.wait)
			}
			if posted := len(o.dm) == 1; posted != (tt.wait == 0) {
				t.Errorf("posted: %v", posted)
			}
		})
	}
}

func TestInARehearsalNobodyAsksForQuietHours(t *testing.T) {
	o := newOffice(t)
	at := time.Now().Add(-30 * 24 * time.Hour)
	o.now = func() time.Time { return at }
	o.dnd = fmt.Sprintf(`{"ok":true,"dnd_enabled":true,"next_dnd_start_ts":1,"next_dnd_end_ts":%d}`, at.Add(time.Hour).Unix())
	d := coach.Delivery{Message: coach.Message{ID: "prompt:UOWNER:2026-11-16", Kind: coach.PromptMessage, To: "UOWNER", NotAfter: at.Add(time.Hour)}}
	if err := o.inPeace(context.Background(), d); err != nil {
		t.Errorf("held: %v", err)
	}
}
