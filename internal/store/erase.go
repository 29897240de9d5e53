package store

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// Erased is what an erasure changed or removed, or would.
type Erased struct {
	Deals    []int64 // the records that are changed or removed, by number
	Lines    int     // of histories
	Prompts  int
	Digests  int
	Messages int // records of messages in Slack, and what waits to be sent
	Others   int // settings, a rep's own record, timers, results of operations
}

// Any reports whether there was anything.
func (e Erased) Any() bool {
	return len(e.Deals)+e.Lines+e.Prompts+e.Digests+e.Messages+e.Others > 0
}

// ErrStillThere means that an erasure was repeated, and each time there was more.
var ErrStillThere = errors.New("while it was erased, it was written again")

// ErasePerson puts coach.Left wherever a person's user id is kept, and removes what
// was kept for them alone. Their names, if any are given, go from all that people
// wrote. Their deals stay, as those of somebody who left. When dry, nothing is
// written. What it changes, it changes one record at a time, each as a whole; when
// it breaks off, doing it again goes on.
func (s *Store) ErasePerson(ctx context.Context, id string, names []string, dry bool) (Erased, error) {
	if !isUserID(id) {
		return Erased{}, errNoUser(id)
	}
	e := eraser{store: s, dry: dry, person: id, words: []replacement{personWords(id)}}
	for _, name := range names {
		if r, ok := nameWords(name, coach.LeftName); ok {
			e.texts = append(e.texts, r)
		}
	}
	return e.untilNothing(ctx)
}

// isUserID reports whether a text is like Slack's user ids: nothing else may be
// looked for in all records.
func isUserID(id string) bool { return userID.MatchString(id) }

var userID = regexp.MustCompile(`^[UW][A-Z0-9]{2,20}$`)

func errNoUser(id string) error { return fmt.Errorf("%q is no Slack user id", id) }

// EraseContact takes a name from all that people wrote, as whole words and whichever
// way it is capitalised; with a deal, only from what belongs to that one. Otherwise
// it is as ErasePerson.
func (s *Store) EraseContact(ctx context.Context, name string, deal int64, dry bool) (Erased, error) {
	r, ok := nameWords(name, coach.ContactGone)
	if !ok {
		return Erased{}, errors.New("a contact without a name")
	}
	e := eraser{store: s, dry: dry, texts: []replacement{r}, only: deal}
	return e.untilNothing(ctx)
}

// EraseDeals removes deals with their histories and all that leads to them. What
// other records tell of them tells of "a deal". Otherwise it is as ErasePerson.
func (s *Store) EraseDeals(ctx context.Context, ids []int64, dry bool) (Erased, error) {
	e := eraser{store: s, dry: dry, gone: map[int64]bool{}}
	deals, err := s.Deals(ctx, ids)
	if err != nil {
		return Erased{}, err
	}
	for _, d := range deals {
		if r, ok := nameWords(d.Title(), d.Ref()+" "+coach.DealGone); ok {
			e.texts = append(e.texts, r)
		}
	}
	for _, id := range ids {
		e.gone[id] = true
	}
	return e.untilNothing(ctx)
}

// eraser is an erasure under way.
type eraser struct {
	store *Store
	dry   bool

	person string         // whose own records go; empty for nobody's
	words  []replacement  // in any text
	texts  []replacement  // in what people wrote
	only   int64          // the one deal that it is about; 0: all
	gone   map[int64]bool // deals that go

	found Erased
}

// erasePasses is how often all is looked through: what others write meanwhile may
// bring something back.
const erasePasses = 4

// untilNothing looks through everything until there is nothing to erase any more.
func (e *eraser) untilNothing(ctx context.Context) (all Erased, err error) {
	for range erasePasses {
		e.found = Erased{}
		if err := e.pass(ctx); err != nil {
			return all, err
		}
		if !e.found.Any() {
			return all, nil
		}
		all = all.And(e.found)
		if e.dry {
			return all, nil
		}
	}
	return all, ErrStillThere
}

// And returns what two erasures did together.
func (e Erased) And(more Erased) Erased {
	deals := slices.Concat(e.Deals, more.Deals)
	slices.Sort(deals)
	return Erased{
		slices.Compact(deals), e.Lines + more.Lines, e.Prompts + more.Prompts, e.Digests + more.Digests,
		e.Messages + more.Messages, e.Others + more.Others,
	}
}

// pass looks through everything once: the deals by number, then all other keys.
func (e *eraser) pass(ctx context.Context) error {
	last, err := e.store.db.Get(ctx, e.store.keys.ids()).Int64()
	if err != nil && !errors.Is(err, redis.Nil) {
		return unread(err)
	}
	for first := int64(1); first <= last; first += dumpPart {
		if err := e.deals(ctx, first, min(first+dumpPart-1, last)); err != nil {
			return err
		}
	}
	var some []string
	err = e.store.others(ctx, func(name string) error {
		if some = append(some, name); len(some) < dumpPart {
			return nil
		}
		err := e.keys(ctx, some)
		some = some[:0]
		return err
	})
	if err != nil {
		return err
	}
	return e.keys(ctx, some)
}
