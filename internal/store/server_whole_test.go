package store

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// expectWhole expects that each commit is there as a whole or not at all: that
// each deal, its history, its indexes, its operations, its timer and its
// message tell the same story. It returns how many commits there are. All
// changes must be those of a crowd, and nothing may have been delivered.
func expectWhole(t *testing.T, s *Store, deals []coach.Deal) (commits int) {
	t.Helper()
	ops := opsByDeal(t, s)
	want := map[string]map[string]float64{}
	for _, created := range deals {
		d, err := s.Deal(t.Context(), created.ID)
		if err != nil {
			t.Errorf("deal %d: %v", created.ID, err)
			continue
		}
		commits += int(d.Version)
		expectStory(t, s, d, ops[d.ID])
		for _, at := range s.keys.places(&d) {
			if want[at.key] == nil {
				want[at.key] = map[string]float64{}
			}
			want[at.key][at.member] = float64(at.score)
		}
	}
	got := map[string]map[string]float64{}
	for _, key := range keysLike(t, s, "*") {
		if s.db.Type(t.Context(), key).Val() != "zset" || slices.Contains([]string{s.keys.due(), s.keys.claimed(), s.keys.retry()}, key) {
			continue
		}
		got[key] = map[string]float64{}
		for _, z := range s.db.ZRangeWithScores(t.Context(), key, 0, -1).Val() {
			got[key][z.Member.(string)] = z.Score
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the indexes and the deals differ (-deals +indexes):\n%s", diff)
	}
	return commits
}

// expectStory expects that what belongs to a deal fits its version: one
// operation for each, and one line, and one round of its message.
func expectStory(t *testing.T, s *Store, d coach.Deal, versions []int64) {
	t.Helper()
	slices.Sort(versions)
	for i, version := range versions {
		if version != int64(i+1) {
			t.Errorf("deal %d: the operations led to the versions %v, want each once", d.ID, versions)
			break
		}
	}
	if len(versions) != int(d.Version) || d.Attempts != int(d.Version)-1 {
		t.Errorf("deal %d has version %d and %d changes by %d operations", d.ID, d.Version, d.Attempts, len(versions))
	}
	history, err := s.History(t.Context(), d.ID, historyCap+1)
	if err != nil || len(history) != min(int(d.Version), historyCap) || history[0] != d.Last {
		t.Errorf("deal %d has version %d and %d lines of history, %v", d.ID, d.Version, len(history), err)
	}
	message := s.keys.message(coach.RefreshID(d.Nudge.Prompt))
	round, err := s.db.HGet(t.Context(), message, "round").Int64()
	if err != nil || round != d.Version {
		t.Errorf("deal %d has version %d, and its message was asked for %d times, %v", d.ID, d.Version, round, err)
	}
	queued := 0
	for _, entry := range s.db.XRange(t.Context(), s.keys.outbox(), "-", "+").Val() {
		if entry.Values["m"] == coach.RefreshID(d.Nudge.Prompt) {
			queued++
		}
	}
	if queued != 1 {
		t.Errorf("deal %d: its message is queued %d times, want once", d.ID, queued)
	}
	if err := s.db.ZScore(t.Context(), s.keys.due(), coach.PromptTimer(d.Owner)).Err(); err != nil {
		t.Errorf("deal %d: its owner's timer: %v", d.ID, err)
	}
}

// opsByDeal returns the versions that each deal's operations led to.
func opsByDeal(t *testing.T, s *Store) map[int64][]int64 {
	t.Helper()
	versions := map[int64][]int64{}
	for some := range slices.Chunk(keysLike(t, s, "op:*"), batch) {
		results, err := s.db.MGet(t.Context(), some...).Result()
		if err != nil {
			t.Fatal(err)
		}
		for i := range results {
			d, err := doneDeal(word(results, i))
			if err != nil {
				t.Fatalf("%s: %v", some[i], err)
			}
			versions[d.ID] = append(versions[d.ID], d.Version)
		}
	}
	return versions
}

// keysLike returns the team's keys of a pattern.
func keysLike(t *testing.T, s *Store, pattern string) []string {
	t.Helper()
	seen := map[string]bool{} // a scan may return a key twice
	find := func(c *redis.Client) error {
		keys := c.Scan(t.Context(), 0, s.keys.of(pattern), 1000).Iterator()
		for keys.Next(t.Context()) {
			seen[keys.Val()] = true
		}
		return keys.Err()
	}
	client, single := s.db.(*redis.Client)
	if cluster, ok := s.db.(*redis.ClusterClient); ok {
		var err error
		if client, err = cluster.MasterForKey(t.Context(), s.keys.ids()); err != nil {
			t.Fatal(err)
		}
	} else if !single {
		t.Fatalf("a client of type %T", s.db)
	}
	if err := find(client); err != nil {
		t.Fatal(err)
	}
	var found []string
	for key := range seen {
		if strings.HasPrefix(key, s.keys.of("")) {
			found = append(found, key)
		}
	}
	return found
}
