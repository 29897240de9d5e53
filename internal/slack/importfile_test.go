package slack

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
	"dealcoach/internal/exchange"
)

// offered is the button under a preview.
var offered = regexp.MustCompile(`"action_id":"import"[^}]*\}?[^}]*"value":"([^"]+)"`)

const threeDeals = "Deal;Betrag;Inhaber;Farbe\nAcme;12.000;Mia Brandt;rot\nGlobex;3,5k;;blau\nInitech;viel;;\n"

func TestAFileIsShownBeforeItIsImported(t *testing.T) {
	o := newOffice(t)
	said := o.drops(owner, "", o.keeps("UOWNER", "deals.csv", threeDeals))
	o.fit(t)
	for _, want := range []string{
		"*deals.csv*: 3 rows", "semicolon", "Nothing is imported yet", "2 new deals", "1 row I can't take", "“Deal” is the name",
		"Left alone: “Farbe”", "row 2, new: Acme", "row 4: ", "Import 2 deals", "Not now",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %s", want, said)
		}
	}
	if o.acks != 1 || len(o.heard) != 1 {
		t.Errorf("%d acknowledgements, %d answers", o.acks, len(o.heard))
	}
	if _, n, err := o.memory.OpenAll(context.Background(), 9); err != nil || n != 0 {
		t.Errorf("%d deals, %v", n, err)
	}
}

func TestAFileIsImportedAndTheFailedRowsComeBack(t *testing.T) {
	o := newOffice(t)
	said := o.imports(owner, "deals.csv", threeDeals)
	o.fit(t)
	for _, want := range []string{"Importing *your file*", "Imported *deals.csv*: 2 new deals, 1 row not taken", "1 row of deals.csv to mend"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %s", want, said)
		}
	}
	if len(o.cabinet.received) != 1 || !strings.HasPrefix(o.cabinet.received[0], "deals-to-mend.csv: ") || !strings.Contains(o.cabinet.received[0], "Initech") {
		t.Fatalf("sent back %q", o.cabinet.received)
	}
	deals, err := o.memory.OpenOf(context.Background(), "UOWNER")
	if err != nil || len(deals) != 2 {
		t.Fatalf("%d deals, %v", len(deals), err)
	}
	_, mended, _ := strings.Cut(o.cabinet.received[0], ": ")
	if said := o.imports(owner, "deals-to-mend.csv", strings.Replace(mended, "viel", "900", 1)); !strings.Contains(said, "1 new deal.") {
		t.Errorf("mended: %s", said)
	}
	if said := o.drops(owner, "", o.keeps("UOWNER", "deals.csv", threeDeals)); strings.Contains(said, `"action_id":"import"`) || !strings.Contains(said, "2 the same as here") {
		t.Errorf("the same file again: %s", said)
	}
}

