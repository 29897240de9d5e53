package coach

import (
	"slices"
	"strings"
	"time"
)

// Revise brings a known deal to what another system tells of it, and reports
// whether anything changed. What the row says nothing of stays. A last touch only
// moves ahead: what was logged here since is newer than the row.
func (d *Deal) Revise(a Act, r Row) (changed bool, err error) {
	if err := d.mustBeThere(a); err != nil {
		return false, err
	}
	if r.Name == "" {
		r.Name = d.Name
	}
	if r, err = r.checked(a); err != nil {
		return false, err
	}
	if r.External != "" && d.External != "" && r.External != d.External {
		return false, Refuse(d.Title()+" is known as “"+d.External+"”, not as “"+r.External+"”.",
			"Put right which of the two it is, or leave the number empty to add it anew.")
	}
	is, news := *d, len(d.News)
	if r.Owner != "" && r.Owner != d.Owner {
		if err := is.AssignTo(a, r.Owner); err != nil {
			return false, err
		}
	}
	if r.Status == Open && !d.IsOpen() {
		if err := is.Reopen(a); err != nil {
			return false, err
		}
	}
	is.basics(r)
	is.follow(a, r)
	if what, details := d.differs(is, a.At.Location()); len(what) > 0 {
		is.record(a, Imported, "its "+listed(what)+"\n"+strings.Join(details, "\n"), Date{})
	}
	if len(is.News) == news {
		return false, nil
	}
	*d = is
	return true, nil
}

// basics takes over what names the deal, and how far it is.
func (d *Deal) basics(r Row) {
	d.Name = r.Name
	take(&d.Company, r.Company)
	d.contacts(r)
	take(&d.Benefit, r.Benefit)
	take(&d.External, r.External)
	if r.HasValue {
		d.Value = r.Value
	}
	if r.Stage != "" {
		if slices.Index(Stages, r.Stage) > slices.Index(Stages, d.Stage) {
			d.PutOffs = 0
		}
		d.Stage = r.Stage
	}
	take(&d.Next.Words, r.Next.Words)
	if !r.Next.On.IsZero() {
		d.Next.On = r.Next.On
	}
	if !r.Created.IsZero() && !r.Created.says(d.Created) {
		d.Created = r.Created.At
	}
}

// contacts takes over who they are. A role is that of the contact in the same row.
func (d *Deal) contacts(r Row) {
	was := d.Contact
	take(&d.Contact, r.Contact)
	if d.Contact != was {
		d.Role = r.Role
	}
	take(&d.Role, r.Role)
	if len(r.Others) > 0 && ContactsText(r.Others, ";") != ContactsText(d.Contacts, ";") {
		d.Contacts = r.Others
	}
}

// follow takes over what happened to the deal: contact, its end, and what was
// agreed.
func (d *Deal) follow(a Act, r Row) {
	if !r.Touch.IsZero() && !r.Touch.says(d.Touch) && r.Touch.At.After(d.Touch) {
		tried := d.Outreach
		d.touch(Act{By: a.By, At: r.Touch.At})
		if tried.After(d.Outreach) {
			d.Outreach = tried
		}
	}
	if r.Status != "" && r.Status != d.Status && r.Status != Open {
		d.end(a, r)
	}
	if !d.IsOpen() {
		d.ending(a, r)
		return
	}
	if c := r.CallBack; !c.On.IsZero() && c.On != d.CallBack.On {
		d.CallBack = CallBack{On: c.On, Set: d.Touch}
		d.settle()
	}
	if !d.CallBack.On.IsZero() {
		take(&d.CallBack.Reason, r.CallBack.Reason)
	}
	if p := r.Pause; !p.Until.IsZero() {
		if p.Until != d.Pause.Until {
			d.Pause.Until = p.Until
			d.settle()
		}
		take(&d.Pause.Reason, p.Reason)
	}
}

// end closes the deal, or puts right how it ended.
func (d *Deal) end(a Act, r Row) {
	if d.IsOpen() {
		d.ClosedAt = a.At
	}
	d.Status = r.Status
	d.CallBack, d.Pause, d.Snooze, d.Asked = CallBack{}, Pause{}, Date{}, Asked{}
	if d.Status == Won {
		d.Revisit = Date{}
	}
	d.settle()
}

// ending takes over when and why the deal was closed. A next look of long ago is
// not made up for: an old list would bury the rep.
func (d *Deal) ending(a Act, r Row) {
	if !r.Closed.IsZero() && !r.Closed.says(d.ClosedAt) {
		d.ClosedAt = r.Closed.At
	}
	was := d.Reason
	if take(&d.Reason, r.Reason); d.Reason != was {
		d.ReasonKind = KindOf(d.Reason)
		if look := RevisitAfter(d.ReasonKind, DateOf(d.ClosedAt.In(a.At.Location()))); d.Status != Won && look.After(a.Today()) {
			d.Revisit = look
		}
	}
	take(&d.RealReason, r.RealReason)
	take(&d.Line, r.Line)
	if !r.Revisit.IsZero() && d.Status != Won {
		d.Revisit = r.Revisit
	}
}

// take sets what a row says something of. Other spaces between the same words are
// nothing that a row says.
func take(is *string, told string) {
	if told != "" && !slices.Equal(strings.Fields(told), strings.Fields(*is)) {
		*is = told
	}
}

// differs tells in words what was changed, apart from what has events of its own.
func (d *Deal) differs(is Deal, zone *time.Location) (what, details []string) {
	at := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.In(zone).Format("2006-01-02 15:04")
	}
	plan := func(on Date, words string) string { return strings.TrimSpace(on.String() + " " + words) }
	status := [2]string{d.Status.Words(), is.Status.Words()}
	if is.IsOpen() {
		status[0] = status[1] // it was reopened
	}
	for _, one := range []struct{ what, was, is string }{
		{"name", d.Name, is.Name}, {"company", d.Company, is.Company}, {"contact", d.MainContact().String(), is.MainContact().String()},
		{"other contacts", ContactsText(d.Contacts, "; "), ContactsText(is.Contacts, "; ")},
		{"value", d.Value.amount(), is.Value.amount()}, {"benefit", d.Benefit, is.Benefit},
		{"stage", d.Stage.Words(), is.Stage.Words()}, {"external id", d.External, is.External},
		{"status", status[0], status[1]}, {"creation", at(d.Created), at(is.Created)},
		{"last touch", at(d.Touch), at(is.Touch)}, {"end", at(d.ClosedAt), at(is.ClosedAt)},
		{"reason", d.Reason, is.Reason}, {"real reason", d.RealReason, is.RealReason}, {"line", d.Line, is.Line},
		{"next look", d.Revisit.String(), is.Revisit.String()},
		{"call-back", plan(d.CallBack.On, d.CallBack.Reason), plan(is.CallBack.On, is.CallBack.Reason)},
		{"pause", plan(d.Pause.Until, d.Pause.Reason), plan(is.Pause.Until, is.Pause.Reason)},
		{"next step", plan(d.Next.On, d.Next.Words), plan(is.Next.On, is.Next.Words)},
	} {
		if one.was != one.is {
			what = append(what, one.what)
			details = append(details, from(one.what, one.was, one.is))
		}
	}
	return what, details
}
