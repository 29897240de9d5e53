package coach

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestContactsAreReadAsTheyAreWritten(t *testing.T) {
	for text, want := range map[string]Contact{
		"Jo Miller":              {Name: "Jo Miller"},
		" Jo   Miller ,  CFO ":   {Name: "Jo Miller", Role: "CFO"},
		"Ann (left)":             {Name: "Ann", Left: true},
		"Ann, head of IT (Left)": {Name: "Ann", Role: "head of IT", Left: true},
		"Max Roth, VP, Europe":   {Name: "Max Roth", Role: "VP, Europe"},
		"Max; Roth":              {Name: "Max", Role: "Roth"},
	} {
		got := ParseContact(text)
		if got != want {
			t.Errorf("%q is read as %+v, want %+v", text, got, want)
		}
		if again := ParseContact(got.String()); again != got {
			t.Errorf("%q is read back as %+v", got, again)
		}
	}
	all, err := ParseContacts("Jo, CFO\n\nSam Lee; jo, CEO\n  ")
	if want := []Contact{{Name: "Jo", Role: "CFO"}, {Name: "Sam Lee"}}; err != nil || !slices.Equal(all, want) {
		t.Errorf("read %+v, %v; want %+v", all, err, want)
	}
	_, err = ParseContacts(", CFO")
	refused(t, err, "need a name")
}

func TestADealHasSeveralContacts(t *testing.T) {
	d := acme(t)
	d.Contact = ""
	at := mia("Tue 3 Nov", "10:00")
	for _, one := range []struct{ story, text, people, note string }{
		{"the first is the main one", "Ann", "Ann", "contact: Ann"},
		{"the second is one more", "Jo Miller, CFO", "Ann · Jo Miller, CFO",
			"contact: Jo Miller, CFO\nother contacts: nothing → Jo Miller, CFO"},
		{"a role is learned of the main one", "ann, buyer", "ann, buyer · Jo Miller, CFO", "contact: ann, buyer\ncontact: Ann → ann, buyer"},
		{"and of another", "Jo Miller, CEO", "ann, buyer · Jo Miller, CEO",
			"contact: Jo Miller, CEO\nother contacts: Jo Miller, CFO → Jo Miller, CEO"},
		{"a name alone leaves the role", "jo miller", "ann, buyer · jo miller, CEO",
			"contact: jo miller, CEO\nother contacts: Jo Miller, CEO → jo miller, CEO"},
	} {
		must(t, d.Meet(at, one.text))
		if got := d.People(); got != one.people {
			t.Errorf("%s: contacts are %q, want %q", one.story, got, one.people)
		}
		if got := d.News[len(d.News)-1].Note; got != one.note {
			t.Errorf("%s: the history says %q, want %q", one.story, got, one.note)
		}
	}
	must(t, d.PutFirst(at, "Jo Miller"))
	if got := d.People(); d.Contact != "jo miller" || d.Role != "CEO" || got != "jo miller, CEO · ann, buyer" {
		t.Errorf("after that %q leads %q", d.Contact, got)
	}
	if got := d.News[len(d.News)-1].Note; got != "main contact: jo miller\nmain contact: ann, buyer → jo miller, CEO" {
		t.Errorf("the history says %q", got)
	}
	refused(t, d.PutFirst(at, "Jo Miller"), "already")
	refused(t, d.Meet(at, "Jo Miller (left)"), "main contact")
	must(t, d.Meet(at, "Ann (left)"))
	if got := d.People(); got != "jo miller, CEO · left: Ann, buyer" {
		t.Errorf("after Ann left, contacts are %q", got)
	}
	refused(t, d.PutFirst(at, "Nobody"), "any more")
}

