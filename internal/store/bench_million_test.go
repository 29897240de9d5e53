package store

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
	"dealcoach/prompts"
)

// BenchmarkMillion claims ten due timers, and makes and saves one rep's prompt,
// by turns with a thousand open deals and with a million, so that both meet the
// same noise. It tells medians, and fails when a million takes more than twice
// as long.
func BenchmarkMillion(b *testing.B) {
	const few, many = 1000, 1_000_000
	millionDeals(b, many)
	small, _ := startBench(b)
	big, _ := startBench(b)
	fillDeals(b, small, few)
	fillDeals(b, big, many)
	for _, what := range []struct {
		name string
		once func(b *testing.B, s *Store, reps, i int) time.Duration
	}{{"claim", claimOnce}, {"prompt", promptOnce}} {
		b.Run(what.name, func(b *testing.B) {
			var withFew, withMany []time.Duration
			for i := 0; b.Loop(); i++ {
				withFew = append(withFew, what.once(b, small, few/perRep, i))
				withMany = append(withMany, what.once(b, big, many/perRep, i))
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(micros(median(withFew)), "µs-of-1000")
			b.ReportMetric(micros(median(withMany)), "µs-of-1000000")
			times := float64(median(withMany)) / float64(median(withFew))
			b.ReportMetric(times, "times")
			if times > 2 && len(withMany) >= 100 {
				b.Errorf("it takes %v, with a thousand deals %v: %.1f times as long", median(withMany), median(withFew), times)
			}
		})
	}
}

func median(took []time.Duration) time.Duration {
	slices.Sort(took)
	return took[len(took)/2]
}

func micros(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1000 }

// claimOnce claims ten timers. Their leases end at once, so that the next claim
// gives them back before it takes its own.
func claimOnce(b *testing.B, s *Store, _, _ int) time.Duration {
	start := time.Now()
	due, _, err := s.Claim(b.Context(), benchNow, 10, 0)
	took := time.Since(start)
	if err != nil || len(due) != 10 {
		b.Fatalf("claimed %d timers, %v", len(due), err)
	}
	return took
}

// promptOnce looks at the deals of any rep as the loop does, and puts
// everything back as it was, which is not counted.
func promptOnce(b *testing.B, s *Store, reps, i int) time.Duration {
	ctx, id := b.Context(), benchRep(rand.IntN(reps))
	scripts, err := ownScripts()
	if err != nil {
		b.Fatal(err)
	}
	t := coach.Timer{Name: coach.PromptTimer(id), Due: benchNow.Add(time.Duration(i) * time.Millisecond)}
	if err := s.SetTimer(ctx, t); err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	rep, err1 := s.Rep(ctx, id)
	deals, err2 := s.OpenOf(ctx, id)
	revisits, err3 := s.Revisits(ctx, id, coach.DateOf(benchNow))
	p, any := coach.DailyPrompt(id, append(deals, revisits...), scripts, coach.DefaultSettings(), benchNow)
	look := coach.Look{Rep: rep, Prompt: &p, Next: benchNow.AddDate(0, 0, 1)}
	for _, c := range p.All() {
		d := deals[slices.IndexFunc(deals, func(d coach.Deal) bool { return d.ID == c.Deal })]
		d.Prompted(p, c)
		look.Deals = append(look.Deals, d)
	}
	err4 := s.SaveLook(ctx, t, look)
	took := time.Since(start)
	for _, err := range []error{err1, err2, err3, err4} {
		if err != nil {
			b.Fatal(err)
		}
	}
	if !any || len(deals) != perRep || len(look.Deals) != 10 {
		b.Fatalf("of %d deals the prompt speaks of %d", len(deals), len(look.Deals))
	}
	putBack(b, s, deals, s.keys.rep(id), s.keys.prompt(p.ID), s.keys.message(p.ID), s.keys.op(t.Op()))
	return took
}

// putBack undoes a look: the deals are as they were, and what it made is gone.
func putBack(b *testing.B, s *Store, deals []coach.Deal, made ...string) {
	ctx := b.Context()
	_, err := s.db.Pipelined(ctx, func(r redis.Pipeliner) error {
		for _, d := range deals {
			value, err := sealDeal(&d)
			if err != nil {
				return err
			}
			r.Set(ctx, s.keys.deal(d.ID), value, 0)
		}
		r.Del(ctx, made...)
		r.XTrimMaxLen(ctx, s.keys.outbox(), 0)
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
}

// ownScripts are the coach's own scripts, read once.
var ownScripts = sync.OnceValues(func() (coach.Scripts, error) { return coach.ParseScripts(prompts.FS) })
