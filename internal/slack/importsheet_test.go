package slack

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/exchange"
)

var anOffer = offer{file: "F1", hash: hashOf(nil), at: nine}

func TestWhatAnImportShows(t *testing.T) {
	b := aBot(t)
	c := call{person: coach.Person{ID: "U1"}, act: later}
	evil := "<!channel> *bold*"
	plan := exchange.Plan{
		Encoding: "UTF-8", Delimiter: "semicolon", Rows: 12345, New: 12000, Changed: 200, Same: 100, Broken: 45,
		Columns:  []exchange.Column{{Header: "Deal", Means: "name"}, {Header: "value", Means: "value"}, {Header: evil}},
		Notes:    []string{"Dates are read with the day first. " + evil},
		Sample:   []exchange.Sample{{Row: 2, New: true, Owner: "U1", Words: evil}, {Row: 3, Owner: "U1", Words: "#4 Globex"}, {Row: 4, Owner: "U1", Words: "a"}, {Row: 5, Owner: "U1", Words: "not shown"}},
		Problems: []exchange.Problem{{Row: 7, Why: "The value “" + evil + "” is none.", Hint: "Write it like 12000."}},
	}
	golden(t, "import_preview", b.planSheet(context.Background(), c, evil+".csv", plan, anOffer))
	golden(t, "import_nothing_new", b.planSheet(context.Background(), c, "deals.csv", exchange.Plan{Encoding: "UTF-8", Delimiter: "comma", Rows: 1, Same: 1}, anOffer))
	golden(t, "import_under_way", importingSheet("deals.csv", 3000, 10000, anOffer))
	golden(t, "import_stopped", stoppedSheet("deals.csv", 3000, 10000, "I'm being restarted.", anOffer))
	report := exchange.Report{Rows: 3, New: 1, Changed: 1, Failed: []exchange.Problem{{Row: 3, Why: evil}}}
	golden(t, "import_done", importedSheet("deals.csv", report, nil))
	golden(t, "import_done_without_the_file", importedSheet("deals.csv", report, errors.New("the app lacks the scope files:write.")))
	help, err := b.importing(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "import_help", help)
}

func TestAHugePreviewFits(t *testing.T) {
	long := strings.Repeat("<wide & long>", 400)
	plan := exchange.Plan{Encoding: "UTF-8", Delimiter: "comma", Rows: 1, New: 1, Broken: 9}
	for range 200 {
		plan.Columns = append(plan.Columns, exchange.Column{Header: long}, exchange.Column{Header: long, Means: "name"})
	}
	for range exchange.SampleRows {
		plan.Notes = append(plan.Notes, long)
		plan.Sample = append(plan.Sample, exchange.Sample{Row: 1, Owner: "U1", Words: long})
		plan.Problems = append(plan.Problems, exchange.Problem{Row: 1, Why: long, Hint: long})
	}
	s := aBot(t).planSheet(context.Background(), call{person: coach.Person{ID: "U1"}, act: later}, long, plan, anOffer)
	within(t, s)
	if last := s.blocks[len(s.blocks)-1].BlockType(); last != "actions" {
		t.Errorf("the last block is %s", last)
	}
}

func TestTheTemplateCanBeImportedAsItIs(t *testing.T) {
	o := newOffice(t)
	o.presses(owner, doTemplate, "-")
	if len(o.cabinet.received) != 1 {
		t.Fatalf("sent %q", o.cabinet.received)
	}
	_, content, _ := strings.Cut(o.cabinet.received[0], ": ")
	said := o.drops(owner, "", o.keeps("UOWNER", templateName, content))
	if !strings.Contains(said, "2 new deals.") || strings.Contains(said, "Left alone") {
		t.Errorf("was answered %s", said)
	}
}

func TestAnOfferIsReadAsItWasWritten(t *testing.T) {
	if o, ok := readOffer(anOffer.String()); !ok || o.file != "F1" || o.hash != anOffer.hash || !o.at.Equal(nine) {
		t.Errorf("%+v, %v", o, ok)
	}
	for _, value := range []string{"", "F1", "F1 abc", "F1 abc x", "F1 abc 12 more", " F1 abc 12", "F1  abc 12"} {
		if o, ok := readOffer(value); ok {
			t.Errorf("%q is %+v", value, o)
		}
	}
	for after, holds := range map[time.Duration]bool{0: true, offerLasts - 1: true, offerLasts: false, -30 * time.Second: true, -time.Hour: false} {
		if anOffer.holds(nine.Add(after)) != holds {
			t.Errorf("after %v: %v", after, !holds)
		}
	}
}
