package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"dealcoach/internal/coach"
)

// A commit is decided anew when a record changed meanwhile, as long as ctx lasts.
// Without a deadline it is given up after so many rounds: with the pauses in
// between, about two seconds of bad luck.
const (
	rounds       = 64
	firstPause   = 2 * time.Millisecond
	longestPause = 64 * time.Millisecond
)

// errNoOp is the error of a change without an operation id: all such changes
// would be taken for one and the same.
var errNoOp = errors.New("a change needs an operation id")

// commit writes a plan. When its operation had been committed before, it
// writes nothing and reports so, with the first one's result. A version that
// differs is coach.ErrConflict, a name that may mean another deal
// coach.ErrAmbiguous.
func (s *Store) commit(ctx context.Context, p *plan) (done bool, result string, err error) {
	defer func(begun time.Time) { s.observe.Committed(outcomeOf(done, err), time.Since(begun)) }(time.Now())
	answer, err := s.run(ctx, commitScript, p.words())
	if err != nil {
		return false, "", fmt.Errorf("commit: %w", err)
	}
	words, _ := answer.([]any)
	switch word(words, 0) {
	case "ok":
		if n, _ := words[1].(int64); n > 0 {
			s.wake()
		}
		return false, "", nil
	case "done":
		// The first one's answer may have been lost, and with it that it set a timer.
		s.wake()
		return true, word(words, 1), nil
	case "ambiguous":
		return false, "", fmt.Errorf("commit: %w", coach.ErrAmbiguous)
	case "conflict":
		return false, "", fmt.Errorf("commit: %w", coach.ErrConflict)
	default:
		return false, "", fmt.Errorf("commit: %w: an answer that makes no sense", coach.ErrUnknown)
	}
}

// word returns the text at i, empty when there is none.
func word(words []any, i int) string {
	if i >= len(words) {
		return ""
	}
	text, _ := words[i].(string)
	return text
}

// again waits a moment before the next round, a random one that becomes longer
// from round to round, so that many writers of one record get out of each
// other's way. It reports false when there is no next round.
func again(ctx context.Context, round int) bool {
	if _, ends := ctx.Deadline(); !ends && round+1 >= rounds {
		return false
	}
	select {
	case <-ctx.Done():
		return false
	case <-time.After(rand.N(min(firstPause<<min(round, 16), longestPause))):
		return true
	}
}
