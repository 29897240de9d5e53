package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"dealcoach/internal/coach"
)

// nameRecord is what a deal's record says of its names.
type nameRecord struct {
	ID      int64  `json:"id"`
	Name    string `json:"n"`
	Company string `json:"co"`
	Owner   string `json:"o"`
	Deleted int64  `json:"de"`
}

// named reads the names of deals and keeps those of the owner that begin with
// the prefix: the records know, the index only says where to look.
func (s *Store) named(ctx context.Context, ids []int64, err error, owner, prefix string, n int) ([]coach.Named, error) {
	if err != nil {
		return nil, err
	}
	type spot struct {
		text string
		coach.Named
	}
	var spots []spot
	err = s.each(ctx, ids, func(value string) error {
		var r nameRecord
		if _, err := unseal(value, &r); err != nil {
			return err
		}
		texts := []string{coach.Normalize(r.Name), coach.Normalize(r.Company)}
		texts = slices.DeleteFunc(texts, func(text string) bool { return text == "" || !strings.HasPrefix(text, prefix) })
		if r.Deleted == 0 && len(texts) > 0 && (owner == "" || r.Owner == owner) {
			text := slices.Min(texts) + nameEnd + strconv.FormatInt(r.ID, 10) // as in the index
			spots = append(spots, spot{text, coach.Named{ID: r.ID, Name: r.Name}})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(spots, func(a, b spot) int { return strings.Compare(a.text, b.text) })
	names := make([]coach.Named, 0, min(n, len(spots)))
	for _, s := range spots[:min(n, len(spots))] {
		names = append(names, s.Named)
	}
	return names, nil
}
