package store

import (
	"fmt"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// BenchmarkNames looks deals up by the start of their names: a beginning that
// every deal of the team has, one that few have, and all names, which a slip of
// the pen needs; for a rep with 40 deals, for one with 500, and for the team.
func BenchmarkNames(b *testing.B) {
	for _, n := range []int{1000, 1_000_000} {
		b.Run(fmt.Sprint(n, " deals"), func(b *testing.B) {
			millionDeals(b, n)
			s, _ := startBench(b)
			fillDeals(b, s, n)
			many := fillMany(b, s, n, 500)
			for _, who := range []struct{ name, id string }{{"rep of 40", benchRep(0)}, {"rep of 500", many}, {"team", ""}} {
				for _, what := range []struct {
					name, prefix string
					most, want   int
				}{{"common", "northwind", 200, 40}, {"rare", "zephyr", 200, 1}, {"all", "", 1000, 40}} {
					b.Run(who.name+" "+what.name, func(b *testing.B) {
						var took []time.Duration
						for b.Loop() {
							start := time.Now()
							names, err := s.Names(b.Context(), who.id, what.prefix, what.most)
							took = append(took, time.Since(start))
							if err != nil || len(names) < what.want && who.id != benchRep(0) {
								b.Fatalf("found %d names, %v", len(names), err)
							}
						}
						b.ReportMetric(micros(median(took)), "median-µs")
					})
				}
			}
		})
	}
}

// fillMany adds a rep with many open deals, one of them with a rare name.
func fillMany(b *testing.B, s *Store, after, many int) (rep string) {
	rep = benchRep(after)
	p := s.newPlan("")
	for i := range many {
		d := benchDeal(b, int64(after+i+1))
		d.Owner = rep
		if i == 0 {
			d.Name = "Zephyr pilot"
		}
		if _, err := p.deal(nil, &d); err != nil {
			b.Fatal(err)
		}
	}
	p.ensure(coach.Timer{Name: coach.PromptTimer(rep), Due: benchNow})
	if _, _, err := s.commit(b.Context(), p); err != nil {
		b.Fatal(err)
	}
	return rep
}
