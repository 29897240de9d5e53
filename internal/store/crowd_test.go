package store

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"
)

// A whole team clicks on one deal at once, through a network that loses one
// answer to a commit in twenty. Nobody is told to try again, and each click is
// there once.
func TestSixtyFourWritersOfOneDealAllGetThrough(t *testing.T) {
	const writers, each = 64, 3
	onBoth(t, func(t *testing.T, url string) {
		s, p := onLossyNetwork(t, url)
		d := create(t, s, "Acme")
		p.share.Store(5)
		acknowledged := make([][]int64, writers) // versions, by writer
		var wait sync.WaitGroup
		for w := range writers {
			wait.Go(func() {
				for i := range each {
					mark := fmt.Sprintf("%d.%d", w, i)
					// As long as somebody waits for the outcome in Slack.
					stored, conflicts := persist(t, s, d.ID, mark, 25*time.Second, sameOp)
					if conflicts > 0 {
						t.Errorf("%s was told %d times that others are changing the deal", mark, conflicts)
					}
					acknowledged[w] = append(acknowledged[w], stored.Version)
				}
			})
		}
		wait.Wait()
		if p.lost.Load() == 0 {
			t.Error("no answer was lost")
		}
		history := marks(t, s, d.ID)
		if len(history) != writers*each {
			t.Errorf("there are %d marks, want %d", len(history), writers*each)
		}
		for w, versions := range acknowledged {
			for i, version := range versions {
				// The deal was created as version 1.
				if at := slices.Index(history, fmt.Sprintf("%d.%d ", w, i)); int64(at) != version-2 {
					t.Errorf("mark %d.%d was acknowledged as version %d and is the %dth", w, i, version, at+1)
				}
			}
			if !slices.IsSorted(versions) {
				t.Errorf("writer %d was given the versions %v", w, versions)
			}
		}
		now, err := s.Deal(t.Context(), d.ID)
		if err != nil || now.Version != writers*each+1 {
			t.Errorf("got version %d, %v; want %d", now.Version, err, writers*each+1)
		}
	})
}
