package exchange

import (
	"context"
	"errors"

	"dealcoach/internal/coach"
)

// verdict is what becomes of a row.
type verdict struct {
	entry
	deal    coach.Deal // to be written, when the row is new or changes something
	isNew   bool
	changes bool
}

// decide compares rows with the deals as they are now.
func (r *reader) decide(ctx context.Context, entries []entry) ([]verdict, error) {
	found, err := r.find(ctx, entries)
	if err != nil {
		return nil, err
	}
	verdicts := make([]verdict, len(entries))
	taken := map[int64]int{}
	for i, e := range entries {
		v := verdict{entry: e}
		if e.wrong == nil {
			v = r.judge(e, found)
		}
		if v.deal.ID != 0 && v.wrong == nil {
			if first, twice := taken[v.deal.ID]; twice {
				v.wrong = coach.Refuse("It is the same deal as in row "+itoa(first)+": "+v.deal.Title()+".", "Leave one of the two rows out.")
			}
			taken[v.deal.ID] = e.line.row
		}
		verdicts[i] = v
	}
	return verdicts, nil
}

// standings are the deals that rows speak of, as they are now.
type standings struct {
	byID, byRow map[string]int64
	deals       map[int64]coach.Deal
}

// find reads the deals that rows speak of.
func (r *reader) find(ctx context.Context, entries []entry) (standings, error) {
	var names, keys []string
	var ids []int64
	for _, e := range entries {
		switch {
		case e.wrong != nil:
			continue
		case e.Key != "":
			keys = append(keys, e.Key)
		case e.External != "":
			names = append(names, e.External)
		}
		if e.number != 0 {
			ids = append(ids, e.number)
		}
	}
	s := standings{deals: map[int64]coach.Deal{}}
	var err error
	if s.byID, err = r.Store.ByExternal(ctx, names); err != nil {
		return s, err
	}
	if s.byRow, err = r.Store.ByRow(ctx, keys); err != nil {
		return s, err
	}
	for _, found := range []map[string]int64{s.byID, s.byRow} {
		for _, id := range found {
			ids = append(ids, id)
		}
	}
	deals, err := r.Store.Deals(ctx, ids)
	for _, d := range deals {
		s.deals[d.ID] = d
	}
	return s, err
}

// judge decides about one row.
func (r *reader) judge(e entry, s standings) verdict {
	v := verdict{entry: e}
	if e.Key != "" {
		if _, known := s.deals[s.byRow[e.Key]]; known {
			return v // this very row was taken before
		}
		return r.asNew(v)
	}
	d, known := s.deals[s.byID[e.External]]
	if e.number != 0 {
		byNumber, there := s.deals[e.number]
		switch {
		case !there:
			v.wrong = coach.Refuse("There is no deal "+coach.Deal{ID: e.number}.Ref()+".", "Put the number right, or leave it empty to add a new deal.")
			return v
		case known && d.ID != e.number:
			v.wrong = coach.Refuse("The external id “"+coach.Cut(e.External, 60)+"” belongs to "+d.Ref()+", not to "+byNumber.Ref()+".", "Put right which of the two it is.")
			return v
		}
		d, known = byNumber, true
	}
	if !known {
		return r.asNew(v)
	}
	if d.Owner != r.Act.By && !r.Manager {
		v.wrong = coach.Refuse("The deal "+d.Ref()+" is somebody else's, and you import your own deals only.", "Leave it out, or ask a manager to import it.")
		return v
	}
	if d.External != "" && d.External != e.External && s.byID[e.External] == d.ID {
		return v // of a deal that was merged into this one: this one's own row tells
	}
	changed, err := d.Revise(r.Act, e.Row)
	v.deal, v.changes, v.wrong = d, changed, err
	return v
}

func (r *reader) asNew(v verdict) verdict {
	if v.Name == "" {
		v.wrong = coach.Refuse("A new deal needs a name.", "Fill in its name or company.")
		return v
	}
	if v.Owner == "" {
		v.Owner = r.Act.By
	}
	if v.Owner == "" {
		v.wrong = coach.Refuse("Nobody is named as the owner.", "Write the owner's e-mail address, name or user id.")
		return v
	}
	v.deal, v.wrong = coach.FromRow(r.Act, v.Row)
	v.isNew = v.wrong == nil
	return v
}

// problem tells a row's refusal.
func (e entry) problem() Problem {
	var refusal coach.Refusal
	if !errors.As(e.wrong, &refusal) {
		refusal.Reason = e.wrong.Error() + "."
	}
	return Problem{Row: e.line.row, Why: refusal.Reason, Hint: refusal.Hint}
}