func TestFilesThatAreLeftAlone(t *testing.T) {
	const csv = "name\nAcme\n"
	for name, tt := range map[string]struct {
		drop func(o *office) string
		says string
	}{
		"a spreadsheet":          {func(o *office) string { return o.drops(owner, "", o.keeps("UOWNER", "deals.XLSX", "PK")) }, "save or download it as CSV"},
		"tabs between the cells": {func(o *office) string { return o.drops(owner, "", o.keeps("UOWNER", "deals.tsv", csv)) }, "save or download it as CSV"},
		"a text":                 {func(o *office) string { return o.drops(owner, "", o.keeps("UOWNER", "deals.txt", csv)) }, "save or download it as CSV"},
		"a picture":              {func(o *office) string { return o.drops(owner, "look!", o.keeps("UOWNER", "cat.png", "PNG")) }, "only do something with CSV files"},
		"a foreign name":         {func(o *office) string { return o.drops(owner, "", o.keeps("UOWNER", "<!here>", "x")) }, `“\u0026lt;!here\u0026gt;”`},
		"somebody else's":        {func(o *office) string { return o.drops(owner, "", o.keeps("UREP", "deals.csv", csv)) }, "Somebody else uploaded that file"},
		"two at once": {func(o *office) string {
			return o.drops(owner, "", o.keeps("UOWNER", "a.csv", csv), o.keeps("UOWNER", "b.csv", csv))
		}, "One file at a time"},
		"one that is gone": {func(o *office) string { return o.drops(owner, "", "F9") }, "not there any more"},
		"one from elsewhere": {func(o *office) string {
			id := o.keeps("UOWNER", "deals.csv", csv)
			o.describes(id, map[string]any{"id": id, "name": "deals.csv", "user": "UOWNER", "is_external": true, "url_private_download": "https://evil.test/x"})
			return o.drops(owner, "", id)
		}, "kept elsewhere"},
		"one that is too large": {func(o *office) string {
			id := o.keeps("UOWNER", "deals.csv", csv)
			o.describes(id, map[string]any{"id": id, "name": "deals.csv", "user": "UOWNER", "size": exchange.MaxBytes + 1, "url_private_download": "https://slack.test/files-pri/" + id})
			return o.drops(owner, "", id)
		}, "I read 64 MB at most"},
		"without a header": {func(o *office) string { return o.drops(owner, "", o.keeps("UOWNER", "deals.csv", "1;2\n3;4\n")) }, "first row must be the header"},
		"nobody's": {func(o *office) string {
			return o.drops(sender{user: "UVISITOR", team: "T2"}, "", o.keeps("UVISITOR", "deals.csv", csv))
		},
			"I work for the people of Acme Sales only"},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			said := tt.drop(o)
			o.fit(t)
			if !strings.Contains(said, tt.says) || len(o.heard) != 1 || o.acks != 1 {
				t.Errorf("%d acknowledgements, and was answered %s", o.acks, said)
			}
			if strings.Contains(said, `"action_id":"import"`) {
				t.Error("it can be imported")
			}
		})
	}
}

func TestTheTokenGoesToSlackOnly(t *testing.T) {
	var asked []string
	web := &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		asked = append(asked, r.URL.Host)
		return nil, errors.New("no network here")
	})}
	c := &Client{files: slack.New("xoxb-1", slack.OptionAPIURL("https://chat.test/api/"), slack.OptionHTTPClient(web))}
	for url, may := range map[string]bool{
		"https://chat.test/files-pri/F1": true, "https://files.slack.com/F1": true, "https://slack.com.evil.test/F1": false,
		"http://files.slack.com/F1": false, "https://chat.test.evil.test/F1": false, "https://evil.test/?slack.com": false, "": false,
	} {
		asked = nil
		_, err := c.content(context.Background(), slack.File{URLPrivateDownload: url}, 10)
		if err == nil || may != (len(asked) == 1) {
			t.Errorf("%q: asked %q, %v", url, asked, err)
		}
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestAFileThatIsLongerThanItSaidIsNotReadToItsEnd(t *testing.T) {
	o := newOffice(t)
	id := o.keeps("UOWNER", "deals.csv", "name\n"+strings.Repeat("x", 100))
	f, err := o.about(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.content(context.Background(), f, 20); !errors.Is(err, errTooLong) {
		t.Errorf("%v", err)
	}
}

func TestOldAndForeignImportButtonsDoNoHarm(t *testing.T) {
	const csv = "name\nAcme\n"
	for name, tt := range map[string]struct {
		press func(o *office, id, value string) string
		says  string
	}{
		"by somebody else": {func(o *office, _, value string) string {
			return o.pressesThere(sender{user: "UREP", team: "T1"}, doImport, value)
		}, "Somebody else uploaded"},
		"in a channel": {func(o *office, _, value string) string { return o.presses(owner, doImport, value) }, "I don't know that button"},
		"made up":      {func(o *office, _, _ string) string { return o.pressesThere(owner, doImport, "F1 x") }, "I don't know that button"},
		"two days later": {func(o *office, _, value string) string {
			o.now = func() time.Time { return nine.Add(48 * time.Hour) }
			return o.pressesThere(owner, doImport, value)
		}, "That preview is of Thu 12 Nov"},
		"when the file is another": {func(o *office, id, value string) string {
			o.cabinet.uploads[id] = "name\nGlobex\n"
			return o.pressesThere(owner, doImport, value)
		}, "not the file that I showed you"},
		"when the file is gone": {func(o *office, id, value string) string {
			delete(o.cabinet.about, id)
			return o.pressesThere(owner, doImport, value)
		}, "not there any more"},
		"not now": {func(o *office, _, _ string) string { return o.pressesThere(owner, doNotNow, "-") }, "Not imported."},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			id := o.keeps("UOWNER", "deals.csv", csv)
			value := offered.FindStringSubmatch(o.drops(owner, "", id))
			if value == nil {
				t.Fatal("no button")
			}
			if said := tt.press(o, id, value[1]); !strings.Contains(said, tt.says) {
				t.Errorf("was answered %s", said)
			}
			if _, n, err := o.memory.OpenAll(context.Background(), 9); err != nil || n != 0 {
				t.Errorf("%d deals, %v", n, err)
			}
		})
	}
}

