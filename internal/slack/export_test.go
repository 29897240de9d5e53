package slack

import (
	"context"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/exchange"
)

func TestAnExportComesAsFiles(t *testing.T) {
	o := newOffice(t)
	if said := o.types(owner, "/deal export"); !strings.Contains(said, "There is nothing to export yet: you have no deals.") || len(o.cabinet.received) != 0 {
		t.Errorf("without deals: %s", said)
	}
	o.has(t, "UOWNER", "Acme Ltd", func(d *coach.Deal, a coach.Act) error { return d.Write(a, "private words") })
	o.has(t, "UREP", "Globex", nil)
	for _, tt := range []struct {
		who             sender
		line, says      string
		deals, notDeals string
	}{
		{owner, "/deal export", "deals.csv with 1 deal, and history.csv with 2 lines", "Acme Ltd", "Globex"},
		{sender{user: "UREP", team: "T1"}, "/deal export", "deals.csv with 1 deal, and history.csv with 1 line.", "Globex", "private words"},
		{sender{user: "ULEAD", team: "T1"}, "/deal export", "you have no deals", "", "Acme"},
		{sender{user: "ULEAD", team: "T1"}, "/deal export Team", "deals.csv with 2 deals, and history.csv with 3 lines", "Globex", "nothing of the kind"},
		{owner, "/deal export team", "Only a manager can export the team's deals", "", "Acme"},
		{owner, "/deal export <everything>", "I don't know what to export", "", "Acme"},
	} {
		o.cabinet.received = nil
		said := o.types(tt.who, tt.line)
		o.fit(t)
		sent := strings.Join(o.cabinet.received, "\n")
		if !strings.Contains(said, tt.says) || !strings.Contains(sent, tt.deals) || strings.Contains(sent, tt.notDeals) {
			t.Errorf("%s %s: %s\nsent %s", tt.who.user, tt.line, said, sent)
		}
	}
}

func TestWhatIsExportedIsImportedUnchanged(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	o.has(t, "UOWNER", "Globex", closed)
	o.types(owner, "/deal export")
	_, deals, _ := strings.Cut(o.cabinet.received[0], ": ")
	if said := o.drops(owner, "", o.keeps("UOWNER", "deals.csv", deals)); !strings.Contains(said, "2 the same as here.") || !strings.Contains(said, "all of it is here already") {
		t.Errorf("was answered %s", said)
	}
}

// slow is a store that takes its time.
type slow struct {
	exchange.Store
	release chan struct{}
}

func (s slow) OpenOf(ctx context.Context, owner string) ([]coach.Deal, error) {
	<-s.release
	return s.Store.OpenOf(ctx, owner)
}

func TestALongExportTellsLater(t *testing.T) {
	o := newOffice(t)
	release := make(chan struct{})
	o.exchange = slow{o.memory, release}
	o.handle(context.Background(), &envelope{
		kind: envelopeCommand, id: "E1", taken: time.Now(), reply: &envelopeReply{to: o},
		command: slashCommand{Command: "/deal", Text: "export", UserID: owner.user, TeamID: owner.team},
	})
	close(release)
	o.errands.settle(time.Minute)
	said := strings.Join(o.heard, "\n")
	first, second := strings.Index(said, "On their way"), strings.Index(said, "There is nothing to export yet")
	if first < 0 || second < first {
		t.Errorf("was told %s", said)
	}
}