func TestWhoWasReplacedIsKeptAsHavingLeft(t *testing.T) {
	d := acme(t)
	d.Contact, d.Role, d.Contacts = "Ann", "buyer", []Contact{{Name: "Sam Lee", Role: "CTO"}}
	must(t, d.Answer(mia("Thu 12 Nov", "10:00"), Answer{Effect: SomebodyNew}, Input{Name: "Jo Miller, CFO"}))
	if got := d.People(); got != "Jo Miller, CFO · Sam Lee, CTO · left: Ann, buyer" {
		t.Errorf("contacts are %q", got)
	}
	if got := d.News[len(d.News)-1].Note; got != "Jo Miller, CFO\ncontact: Ann, buyer → Jo Miller, CFO" {
		t.Errorf("the history says %q", got)
	}
	must(t, d.Answer(mia("Fri 13 Nov", "10:00"), Answer{Effect: SomebodyNew}, Input{Name: "Sam Lee"}))
	if got := d.People(); got != "Sam Lee, CTO · left: Ann, buyer; Jo Miller, CFO" {
		t.Errorf("contacts are %q", got)
	}
}

func TestADealKeepsTwentyOtherContacts(t *testing.T) {
	at := mia("Thu 12 Nov", "10:00")
	d := acme(t)
	d.Contact = "Ann"
	for i := range MaxContacts {
		must(t, d.Meet(at, fmt.Sprint("Contact ", i)))
	}
	was := d.People()
	refused(t, d.Meet(at, "One More"), "I can keep 20")
	if d.People() != was {
		t.Error("a refused contact was kept")
	}
	// An answer is never refused for it: whoever came first goes.
	must(t, d.Answer(at, Answer{Effect: SomebodyNew}, Input{Name: "One More"}))
	if len(d.Contacts) != MaxContacts || d.Contacts[0].Name != "Contact 1" || !d.Contacts[MaxContacts-1].Left {
		t.Errorf("contacts are %q", d.People())
	}
	must(t, d.Answer(at, Answer{Effect: SomebodyNew}, Input{Name: "Yet Another"}))
	if d.Contacts[0].Name != "Contact 1" || strings.Contains(d.People(), "Ann") {
		t.Errorf("who left first goes first, but contacts are %q", d.People())
	}

	var lines []string
	for i := range MaxContacts - 5 {
		lines = append(lines, fmt.Sprint(i)+strings.Repeat("x", 100)+", "+strings.Repeat("y", 110))
	}
	_, err := ParseContacts(strings.Join(lines, "\n"))
	refused(t, err, "I can keep 3000")
}

// with returns the line with one change.
func (line AddLine) with(change func(*AddLine)) AddLine {
	change(&line)
	return line
}

func TestAnEditOfContactsTellsOldAndNew(t *testing.T) {
	d := acme(t)
	d.Contact = "Ann"
	must(t, d.Edit(mia("Tue 3 Nov", "10:00"), d.Basics().with(func(l *AddLine) {
		l.Role, l.Others = "buyer", []Contact{{Name: "Jo", Role: "CFO"}, {Name: "Sam"}}
	})))
	want := "its contact and other contacts\ncontact: Ann → Ann, buyer\nother contacts: nothing → Jo, CFO; Sam"
	if got := d.News[len(d.News)-1].Note; got != want {
		t.Errorf("the history says %q, want %q", got, want)
	}
}

func TestAMergeUnitesContacts(t *testing.T) {
	at := mia("Tue 3 Nov", "10:00")
	d, other := acme(t), acme(t)
	d.ID, other.ID = 1, 2
	d.Contact, d.Contacts = "Ann", []Contact{{Name: "Sam"}}
	other.Contact, other.Role, other.Contacts = "Jo", "CFO", []Contact{{Name: "ann"}, {Name: "Sam", Left: true}, {Name: "Max", Left: true}}
	must(t, d.Absorb(at, &other))
	if got := d.People(); got != "Ann · Sam · Jo, CFO · left: Max" {
		t.Errorf("contacts are %q", got)
	}
	if got := d.News[len(d.News)-1].Note; !strings.Contains(got, "other contacts: Sam → Sam; Jo, CFO; Max (left)") {
		t.Errorf("the history says %q", got)
	}
}
