package store

import (
	"context"
	"fmt"
	"testing"
)

// BenchmarkMemory tells what an open deal takes: used_memory with all deals
// less used_memory without any, by their number. It counts the record, all
// indexes, the reps' timers and the keys themselves; not the history (up to
// 200 lines, kept for ever) and not what runs out: records of operations, of
// messages and of prompts, and what can be taken back.
func BenchmarkMemory(b *testing.B) {
	for _, n := range []int{100_000, 1_000_000} {
		b.Run(fmt.Sprint(n, " deals"), func(b *testing.B) {
			millionDeals(b, n)
			for b.Loop() {
				s, _ := startBench(b)
				fillDeals(b, s, perRep) // loads the script and opens the connections
				if err := s.db.FlushDB(b.Context()).Err(); err != nil {
					b.Fatal(err)
				}
				before := usedMemory(b, s)
				fillDeals(b, s, n)
				b.ReportMetric(float64(usedMemory(b, s)-before)/float64(n), "bytes/deal")
				tellMemory(b, s, n)
			}
		})
	}
}

// tellMemory logs which kinds of keys take it. A rep's sets are those of the
// first rep, by the number of deals in them.
func tellMemory(b *testing.B, s *Store, n int) {
	for _, kind := range []struct {
		key   string
		deals int
	}{
		{s.keys.deal(int64(n / 2)), 1},
		{s.keys.open(), n}, {s.keys.own(benchRep(0)), perRep},
		{s.keys.names(), n},
		{s.keys.due(), n},
	} {
		bytes, _ := s.db.MemoryUsage(context.Background(), kind.key, 0).Result()
		b.Logf("%-45s %7.1f bytes/deal", kind.key, float64(bytes)/float64(kind.deals))
	}
	b.Log(s.db.Get(context.Background(), s.keys.deal(int64(n/2))).Val())
}
