package coach

import (
	"strings"
	"testing"
)

func TestBasicsArePutRight(t *testing.T) {
	d := acme(t)
	was := d
	d.PutOffs = 2
	to := d.Basics()
	to.Name, to.Company, to.Value, to.Stage = " Acme   Renewal ", "Acme Ltd", 500000, Negotiation
	must(t, d.Edit(mia("Thu 5 Nov", "10:00"), to))
	if d.Name != "Acme Renewal" || d.Company != "Acme Ltd" || d.Value != 500000 || d.Stage != Negotiation || d.Contact != was.Contact {
		t.Errorf("edited to %+v", d)
	}
	if !d.Touch.Equal(was.Touch) || !d.Acted.Equal(was.Acted) || d.PutOffs != 0 {
		t.Errorf("an edit is no act, and a higher stage is a step forward: %+v", d)
	}
	nobody := func(string) string { return "Mia" }
	var told []string
	for _, e := range d.News[len(was.News):] {
		told = append(told, e.Words("", nobody, date("Thu 5 Nov")))
	}
	if got, want := strings.Join(told, " "), "Mia changed its name, company and value. Mia moved it to Negotiation."; got != want {
		t.Errorf("the history tells %q, want %q", got, want)
	}
}

func TestAnEditThatIsNone(t *testing.T) {
	d := acme(t)
	a := mia("Thu 5 Nov", "10:00")
	refused(t, d.Edit(a, d.Basics()), "Nothing is different")
	for what, spoil := range map[string]func(*AddLine){
		"needs a name": func(l *AddLine) { l.Name = " " },
		"That company": func(l *AddLine) { l.Company = strings.Repeat("x", MaxName+1) },
		"That benefit": func(l *AddLine) { l.Benefit = strings.Repeat("x", MaxWords+1) },
	} {
		to := d.Basics()
		spoil(&to)
		refused(t, d.Edit(a, to), what)
	}
}

func TestAClosedDealsBasicsArePutRightToo(t *testing.T) {
	d := acme(t)
	must(t, d.Close(mia("Tue 3 Nov", "10:00"), Won, ""))
	to := d.Basics()
	to.Value, to.Stage = 700000, Negotiation
	must(t, d.Edit(mia("Thu 5 Nov", "10:00"), to))
	if d.Value != 700000 || d.Stage != Negotiation || d.Status != Won {
		t.Errorf("edited to %+v", d)
	}
}
