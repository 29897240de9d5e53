package slack

import (
	"strings"
	"testing"

	"dealcoach/internal/coach"
)

func TestOneMoreContactIsToldAndMayBecomeTheMainOne(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	said := o.types(owner, "/deal know acme contact Jo <Miller>, CFO")
	o.fit(t)
	for _, want := range []string{
		"another contact is Jo &lt;Miller&gt; (role: CFO). The main one, for what I suggest to say, is Tess Moreau.",
		"Contacts: Tess Moreau · Jo &lt;Miller&gt;, CFO", "Make Jo the main contact",
	} {
		if !strings.Contains(unescaped(said), want) {
			t.Errorf("%q is not in %s", want, unescaped(said))
		}
	}
	at := o.card("", "").with(hash("Jo <Miller>")).String()
	said = o.presses(owner, doMain, at)
	o.fit(t)
	if d := o.deal(t, 1); d.People() != "Jo <Miller>, CFO · Tess Moreau" || !strings.Contains(said, "is Jo") {
		t.Errorf("contacts are %q; was answered %s", d.People(), said)
	}
	was := o.deal(t, 1)
	if said = o.presses(owner, doMain, at); !strings.Contains(said, "already") {
		t.Errorf("the second time was answered %s", said)
	}
	if said = o.presses(owner, doMain, o.card("", "").with("0011223344556677").String()); !strings.Contains(said, "any more") {
		t.Errorf("a contact who is not there was answered %s", said)
	}
	o.unchanged(t, was)
}

func TestTheMostContactsFit(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", func(d *coach.Deal, a coach.Act) error {
		line := d.Basics()
		for i := range coach.MaxContacts {
			line.Others = append(line.Others, coach.Contact{Name: strings.Repeat(string(rune('a'+i)), 60), Role: strings.Repeat("<", 60), Left: i%2 == 0})
		}
		return d.Edit(a, line)
	})
	for _, line := range []string{"/deal show #1", "/deal edit #1", "/deal ask #1", "/deal know #1 contact " + strings.Repeat("&", 120)} {
		o.types(owner, line)
		o.fit(t)
	}
}

// unescaped is an answer without the escapes that json adds to markup's own.
func unescaped(said string) string {
	return strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">").Replace(said)
}
