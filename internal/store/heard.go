package store

import (
	"sync"

	"dealcoach/internal/coach"
)

// heard remembers by which names deals were called here last, those that no other
// deal could have been meant by. It is a guess, like recent: a commit that relies
// on it looks for other deals of that name. Full, it begins anew.
type heard struct {
	mu    sync.RWMutex
	deals map[string]coach.Named // by their normalised names
}

// Full of long names it takes a megabyte.
const (
	mostHeard   = 1 << 12
	longestName = 100
)

func (h *heard) keep(n coach.Named) {
	if len(n.Name) > longestName {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.deals == nil || len(h.deals) >= mostHeard {
		h.deals = make(map[string]coach.Named)
	}
	h.deals[coach.Normalize(n.Name)] = n
}

// Recall returns the deal that had the longest of these names, alone in the team,
// when they were looked up here last; it asks nobody. Names are normalised
// (coach.Normalize), from short to long. Whoever changes the deal says so by its
// Calling.
func (s *Store) Recall(names []string) (coach.Named, bool) {
	s.names.mu.RLock()
	defer s.names.mu.RUnlock()
	for i := len(names) - 1; i >= 0; i-- {
		if n, known := s.names.deals[names[i]]; known {
			return n, true
		}
	}
	return coach.Named{}, false
}
