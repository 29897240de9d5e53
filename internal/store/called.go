package store

import (
	"cmp"
	"context"
	"slices"

	"dealcoach/internal/coach"
)

// teamLooked is how many entries of the team's index are looked through for one
// name that is longer than what the index has of it.
const teamLooked = 1000

// Called returns the deals, open and closed, that have one of these names, all
// normalised (coach.Normalize), by id. An empty owner is the whole team. However
// many deals begin alike, only those of the names themselves are read.
//
// Of a team's name that is longer than the index holds, the first thousand that
// share its start are looked at; of a rep's that is not rare then, all their
// open deals and the newest closed ones.
func (s *Store) Called(ctx context.Context, owner string, names []string) ([]coach.Named, error) {
	most := 2 * rare
	if owner == "" {
		most = teamLooked
	}
	ids, whole, err := s.entries(ctx, rangesOf(names), most)
	if err == nil && !whole && owner != "" {
		ids, err = s.allOf(ctx, owner)
	}
	if err != nil {
		return nil, err
	}
	var called []coach.Named
	err = s.each(ctx, ids, func(value string) error {
		var r nameRecord
		if _, err := unseal(value, &r); err != nil {
			return err
		}
		if r.Deleted == 0 && (owner == "" || r.Owner == owner) && slices.Contains(names, coach.Normalize(r.Name)) {
			called = append(called, coach.Named{ID: r.ID, Name: r.Name})
		}
		return nil
	})
	if len(ids) == 1 && len(called) == 1 && err == nil {
		s.names.keep(called[0])
	}
	slices.SortFunc(called, func(a, b coach.Named) int { return cmp.Compare(a.ID, b.ID) })
	return called, err
}

// rangesOf returns where in the index these names are, each once: where its range
// begins. It ends before what has \x01 instead of a \x00 at its end; without one
// it holds all that begins so, because an older program wrote long names whole.
func rangesOf(names []string) (ranges []any) {
	ranges = make([]any, 0, 4)
	var last string
	for _, name := range names {
		from := name + nameEnd
		if start := nameStart(name); start != name {
			from = start
		}
		if name != "" && from != last {
			ranges = append(ranges, "["+from)
		}
		last = from
	}
	return ranges
}

// entries returns the deals that the index has within ranges. whole is false
// when one of them holds at least as many entries as are read of each.
func (s *Store) entries(ctx context.Context, ranges []any, most int) (ids []int64, whole bool, err error) {
	if len(ranges) == 0 {
		return nil, true, nil
	}
	answer, err := s.ask(ctx, rangesScript, s.keys.names(), append([]any{most}, ranges...)...)
	if err != nil {
		return nil, false, err
	}
	whole = true
	var entries []string
	all, _ := answer.([]any)
	for _, one := range all {
		some, _ := one.([]any)
		whole = whole && len(some) < most
		for i := range some {
			entries = append(entries, word(some, i))
		}
	}
	ids, err = dealsIn(entries)
	return ids, whole, err
}