func TestPressedTwiceAFileIsImportedOnce(t *testing.T) {
	o := newOffice(t)
	value := offered.FindStringSubmatch(o.drops(owner, "", o.keeps("UOWNER", "deals.csv", "name\nAcme\n")))[1]
	if said := o.pressesThere(owner, doImport, value); !strings.Contains(said, "Imported *deals.csv*: 1 new deal.") {
		t.Errorf("first: %s", said)
	}
	if said := o.pressesThere(owner, doImport, value); !strings.Contains(said, "1 the same as here") {
		t.Errorf("again: %s", said)
	}
	release := make(chan struct{})
	if err := o.errands.begin("import UOWNER", func(context.Context) { <-release }, silent); err != nil {
		t.Fatal(err)
	}
	in := o.pressed(owner, doImport, value)
	e := &envelope{kind: envelopeInteraction, interaction: &in, id: "E", taken: time.Now(), reply: &envelopeReply{to: o}}
	e.interaction.Channel.ID, e.interaction.Container.MessageTs = "D1", "3.000000"
	o.heard = nil
	o.handle(context.Background(), e)
	if said := strings.Join(o.heard, "\n"); !strings.Contains(said, "still at the last one") {
		t.Errorf("while it runs: %s", said)
	}
	close(release)
	o.errands.settle(time.Minute)
}

// flaky is a store that ends an import in its middle.
type flaky struct {
	exchange.Store
	saves int // that work
	err   error
	stop  func()
}

func (f *flaky) SaveAll(ctx context.Context, op string, deals []coach.Deal) error {
	if f.saves--; f.saves < 0 {
		f.stop()
		return f.err
	}
	return f.Store.SaveAll(ctx, op, deals)
}

func TestAnImportThatWasCutShortGoesOn(t *testing.T) {
	var file strings.Builder
	file.WriteString("name,external id\n")
	for i := range 3000 {
		fmt.Fprintf(&file, "Deal %d,X%d\n", i, i)
	}
	for name, tt := range map[string]struct {
		err  error
		says string
		stop func(o *office)
	}{
		"by the store":   {fmt.Errorf("gone: %w", coach.ErrUnavailable), "my memory (Redis) can't be reached", func(*office) {}},
		"by a restart":   {context.Canceled, "I'm being restarted", func(o *office) { o.errands.stop() }},
		"by a bug of us": {errors.New("secret words"), "something went wrong on my side", func(*office) {}},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			value := offered.FindStringSubmatch(o.drops(owner, "", o.keeps("UOWNER", "deals.csv", file.String())))[1]
			o.exchange = &flaky{Store: o.memory, saves: 2, err: tt.err, stop: func() { tt.stop(o) }}
			said := o.pressesThere(owner, doImport, value)
			if !strings.Contains(said, "Stopped importing *deals.csv* after ") || !strings.Contains(said, tt.says) || !strings.Contains(said, "Go on") || strings.Contains(said, "secret") {
				t.Fatalf("was told %s", said)
			}
			if _, n, err := o.memory.OpenAll(context.Background(), 9); err != nil || n == 0 || n == 3000 {
				t.Fatalf("%d deals, %v", n, err)
			}
			o.exchange, o.errands = o.memory, errands{} // the next instance
			again := offered.FindAllStringSubmatch(said, -1)
			if said := o.pressesThere(owner, doImport, again[len(again)-1][1]); !strings.Contains(said, "Imported *deals.csv*") {
				t.Fatalf("went on: %s", said)
			}
			if _, n, err := o.memory.OpenAll(context.Background(), 9); err != nil || n != 3000 {
				t.Errorf("%d deals, %v", n, err)
			}
		})
	}
}

