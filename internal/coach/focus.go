package coach

import (
	"cmp"
	"slices"
)

// MaxFocus is how many deals a rep may choose to bring to a close in a week
// (Score More Sales: one or two).
const MaxFocus = 2

// FocusProposal names the deals most worth bringing to a close this week: those
// whose value weighs most by how far they have come. Paused and waiting ones are
// left in peace.
func FocusProposal(deals []Deal, s Settings, in func(Deal) Finding) []Deal {
	weight := func(d Deal) float64 {
		return float64(max(d.Value, 1)) * float64(1+slices.Index(Stages, d.Stage))
	}
	var fit []Deal
	for _, d := range deals {
		switch in(d).Situation {
		case Closed, Paused, Waiting:
		default:
			fit = append(fit, d)
		}
	}
	slices.SortStableFunc(fit, func(a, b Deal) int {
		return cmp.Or(cmp.Compare(weight(b), weight(a)), cmp.Compare(a.ID, b.ID))
	})
	return fit[:min(len(fit), MaxFocus)]
}

// FocusOn chooses the deal for a week. others are the rep's open deals.
func (d *Deal) FocusOn(a Act, week string, others []Deal) error {
	if err := d.mustBeOpen("focus on"); err != nil {
		return err
	}
	if d.Focus == week {
		return Refuse(d.Title()+" is in this week's focus already.", "To see it: /deal focus")
	}
	chosen := 0
	for _, o := range others {
		if o.Focus == week && o.ID != d.ID {
			chosen++
		}
	}
	if chosen >= MaxFocus {
		return Refuse("Two deals are in this week's focus already.", "Fewer get more: bring those to a close first.")
	}
	d.Focus = week
	d.record(a, Chosen, "", Date{})
	return nil
}
