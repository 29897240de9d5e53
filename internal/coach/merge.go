package coach

import (
	"slices"
	"strings"
	"time"
)

// Absorb takes in what another deal knows and this one does not: what was the
// same business all along. What both know stays as it is here. The other one is
// deleted, with a pointer to this one, and can be brought back like any other.
func (d *Deal) Absorb(a Act, other *Deal) error {
	if err := d.mayAbsorb(a, *other); err != nil {
		return err
	}
	note := other.Title()
	for _, gained := range d.takeFrom(*other) {
		note += "\n" + gained
	}
	d.settle()
	d.record(a, Merged, note, Date{})
	other.Deleted, other.MergedInto = a.At, d.ID
	other.record(a, MergedAway, d.Title(), Date{})
	return nil
}

func (d *Deal) mayAbsorb(a Act, other Deal) error {
	for _, one := range []*Deal{d, &other} {
		if err := one.mustBeThere(a); err != nil {
			return err
		}
	}
	switch {
	case d.ID == other.ID:
		return OneAndTheSame(d.ID)
	case d.IsOpen() && !other.IsOpen():
		return Refuse(other.Title()+" is "+other.Status.Words()+", and "+d.Title()+" is open: what is over can't become part of what is not.",
			"Take it up again first, if that is what happened: /deal reopen "+other.Ref())
	case !d.IsOpen() && other.IsOpen():
		return Refuse(other.Title()+" is open, and "+d.Title()+" is "+d.Status.Words()+": the open one would be lost in it.",
			"Merge it the other way round after: /deal reopen "+d.Ref())
	case d.Owner != other.Owner:
		return Refuse("The two have different owners, so it would not be clear whose it is.",
			"A manager can give one of them away first: /deal assign "+other.Ref()+" @rep")
	}
	return nil
}

// OneAndTheSame is the refusal to merge a deal into itself.
func OneAndTheSame(id int64) error {
	return Refuse("That is one and the same deal.", "Name two: /deal merge "+Deal{ID: id}.Ref()+" into another")
}

// takeFrom takes what is lacking, and tells in lines what that was.
func (d *Deal) takeFrom(other Deal) (gained []string) {
	for _, one := range []struct {
		what string
		is   *string
		from string
	}{
		{"company", &d.Company, other.Company}, {"benefit", &d.Benefit, other.Benefit},
		{"stated reason", &d.Reason, other.Reason}, {"real reason", &d.RealReason, other.RealReason},
	} {
		if *one.is == "" && one.from != "" {
			*one.is = one.from
			gained = append(gained, from(one.what, "", one.from))
		}
	}
	if d.Contact == "" && other.Contact != "" {
		d.Contact, d.Role = other.Contact, other.Role
		gained = append(gained, from("contact", "", d.MainContact().String()))
	}
	was := ContactsText(d.Contacts, "; ")
	d.unite(other)
	if is := ContactsText(d.Contacts, "; "); is != was {
		gained = append(gained, from("other contacts", was, is))
	}
	if d.Value == 0 && other.Value != 0 {
		d.Value = other.Value
		gained = append(gained, from("value", "", other.Value.amount()))
	}
	known := make(map[Fact]Known, len(d.Facts))
	for fact, is := range d.Facts {
		known[fact] = is
	}
	for _, fact := range Facts {
		if is := other.Facts[fact]; d.Facts[fact].Words == "" && is.Words != "" {
			known[fact] = is
			gained = append(gained, from(string(fact), "", is.Words))
		}
	}
	if len(known) > 0 {
		d.Facts = known
	}
	if d.Next.Words == "" && other.Next.Words != "" {
		d.Next = other.Next
		gained = append(gained, from("next step", "", strings.TrimSpace(other.Next.Words)))
	}
	d.takeClocks(other)
	return gained
}

// takeClocks keeps the beginning that is earlier and the contact that is later.
func (d *Deal) takeClocks(other Deal) {
	if other.Created.Before(d.Created) {
		d.Created = other.Created
	}
	if other.Touch.After(d.Touch) {
		d.Touch, d.Attempts = other.Touch, other.Attempts
		d.CallBack, d.Doubt, d.Sent = other.CallBack, other.Doubt, other.Sent
		d.Asked = Asked{}
	} else if d.CallBack.On.IsZero() {
		d.CallBack = other.CallBack
	}
	d.Outreach = later(d.Outreach, other.Outreach)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// MergeHistories is the history of a deal that another one was merged into. All
// are the newest first; the lines of the other one say whose they were.
func MergeHistories(other int64, theirs, own []Event) []Event {
	all := slices.Clone(theirs)
	for i := range all {
		if all[i].Deal == 0 {
			all[i].Deal = other
		}
	}
	all = append(all, own...)
	slices.SortStableFunc(all, func(a, b Event) int { return b.At.Compare(a.At) })
	return all
}
