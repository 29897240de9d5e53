package coach

import "time"

// DeletedFor is how long a deleted deal can be brought back. After that it is
// gone for good.
const DeletedFor = 7 * 24 * time.Hour

// Delete takes a deal that was a mistake out of everything: lists, counts,
// prompts and digests. Its status stays, so that it comes back as it was.
func (d *Deal) Delete(a Act) error {
	if err := d.mustBeThere(a); err != nil {
		return err
	}
	d.Deleted = a.At
	d.record(a, DeletedDeal, "", Date{})
	return nil
}

// Restore brings a deleted deal back as it was, for a week. Its clocks have gone
// on meanwhile.
func (d *Deal) Restore(a Act) error {
	switch {
	case !d.IsDeleted():
		return Refuse(d.Title()+" is not deleted.", "To see it: /deal show "+d.Ref())
	case d.Lapsed(a.At):
		return Refuse(d.Title()+" was deleted more than a week ago, so it can't be brought back.", "Add it anew: /deal add "+d.Name)
	}
	d.Deleted, d.MergedInto = time.Time{}, 0
	d.settle()
	d.record(a, Restored, "", Date{})
	return nil
}

// IsDeleted reports whether the deal is deleted: it then counts nowhere.
func (d Deal) IsDeleted() bool { return !d.Deleted.IsZero() }

// Lapsed reports whether the deal was deleted too long ago to be brought back.
func (d Deal) Lapsed(now time.Time) bool {
	return d.IsDeleted() && now.Sub(d.Deleted) >= DeletedFor
}

// mustBeThere refuses a deleted deal.
func (d *Deal) mustBeThere(a Act) error {
	if d.IsDeleted() {
		return d.Gone(a)
	}
	return nil
}

// Gone is the refusal of whatever somebody wants with a deleted deal.
func (d Deal) Gone(a Act) error {
	why := "was deleted"
	if d.MergedInto != 0 {
		why = "was merged into " + Deal{ID: d.MergedInto}.Ref()
	}
	hint := "To bring it back: /deal restore " + d.Ref()
	if d.Lapsed(a.At) {
		hint = "It is gone for good."
	}
	return Refuse(d.Title()+" "+why+" on "+DateOf(d.Deleted.In(a.At.Location())).Words(a.Today())+".", hint)
}
