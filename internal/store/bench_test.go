package store

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// The benchmarks need a real Redis: TEST_REDIS_URL=redis://… go test -bench .
func BenchmarkUpdate(b *testing.B) {
	for _, writers := range []int{1, 64} {
		b.Run(fmt.Sprintf("%d at once", writers), func(b *testing.B) {
			s := open(b, realRedis(b), nil)
			var ids []int64
			for i := range writers {
				ids = append(ids, create(b, s, fmt.Sprint("Deal ", i)).ID)
			}
			var next, failed atomic.Int64
			b.ResetTimer()
			done := make(chan struct{})
			for _, id := range ids {
				go func() {
					defer func() { done <- struct{}{} }()
					for i := next.Add(1); i <= int64(b.N); i = next.Add(1) {
						if _, err := s.Update(b.Context(), id, fmt.Sprint("click ", i), touched); err != nil {
							failed.Add(1)
						}
					}
				}()
			}
			for range ids {
				<-done
			}
			if failed.Load() > 0 {
				b.Errorf("%d of %d updates failed", failed.Load(), b.N)
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "updates/s")
		})
	}
}

func touched(d *coach.Deal) error {
	d.Touch = d.Touch.Add(time.Second)
	return attempt(d)
}

// BenchmarkClaim claims ten timers of many, and gives them back.
func BenchmarkClaim(b *testing.B) {
	s := open(b, realRedis(b), nil)
	now := time.Now()
	const reps = 10000
	p := s.newPlan("")
	for i := range reps {
		p.set(coach.Timer{Name: coach.PromptTimer(fmt.Sprint("U", i)), Due: now.Add(time.Duration(i+1) * time.Hour)})
	}
	if _, _, err := s.commit(b.Context(), p); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		due, _, err := s.Claim(b.Context(), now.Add(10*time.Hour), 10, 0)
		if err != nil || len(due) != 10 {
			b.Fatalf("claimed %d timers, %v", len(due), err)
		}
	}
}
