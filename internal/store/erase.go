package store

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

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
	db, err := e.store.node(ctx)
	if err != nil {
		return err
	}
	prefix := e.store.keys.of("")
	var some []string
	scan := db.Scan(ctx, 0, globbed(prefix)+"*", 2000).Iterator()
	for scan.Next(ctx) {
		name := strings.TrimPrefix(scan.Val(), prefix)
		if strings.HasPrefix(name, "deal:") || strings.HasPrefix(name, "hist:") {
			continue
		}
		if some = append(some, name); len(some) == dumpPart {
			if err := e.keys(ctx, some); err != nil {
				return err
			}
			some = some[:0]
		}
	}
	if err := scan.Err(); err != nil {
		return unread(err)
	}
	return e.keys(ctx, some)
}

// keys erases from keys that are no deals.
func (e *eraser) keys(ctx context.Context, names []string) error {
	kinds := make([]*redis.StatusCmd, len(names))
	values := make([]*redis.StringCmd, len(names))
	_, err := e.store.db.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, name := range names {
			kinds[i] = p.Type(ctx, e.store.keys.of(name))
		}
		return nil
	})
	if err == nil {
		_, err = e.store.db.Pipelined(ctx, func(p redis.Pipeliner) error {
			for i, name := range names {
				if kinds[i].Val() == "string" {
					values[i] = p.Get(ctx, e.store.keys.of(name))
				}
			}
			return nil
		})
	}
	if err != nil && !errors.Is(err, redis.Nil) {
		return unread(err)
	}
	for i, name := range names {
		if err := e.key(ctx, name, kinds[i].Val(), values[i]); err != nil {
			return fmt.Errorf("erase from %s: %w", kindOfKey(name), err)
		}
	}
	return nil
}

// kindOfKey is a key's name without whose it is.
func kindOfKey(name string) string {
	kind, _, _ := strings.Cut(name, ":")
	return kind
}

// key erases from one key.
func (e *eraser) key(ctx context.Context, name, kind string, value *redis.StringCmd) error {
	if follows := among(name, derived); follows && (e.dry || !e.mentions(name)) {
		return nil // from the deals
	}
	if e.mentions(name) {
		e.count(name)
		return e.drop(ctx, name)
	}
	switch kind {
	case "string":
		if value.Err() != nil {
			return nil // it has gone meanwhile
		}
		return e.text(ctx, name, value.Val())
	case "list":
		return e.list(ctx, name)
	case "hash":
		return e.hash(ctx, name)
	case "zset":
		return e.set(ctx, name)
	case "stream":
		return e.stream(ctx, name)
	}
	return nil
}

// mentions reports whether a name that the program made has the person's id in it.
func (e *eraser) mentions(name string) bool {
	return e.person != "" && e.words[0].found(name)
}

// count counts a key that is changed or removed.
func (e *eraser) count(name string) {
	switch kindOfKey(name) {
	case "prompt":
		e.found.Prompts++
	case "digest":
		e.found.Digests++
	case "msg", "out", "retry", "dead":
		e.found.Messages++
	default:
		e.found.Others++
	}
}

func (e *eraser) drop(ctx context.Context, name string) error {
	if e.dry {
		return nil
	}
	return unwritten(e.store.db.Del(ctx, e.store.keys.of(name)).Err())
}

// text erases from a string, if it is still as it was read.
func (e *eraser) text(ctx context.Context, name, was string) error {
	is, err := e.reword(name, was)
	if err != nil || is == was {
		return err
	}
	e.count(name)
	if e.dry {
		return nil
	}
	_, err = e.store.write(ctx, swapScript, []string{e.store.keys.of(name)}, was, is)
	return err
}

// list erases from the lines of a list.
func (e *eraser) list(ctx context.Context, name string) error {
	key := e.store.keys.of(name)
	lines, err := e.store.db.LRange(ctx, key, 0, -1).Result()
	if err != nil {
		return unread(err)
	}
	var pairs []any
	for _, was := range lines {
		is, err := e.reword(name, was)
		if err != nil {
			return err
		}
		if is != was {
			e.count(name)
			pairs = append(pairs, was, is)
		}
	}
	if len(pairs) == 0 || e.dry {
		return nil
	}
	_, err = e.store.write(ctx, relistScript, []string{key}, pairs...)
	return err
}

// hash erases a hash's fields; a message's record goes as a whole.
func (e *eraser) hash(ctx context.Context, name string) error {
	key := e.store.keys.of(name)
	fields, err := e.store.db.HGetAll(ctx, key).Result()
	if err != nil {
		return unread(err)
	}
	for field, value := range fields {
		if name == "external" && e.leadsToGone(field, value) || e.mentions(field) || e.mentions(value) {
			e.count(name)
			if strings.HasPrefix(name, "msg:") {
				return e.drop(ctx, name)
			}
			if e.dry {
				continue
			}
			if err := e.store.db.HDel(ctx, key, field).Err(); err != nil {
				return unwritten(err)
			}
		}
	}
	return nil
}

// leadsToGone reports whether a field of the external ids is about a deal that goes.
func (e *eraser) leadsToGone(field, value string) bool {
	into, _ := strconv.ParseInt(value, 10, 64) // 0 is no deal
	from, _ := strconv.ParseInt(strings.TrimPrefix(field, mergedField), 10, 64)
	return e.gone[into] || strings.HasPrefix(field, mergedField) && e.gone[from]
}

// set erases members of a sorted set: timers, messages, people.
func (e *eraser) set(ctx context.Context, name string) error {
	if e.person == "" {
		return nil
	}
	key := e.store.keys.of(name)
	var theirs []any
	for first := int64(0); ; first += dumpPart {
		some, err := e.store.db.ZRange(ctx, key, first, first+dumpPart-1).Result()
		if err != nil {
			return unread(err)
		}
		for _, member := range some {
			if e.mentions(member) {
				theirs = append(theirs, member)
				e.count(name)
			}
		}
		if len(some) < dumpPart {
			break
		}
	}
	if len(theirs) == 0 || e.dry {
		return nil
	}
	return unwritten(e.store.db.ZRem(ctx, key, theirs...).Err())
}

// stream erases entries: what waits to be sent to the person, and what could not be.
func (e *eraser) stream(ctx context.Context, name string) error {
	if e.person == "" {
		return nil
	}
	key := e.store.keys.of(name)
	for from := "-"; ; {
		some, err := e.store.db.XRangeN(ctx, key, from, "+", dumpPart).Result()
		if err != nil || len(some) == 0 {
			return unread(err)
		}
		for _, entry := range some {
			from = "(" + entry.ID
			mentioned := false
			for _, value := range entry.Values {
				text, _ := value.(string)
				mentioned = mentioned || e.mentions(text)
			}
			if !mentioned {
				continue
			}
			e.count(name)
			if e.dry {
				continue
			}
			if name == "out" {
				if err := e.store.db.XAck(ctx, key, group, entry.ID).Err(); err != nil {
					return unwritten(err)
				}
			}
			if err := e.store.db.XDel(ctx, key, entry.ID).Err(); err != nil {
				return unwritten(err)
			}
		}
	}
}
