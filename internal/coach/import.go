package coach

import (
	"cmp"
	"time"
	"unicode/utf8"
)

// Row is what another system tells of a deal. It says nothing of what is empty.
type Row struct {
	AddLine
	External string // its id there
	Key      string // what the row is known by when it has no such id (see Deal.Row)
	Owner    string // a Slack user id
	Status   Status

	Created, Touch Instant
	Closed         Instant // counts only for a closed deal: of an open one it is a hope

	Reason, RealReason, Line string // of a closed deal
	Revisit                  Date   // of a closed deal

	CallBack CallBack // of an open deal: the day, and why
	Pause    Pause    // of an open deal
	Next     Step
}

// Instant is an instant as another system wrote it down: to the day, the minute,
// or better.
type Instant struct {
	At   time.Time
	Fine time.Duration // 24 hours: only the day is known
}

// IsZero reports whether there is none.
func (m Instant) IsZero() bool { return m.At.IsZero() }

// says reports whether the moment is t, as finely as it was written down.
func (m Instant) says(t time.Time) bool {
	if m.Fine >= 24*time.Hour {
		return DateOf(m.At) == DateOf(t.In(m.At.Location()))
	}
	fine := max(m.Fine, time.Millisecond)
	return m.At.Truncate(fine).Equal(t.Truncate(fine))
}

// FromRow makes a deal that another system told of. Its clocks go on from the last
// touch there, or else from its creation. A closed one must say when it ended, so
// that it is counted in that week and no other.
func FromRow(a Act, r Row) (Deal, error) {
	r, err := r.checked(a)
	if err != nil {
		return Deal{}, err
	}
	touch := cmp.Or(r.Touch, r.Created, Instant{At: a.At}).At
	d := Deal{
		Name: r.Name, Company: r.Company, Contact: r.Contact, Role: r.Role, Contacts: r.Others, Benefit: r.Benefit, Value: r.Value,
		Stage: cmp.Or(r.Stage, Prospect), Owner: r.Owner, Status: Open, External: r.External, Row: r.Key,
		Created: cmp.Or(r.Created.At, touch), Touch: touch, Outreach: touch, Acted: a.At, Next: r.Next,
	}
	if r.Status != "" && r.Status != Open {
		r.Closed = cmp.Or(r.Closed, r.Touch)
		if r.Closed.IsZero() {
			return Deal{}, Refuse("It is "+r.Status.Words()+", but nothing says when it ended.", "Add the day in a column “closed”.")
		}
	}
	d.follow(a, r)
	d.record(a, Imported, "", Date{})
	return d, nil
}

// checked returns the row with its name tidied, or refuses what a deal can't keep.
func (r Row) checked(a Act) (Row, error) {
	line, err := r.AddLine.checked()
	if err != nil {
		return Row{}, err
	}
	r.AddLine = line
	for _, text := range []struct {
		what, is string
		most     int
	}{
		{"That external id", r.External, MaxName}, {"That reason", r.Reason, MaxReason},
		{"The real reason", r.RealReason, MaxReason}, {"That line", r.Line, MaxReason},
		{"That next step", r.Next.Words, MaxWords}, {"The call-back's reason", r.CallBack.Reason, MaxReason},
		{"The pause's reason", r.Pause.Reason, MaxReason},
	} {
		if n := utf8.RuneCountInString(text.is); n > text.most {
			return Row{}, tooLong(text.what, n, text.most)
		}
	}
	if r.Status == "" || r.Status == Open {
		r.Closed = Instant{}
	}
	for _, when := range []struct {
		what string
		at   time.Time
	}{{"The last touch", r.Touch.At}, {"The creation", r.Created.At}, {"The end", r.Closed.At}} {
		if when.at.After(a.At) {
			return Row{}, Refuse(when.what+" lies ahead: "+DateOf(when.at).Words(a.Today())+".", "Write the day on which it was.")
		}
	}
	if !r.Pause.Until.IsZero() && r.Pause.Reason == "" {
		return Row{}, Refuse("A pause needs a reason, so that it ends well.", "Add it in a column “pause reason”.")
	}
	return r, nil
}
