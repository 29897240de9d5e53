package slack

import (
	"fmt"
	"strings"
	"testing"
)

// Whoever brings deals in from elsewhere may have hundreds that begin with the
// same word. Each can be called by its name nevertheless, by its rep and by a
// manager.
func TestADealIsFoundAmongManyThatBeginAlike(t *testing.T) {
	o := newOffice(t)
	for i := 1; i <= 3*namesRead; i++ {
		o.has(t, "UOWNER", fmt.Sprint("Deal ", i), nil)
	}
	for i := range 2 * namesRead {
		o.has(t, "UOWNER", fmt.Sprint("Renewal contract ", i), nil)
	}
	o.has(t, "UOWNER", "Deal Inc", nil)
	o.has(t, "UREP", "Renewal contract somewhere else", nil)
	rep, other, manager := sender{user: "UOWNER", team: "T1"}, sender{user: "UREP", team: "T1"}, sender{user: "UADMIN", team: "T1"}
	for _, one := range []struct {
		story string
		who   sender
		line  string
		says  string
	}{
		{"a rep says the whole name", rep, "/call Deal 577 spoke with Jo", "Logged on *#577 Deal 577*"},
		{"a manager says it", manager, "/call deal 577 spoke with Jo", "Logged on *#577 Deal 577*"},
		{"in quotes", rep, `/call "Deal 99" spoke with Jo`, "Logged on *#99 Deal 99*"},
		{"a long one that begins like hundreds", rep, "/call renewal contract 399 left a message", "Logged on *#1000 Renewal contract 399*"},
		{"a manager says a long one", manager, "/call renewal contract 399 left a message", "Logged on *#1000 Renewal contract 399*"},
		{"what only somebody else's begins with", rep, "/call renewal contract some spoke with Jo", "More fit than these"},
		{"the start of one's own", other, "/call renewal contract some spoke with Jo", "Logged on *#1002 Renewal contract somewhere else*"},
		{"a manager says the start", manager, "/call renewal contract some spoke with Jo", "Logged on *#1002 Renewal contract somewhere else*"},
		{"a number, and no deal is called so", rep, "/call 577 spoke with Jo", "Logged on *#577 Deal 577*"},
		{"a word that hundreds begin with", manager, "/call deal spoke with Jo", "Several deals fit"},
		{"two letters of a name are not its start", manager, "/call deal in May they decide", "Several deals fit"},
	} {
		t.Run(one.story, func(t *testing.T) {
			if said := o.types(one.who, one.line); !strings.Contains(said, one.says) {
				t.Errorf("%s was answered %s", one.line, said)
			}
		})
	}
}
