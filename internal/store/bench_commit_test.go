package store

import (
	"fmt"
	"math/rand/v2"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// BenchmarkCommit compares commits with redis-benchmark, which runs the same
// script with as many keys and arguments of the same sizes, each call on an
// operation and a deal of its own. All take turns, and the medians are
// compared. It fails when a commit takes more than 1.5 times as long, or
// another round trip. What writing the deal's record adds, is told apart.
func BenchmarkCommit(b *testing.B) {
	tool, err := exec.LookPath("redis-benchmark")
	if err != nil {
		b.Skip("there is no redis-benchmark on the PATH")
	}
	for _, clients := range []int{1, 16, 64} {
		b.Run(fmt.Sprint(clients, " at once"), func(b *testing.B) {
			s, port := startBench(b)
			trips := &roundTrips{}
			s.db.AddHook(trips)
			if err := s.db.ScriptLoad(b.Context(), commitScript.text).Err(); err != nil {
				b.Fatal(err)
			}
			n := 2000 / clients * clients
			var commits, whole, theirs []time.Duration
			for b.Loop() {
				theirs = append(theirs, toolCommits(b, tool, port, s, clients, n))
				// What is repeated or refused is fast, and would be no commit.
				if written := s.db.ZCard(b.Context(), s.keys.open()).Val(); written < int64(n)*99/100 {
					b.Fatalf("of %d calls of redis-benchmark %d were commits", n, written)
				}
				trips.n.Store(0)
				commits = append(commits, ourCommits(b, s, clients, n, false))
				whole = append(whole, ourCommits(b, s, clients, n, true))
				if got := trips.n.Load(); got > 2*int64(n) { // less in company
					b.Fatalf("%d commits took %d round trips", 2*n, got)
				}
				if err := s.db.FlushDB(b.Context()).Err(); err != nil {
					b.Fatal(err)
				}
			}
			tell := func(what string, took []time.Duration) {
				b.ReportMetric(float64(n)/median(took).Seconds(), what+"/s")
				b.Logf("%s: fastest of %d rounds %.0f/s", what, len(took), float64(n)/slices.Min(took).Seconds())
			}
			b.ReportMetric(0, "ns/op")
			tell("commits", commits)
			tell("deals", whole)
			tell("redis-benchmark", theirs)
			times := float64(median(commits)) / float64(median(theirs))
			b.ReportMetric(times, "times")
			if times > 1.5 && len(commits) >= 5 {
				b.Errorf("%d commits took %v, in redis-benchmark %v: %.2f times as long", n, median(commits), median(theirs), times)
			}
		})
	}
}

// benchID is a random deal's number of twelve digits, as redis-benchmark writes.
func benchID() int64 { return 100_000_000_000 + rand.Int64N(900_000_000_000) }

// freshCommit is the commit of a new deal, with an event.
func freshCommit(b *testing.B, s *Store, d coach.Deal, id int64) *plan {
	d.ID, d.Version, d.News = id, 0, []coach.Event{d.Last}
	p := s.newPlan("add:" + strconv.FormatInt(id, 10))
	p.expect(s.keys.deal(id), 0)
	d.Version++
	var err error
	if p.result, err = p.deal(nil, &d); err != nil {
		b.Fatal(err)
	}
	p.ensure(coach.Timer{Name: coach.PromptTimer(d.Owner), Due: d.Last.At})
	return p
}

// ourCommits runs n commits. What leads from the deal to the plan is counted
// when whole.
func ourCommits(b *testing.B, s *Store, clients, n int, whole bool) time.Duration {
	d := benchDeal(b, 1)
	ready := make(chan *plan, n)
	for range n {
		if whole {
			ready <- nil
		} else {
			ready <- freshCommit(b, s, d, benchID())
		}
	}
	close(ready)
	failed := make(chan error, n)
	var workers sync.WaitGroup
	start := time.Now()
	for range clients {
		workers.Go(func() {
			for p := range ready {
				if whole {
					p = freshCommit(b, s, d, benchID())
				}
				if repeated, _, err := s.commit(b.Context(), p); err != nil || repeated {
					failed <- fmt.Errorf("repeated: %t, %w", repeated, err)
				}
			}
		})
	}
	workers.Wait()
	took := time.Since(start)
	close(failed)
	for err := range failed {
		b.Fatal(err)
	}
	return took
}

// rate finds what redis-benchmark says at its end.
var rate = regexp.MustCompile(`([0-9.]+) requests per second`)

func toolCommits(b *testing.B, tool, port string, s *Store, clients, n int) time.Duration {
	id := benchID()
	p := freshCommit(b, s, benchDeal(b, 1), id)
	var words []string
	for _, word := range p.words() {
		words = append(words, fmt.Sprint(word))
	}
	for i := range words {
		// An argument of a program cannot hold a zero byte.
		words[i] = strings.ReplaceAll(words[i], nameEnd, "\x01")
		words[i] = strings.ReplaceAll(words[i], strconv.FormatInt(id, 10), "__rand_int__")
	}
	args := []string{"-p", port, "-c", strconv.Itoa(clients), "-n", strconv.Itoa(n), "-r", "2000000000", "-q"}
	out, err := exec.CommandContext(b.Context(), tool, append(args, words...)...).Output()
	found := rate.FindAllStringSubmatch(string(out), -1)
	if err != nil || len(found) == 0 {
		b.Fatalf("redis-benchmark: %v\n%s", err, out)
	}
	perSecond, err := strconv.ParseFloat(found[len(found)-1][1], 64)
	if err != nil || perSecond == 0 {
		b.Fatalf("redis-benchmark: %v, %s", err, out)
	}
	return time.Duration(float64(n) / perSecond * float64(time.Second))
}
