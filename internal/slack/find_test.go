package slack

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"dealcoach/internal/coach"
	"dealcoach/internal/store/storetest"
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

// mumbling is a store that carries a change out, and whose answer is lost once.
type mumbling struct {
	*storetest.Memory
	lost bool
}

func (m *mumbling) Update(ctx context.Context, id int64, op string, change func(*coach.Deal) error) (coach.Deal, error) {
	d, err := m.Memory.Update(ctx, id, op, change)
	if err == nil && m.lost {
		m.lost = false
		return coach.Deal{}, coach.ErrUnknown
	}
	return d, err
}

// A call by a name that is remembered is one call, whatever comes in between.
func TestACallByARememberedNameIsLoggedOnce(t *testing.T) {
	rep := sender{user: "UOWNER", team: "T1"}
	for _, one := range []struct {
		story   string
		happens func(o *office, m *mumbling)
		says    string
		lines   int // of the history
	}{
		{"nothing", func(*office, *mumbling) {}, "Logged on *#1 Acme Ltd*", 2},
		{"the answer is lost", func(_ *office, m *mumbling) { m.lost = true }, "Logged on *#1 Acme Ltd*", 2},
		{"a colleague gets a deal of that name", func(o *office, _ *mumbling) { o.has(t, "UREP", "Acme ltd", nil) }, "Logged on *#1 Acme Ltd*", 2},
		{"the rep gets another one", func(o *office, _ *mumbling) { o.has(t, "UOWNER", "Acme ltd", nil) }, "Several deals fit that name", 1},
		{"it is a colleague's now", func(o *office, _ *mumbling) {
			o.types(sender{user: "UADMIN", team: "T1"}, "/deal assign #1 <@UREP|ben>")
		}, "I know no deal of yours", 2},
		{"it is won", func(o *office, _ *mumbling) { o.types(rep, "/deal won #1") }, "won", 2},
	} {
		t.Run(one.story, func(t *testing.T) {
			o := newOffice(t)
			o.has(t, "UOWNER", "Acme Ltd", nil)
			m := &mumbling{Memory: o.memory}
			o.deals = m
			one.happens(o, m)
			if said := o.types(rep, "/call acme ltd spoke with Jo"); !strings.Contains(said, one.says) {
				t.Errorf("was answered %s", said)
			}
			lines, err := o.memory.History(t.Context(), 1, 9)
			if err != nil || len(lines) != one.lines {
				t.Errorf("the history is %+v, %v; want %d lines", lines, err, one.lines)
			}
		})
	}
}
