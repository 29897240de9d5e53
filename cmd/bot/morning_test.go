package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
	"dealcoach/internal/store"
)

// A morning in one zone, on which all reps have deals that went quiet.
const (
	morningReps  = 35_000
	morningDeals = 1_000_000
	morningRate  = 50 * time.Millisecond // between commands
	morningPosts = 4 * time.Minute       // of delivering, after all is decided
)

func morningRep(i int) string { return fmt.Sprintf("U%07d", i) }

// With everybody's prompt due at once, all are decided in minutes, prompts leave at
// the pace that Slack allows, and commands are answered as on any other day.
func TestAMorningOfThirtyFiveThousandReps(t *testing.T) {
	if os.Getenv("TEST_MILLION") == "" {
		t.Skip("TEST_MILLION is not set, so Redis is not filled with a million deals")
	}
	url := realRedis(t)
	if url == "" {
		t.Skip("there is no redis-server")
	}
	reps, deals := morningReps, morningDeals
	if n, err := strconv.Atoi(os.Getenv("MORNING_REPS")); err == nil {
		reps, deals = n, n*morningDeals/morningReps
	}
	team := teamFor(t)
	db, err := store.Open(t.Context(), store.Options{URL: url, Team: team})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	begun := time.Now()
	fillMorning(t, db, reps, deals)
	t.Logf("%d deals of %d reps were written in %s", deals, reps, time.Since(begun).Round(time.Second))

	s := newLightSlack(t, team, reps)
	g := &ground{T: t, redis: url, settings: []string{
		"SLACK_APP_TOKEN=xapp-morning", "SLACK_BOT_TOKEN=xoxb-morning", "SLACK_API_URL=http://" + s.addr + "/api",
		"LOG_LEVEL=warn", "WORK_DAYS=Mon-Sun", "WORK_HOURS=00:00-24:00", "PROMPT_AT=00:00", "SLACK_CONNECTIONS=1",
	}}
	begun = time.Now()
	i := g.startWith(os.Args[0], []string{runAsBot + "=run", "REDIS_URL=" + url, "HTTP_ADDR="})
	defer i.kill()
	select {
	case <-s.up:
	case <-time.After(20 * time.Second):
		t.Fatalf("no socket in 20 s; it printed\n%s", g.printed.String())
	}
	typing := s.typing(t, reps)
	decided := g.decided(db, url, team, reps, begun)
	posting := time.Now()
	before := s.posts()
	select {
	case <-time.After(morningPosts):
	case <-t.Context().Done():
	}
	posts, took := s.posts()-before, time.Since(posting)
	commands := typing()
	rss := residentPeak(t, i.Process.Pid)

	s.mu.Lock()
	defer s.mu.Unlock()
	all, refused := 0, 0
	for method, n := range s.calls {
		t.Logf("%-24s %7d calls, %d refused", method, n, s.over[method])
		all, refused = all+n+s.over[method], refused+s.over[method]
	}
	slices.Sort(commands)
	p99 := commands[len(commands)*99/100]
	share := 100 * float64(refused) / float64(all)
	t.Logf("%d looks decided in %s; %.1f posts a second; %.3f %% of %d calls refused; %d MB at most; %d commands, median %s, p99 %s",
		reps, decided.Round(time.Second), float64(posts)/took.Seconds(), share, all, rss>>20, len(commands), commands[len(commands)/2], p99)
	for rep, n := range s.posted {
		if n > 1 {
			t.Errorf("%s got %d prompts", rep, n)
		}
	}
	if share >= 0.1 || rss >= 200<<20 || p99 >= 50*time.Millisecond || float64(posts)/took.Seconds() < 3 {
		t.Errorf("a limit is not kept")
	}
}

// fillMorning writes the deals, all of a rep at once, as an import does: quiet for
// weeks.
func fillMorning(t *testing.T, db *store.Store, reps, deals int) {
	t.Helper()
	at := time.Now().AddDate(0, 0, -40)
	per := (deals + reps - 1) / reps
	var workers sync.WaitGroup
	next := make(chan int)
	for range 4 {
		workers.Go(func() {
			for i := range next {
				rep := morningRep(i)
				some := make([]coach.Deal, 0, per)
				for n := i * per; n < min(deals, (i+1)*per); n++ {
					d, err := coach.NewDeal(coach.Act{By: rep, At: at}, rep, coach.AddLine{
						Name: fmt.Sprintf("Northwind renewal %06d", n), Contact: "Jo Miller", Value: 12_000_00, Stage: coach.Proposal,
					})
					if err != nil {
						t.Error(err)
						return
					}
					some = append(some, d)
				}
				if err := db.SaveAll(t.Context(), "fill "+rep, some); err != nil {
					t.Error(err)
				}
			}
		})
	}
	for i := range reps {
		next <- i
	}
	close(next)
	workers.Wait()
}

// decided waits until all reps have been looked at, and returns how long it took.
func (g *ground) decided(db *store.Store, url, team string, reps int, begun time.Time) time.Duration {
	g.Helper()
	o, err := redis.ParseURL(url)
	if err != nil {
		g.Fatal(err)
	}
	client := redis.NewClient(o)
	defer client.Close()
	due := "dc:{" + team + "}:due"
	left := func() int {
		now := strconv.FormatInt(time.Now().UnixMilli(), 10)
		waiting, err := client.ZCount(g.Context(), due, "-inf", now).Result()
		claimed, err2 := client.ZCard(g.Context(), "dc:{"+team+"}:claimed").Result()
		if err != nil || err2 != nil {
			g.Fatal(err, err2)
		}
		return int(waiting + claimed)
	}
	told := time.Now()
	if !g.within(20*time.Minute, func() bool {
		n := left()
		if time.Since(told) > 20*time.Second {
			told = time.Now()
			g.Logf("%s: %d left", time.Since(begun).Round(time.Second), n)
		}
		return n == 0
	}) {
		g.Errorf("%d reps were not looked at", left())
	}
	return time.Since(begun)
}

// typing types commands by any of the reps until the returned function is called,
// which tells how long they took.
func (s *lightSlack) typing(t *testing.T, reps int) (enough func() []time.Duration) {
	end := make(chan struct{})
	var mu sync.Mutex
	var took []time.Duration
	var all sync.WaitGroup
	all.Go(func() {
		tick := time.NewTicker(morningRate)
		defer tick.Stop()
		for n := 0; ; n++ {
			select {
			case <-end:
				return
			case <-tick.C:
			}
			all.Go(func() {
				line := []string{"list", "add Acme 12k", "show acme"}[n%3]
				d, ok := s.command(t, morningRep(rand.IntN(min(reps, 60))), line) // who is known after a moment
				mu.Lock()
				defer mu.Unlock()
				if !ok {
					t.Errorf("%s got no answer", line)
					return
				}
				took = append(took, d)
			})
		}
	})
	return func() []time.Duration { close(end); all.Wait(); return took }
}

func (s *lightSlack) posts() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls["chat.postMessage"]
}

// residentPeak is the most memory that a process has had, in bytes.
func residentPeak(t *testing.T, pid int) int64 {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Skip("the memory of a process is read from /proc")
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kb << 10
		}
	}
	return 0
}
