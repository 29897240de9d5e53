package store

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// BenchmarkRetime moves the timers of 35,000 reps an hour ahead, part by part, and
// tells the longest that anybody's commit took meanwhile.
func BenchmarkRetime(b *testing.B) {
	const reps = 35_000
	s := open(b, realRedis(b), nil)
	ctx := context.Background()
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	for b.Loop() {
		b.StopTimer()
		pipe := s.db.Pipeline()
		for i := range reps {
			id := fmt.Sprintf("U%07d", i)
			value, err := seal(1, newRepRecord(coach.Rep{ID: id, Since: at, Zone: "Europe/Berlin"}))
			if err != nil {
				b.Fatal(err)
			}
			pipe.Set(ctx, s.keys.rep(id), value, 0)
			pipe.ZAdd(ctx, s.keys.due(), redis.Z{Score: float64(at.UnixMilli()), Member: coach.PromptTimer(id)})
		}
		if _, err := pipe.Exec(ctx); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		ended, longest := make(chan struct{}), make(chan time.Duration)
		go func() {
			most := time.Duration(0)
			for n := 0; ; n++ {
				begun := time.Now()
				_ = s.SetTimer(ctx, coach.Timer{Name: coach.DigestTimer, Due: at})
				most = max(most, time.Since(begun))
				select {
				case <-ended:
					longest <- most
					return
				case <-time.After(time.Millisecond):
				}
			}
		}()
		moved := 0
		for _, t := range coach.SettingsTimers(at) {
			mine, _ := t.Settings()
			n, err := s.Retime(ctx, t, mine, func(_ coach.Rep, due time.Time) (time.Time, bool) { return due.Add(-time.Hour), true })
			if err != nil {
				b.Fatal(err)
			}
			moved += n
		}
		close(ended)
		b.ReportMetric(float64((<-longest).Microseconds())/1000, "ms-longest-commit")
		if moved != reps {
			b.Fatalf("moved %d", moved)
		}
	}
}