func TestMissingScopesAreNamed(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	o.cabinet.refuse = `{"ok":false,"error":"missing_scope","needed":"files:write","provided":"chat:write"}`
	said := o.types(owner, "/deal export")
	if !strings.Contains(said, "lacks the scope files:write") || !strings.Contains(said, "manifest") {
		t.Errorf("was answered %s", said)
	}
}

func TestAManagerImportsForEverybody(t *testing.T) {
	o := newOffice(t)
	const file = "name,owner\nAcme,Ben Carter\nGlobex,UOWNER\nInitech,<@UREP>\nUmbrella,Robot\nHooli,Vera Visitor\nStark,mia@acme.test\n"
	id := o.keeps("ULEAD", "deals.csv", file)
	said := o.drops(sender{user: "ULEAD", team: "T1"}, "", id)
	o.fit(t)
	for _, want := range []string{"3 new deals, 3 rows I can't take", "row 2, new: Acme, Prospect, last touch Thu 12 Nov, for Ben Carter", "I know nobody here called “Robot”", "lacks the scope users:read.email"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %s", want, said)
		}
	}
	o.pressesThere(sender{user: "ULEAD", team: "T1"}, doImport, offered.FindStringSubmatch(said)[1])
	if deals, err := o.memory.OpenOf(context.Background(), "UREP"); err != nil || len(deals) != 2 {
		t.Errorf("Ben has %d deals, %v", len(deals), err)
	}
	// A rep names nobody else.
	if said := o.drops(owner, "", o.keeps("UOWNER", "mine.csv", "name,owner\nAcme,Ben Carter\n")); !strings.Contains(said, "you import your own deals only") {
		t.Errorf("a rep: %s", said)
	}
}

func TestPeopleAreFoundByAnyOfTheirNames(t *testing.T) {
	o := newOffice(t)
	o.cabinet.hired = []string{
		`{"id":"UTWIN","team_id":"T1","real_name":"Ben Carter","deleted":true}`,
		`{"id":"UANN","team_id":"T1","name":"ann","real_name":"Ann Lee","profile":{"display_name":"Annie","email":"Ann@acme.test"}}`,
		`{"id":"UANN2","team_id":"T1","name":"ann2","real_name":"Ann Lee"}`,
	}
	for text, want := range map[string]string{
		"UREP": "UREP", "urep": "UREP", " ben carter ": "UREP", "<@UREP|ben>": "UREP", "@ann": "UANN", "annie": "UANN", "ann@ACME.test": "UANN", "Gus Gone": "UGONE",
		"Ann Lee": "Several people here", "Robot": "I know nobody here", "Vera Visitor": "I know nobody here", "joe@acme.test": "I know nobody here", "": "I know nobody here",
	} {
		p, err := o.Find(context.Background(), text)
		if err != nil && !strings.HasPrefix(err.Error(), want) || err == nil && p.ID != want {
			t.Errorf("%q is %s, %v; want %s", text, p.ID, err, want)
		}
	}
}
