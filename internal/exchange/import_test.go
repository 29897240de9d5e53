package exchange

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/store/storetest"
)

func TestFilesOfOtherSystemsAreReadAsTheyAre(t *testing.T) {
	for _, tt := range []struct {
		file, encoding, delimiter string
		written                   int
		deals                     []string // each as the plan tells it
		broken                    []string
		alone                     []string
	}{
		{
			"salesforce.csv", "UTF-8", "comma", 4,
			[]string{
				"Acme - Renewal 2026, Acme Corp, contact Jo Miller, $45,000, Negotiation, last touch Thu 12 Nov",
				`Globex, Inc. "North", Globex, Inc., Prospect, last touch Mon 2 Nov`,
				"Initech TPS, Initech, contact Bill L., $12,500.50, Prospect, won Fri 30 Oct",
				"Hooli Box, Hooli, $99,999, Prospect, lost Tue 1 Sep",
			},
			[]string{"row 6: The value “n/a” is no amount that I understand."},
			[]string{"Probability (%)"},
		},
		{
			"hubspot.csv", "UTF-8", "comma", 3,
			[]string{
				"Widget rollout, Wayne Enterprises (51), contact lucius@wayne.example, $8,000, Prospect, last touch Thu 19 Nov",
				"Support plan, Stark (52), contact Pepper Potts, $1,200, Negotiation, last touch Fri 20 Nov",
				`=HYPERLINK("x"), Daily Planet, $700, Prospect, won Tue 3 Nov`,
			},
			[]string{"row 5: I don't know anybody called “paul@example.com”."},
			[]string{"Pipeline"},
		},
		{
			"german-excel.csv", "Windows-1252", "semicolon", 3,
			[]string{
				"Müller Förderanlagen, Müller GmbH & Co. KG, contact Jörg Weiß, $12,000.50, Proposal, last touch Tue 3 Nov, call back on Tue 1 Dec",
				"Straßenbau Süd, Süd; Tiefbau AG, $3,500, Negotiation, last touch Fri 20 Nov",
				"Käserei Grün, $800, Qualified, lost Wed 2 Sep",
			},
			[]string{"row 5: A new deal needs a name."},
			[]string{"Bemerkung"},
		},
		{
			"utf16-tabs.txt", "UTF-16", "tab", 2,
			[]string{
				"東京 Tower, $1,250,000, Prospect, last touch Thu 19 Nov, call back on Thu 24 Dec",
				"Łódź Tram, $500,000, Prospect, last touch Thu 5 Nov",
			},
			nil, nil,
		},
	} {
		t.Run(tt.file, func(t *testing.T) {
			s := office()
			p, err := by("U0", s).Preview(t.Context(), file(t, tt.file))
			if err != nil {
				t.Fatal(err)
			}
			if p.Encoding != tt.encoding || p.Delimiter != tt.delimiter {
				t.Errorf("written in %s with a %s", p.Encoding, p.Delimiter)
			}
			var deals, broken, alone []string
			for _, one := range p.Sample {
				deals = append(deals, one.Words)
			}
			for _, one := range p.Problems {
				broken = append(broken, fmt.Sprintf("row %d: %s", one.Row, one.Why))
			}
			for _, c := range p.Columns {
				if c.Means == "" {
					alone = append(alone, c.Header)
				}
			}
			for what, pair := range map[string][2][]string{"deals": {deals, tt.deals}, "broken rows": {broken, tt.broken}, "columns left alone": {alone, tt.alone}} {
				if !slices.Equal(pair[0], pair[1]) {
					t.Errorf("%s:\n%s\nwant\n%s", what, strings.Join(pair[0], "\n"), strings.Join(pair[1], "\n"))
				}
			}
			if _, n, _ := s.OpenAll(t.Context(), 10); n != 0 {
				t.Errorf("a preview wrote %d deals", n)
			}
			if report := importing(t, by("U0", s), file(t, tt.file)); report.New != tt.written || report.Rows != p.Rows || len(report.Failed) != p.Broken {
				t.Errorf("the import wrote %d, failed %d; the preview said %+v", report.New, len(report.Failed), p)
			}
			again := importing(t, by("U0", s), file(t, tt.file))
			if again.New+again.Changed != 0 || again.Same != tt.written {
				t.Errorf("the second time %d are new and %d changed", again.New, again.Changed)
			}
		})
	}
}

const knownHeader = "External id,Name,Value,Stage,Status,Last touch,Owner\n"

func TestAKnownRowChangesWhatDiffersAndNothingElse(t *testing.T) {
	for story, tt := range map[string]struct {
		row     string
		changed bool
		note    string // the history's first line
	}{
		"the same":                          {row: "A1,Acme,12000,Proposal,open,2026-11-10,U1"},
		"a value in other words":            {row: "A1,Acme,\"$12,000.00\",Proposal,open,2026-11-10,Mia Brandt"},
		"an empty cell says nothing":        {row: "A1,,,,,,"},
		"an older touch is no news":         {row: "A1,Acme,12000,Proposal,open,2026-11-02,U1"},
		"another value":                     {row: "A1,Acme,15k,Proposal,open,2026-11-10,U1", changed: true, note: "its value"},
		"another name and stage":            {row: "A1,Acme Corp,12000,Negotiation,open,2026-11-10,U1", changed: true, note: "its name and stage"},
		"a newer touch":                     {row: "A1,Acme,12000,Proposal,open,2026-11-20,U1", changed: true, note: "its last touch"},
		"it was won meanwhile":              {row: "A1,Acme,12000,Closed Won,,2026-11-10,U1", changed: true, note: "its status and end"},
		"a stage that names the end counts": {row: "A1,Acme,12000,Proposal,lost,2026-11-10,U1", changed: true, note: "its status and end"},
	} {
		t.Run(story, func(t *testing.T) {
			s := office()
			importing(t, by("U0", s), []byte(knownHeader+"A1,Acme,12000,Proposal,open,2026-11-10,U1\n"))
			before := theDeal(t, s, "Acme")
			report := importing(t, by("U0", s), []byte(knownHeader+tt.row+"\n"))
			if len(report.Failed) > 0 || (report.Changed == 1) != tt.changed || (report.Same == 1) == tt.changed {
				t.Fatalf("%d changed, %d are the same, failed %v", report.Changed, report.Same, report.Failed)
			}
			d, _ := s.Deal(t.Context(), before.ID)
			events, _ := s.History(t.Context(), before.ID, 10)
			switch {
			case !tt.changed && (d.Version != before.Version || len(events) != 1):
				t.Errorf("it was written again, and its history has %d lines", len(events))
			case tt.changed && (events[0].Kind != coach.Imported || events[0].First() != tt.note || events[0].Via != coach.ViaImport):
				t.Errorf("the history says %q by %q", events[0].First(), events[0].Via)
			}
		})
	}
}

func TestARowThatCannotBeTakenSaysWhyAndWhatToDo(t *testing.T) {
	const header = "#,External id,Name,Value,Stage,Status,Owner,Last touch,Closed,Call back,Pause until,Pause reason\n"
	for story, tt := range map[string]struct{ row, why string }{
		"no name":                     {",,,5,,,,,,,,", "A new deal needs a name."},
		"a value that is none":        {",,A,a lot,,,,,,,,", "The value “a lot” is no amount that I understand."},
		"a value below zero":          {",,A,-5,,,,,,,,", "The value “-5” is below zero."},
		"an unknown stage":            {",,A,,Limbo,,,,,,,", "I don't know the stage “Limbo”."},
		"an unknown status":           {",,A,,,zombie,,,,,,", "I don't know the status “zombie”."},
		"an unknown owner":            {",,A,,,,Paul,,,,,", "I don't know anybody called “Paul”."},
		"an owner who has left":       {",,A,,,,Gus Gone,,,,,", "Gus Gone is not in the workspace any more."},
		"a day that is none":          {",,A,,,,,31.02.2026,,,,", "“31.02.2026” in the column “last touch” is no day that I understand."},
		"a touch that lies ahead":     {",,A,,,,,2026-12-24,,,,", "The last touch lies ahead: Thu 24 Dec."},
		"a day in another century":    {",,A,,,,,,,2126-11-24,,", "“2126-11-24” in the column “call-back” is in the year 2126."},
		"a time that is none":         {",,A,,,,,2026-11-20 25:00,,,,", "“2026-11-20 25:00” in the column “last touch” has a time that I don't understand."},
		"closed, but when":            {",,A,,,won,,,,,,", "It is won, but nothing says when it ended."},
		"a pause without a reason":    {",,A,,,,,,,,2026-12-24,", "A pause needs a reason, so that it ends well."},
		"a number that is none":       {"twelve,,A,,,,,,,,,", "“twelve” is no number of a deal."},
		"a number that nobody has":    {"#99,,A,,,,,,,,,", "There is no deal #99."},
		"more cells than the header":  {",,A,,,,,,,,,,,too much", "This row has 14 cells, and the header 12."},
		"a name that is far too long": {",," + strings.Repeat("x", 121) + ",,,,,,,,,", "That name has 121 characters; I can keep 120."},
		"an id that was there before": {",X,B,,,,,,,,,", "The external id X is in row 2 already."},
		"the deal of another row":     {"#1,,Old,,,,,,,,,\n,OLD,Old,,,,,,,,,", "It is the same deal as in row 3: #1 Old."},
	} {
		t.Run(story, func(t *testing.T) {
			s := office()
			importing(t, by("U0", s), []byte("External id,Name\nOLD,Old\n"))
			report := importing(t, by("U0", s), []byte(header+",X,First,,,,,,,,,\n"+tt.row+"\n"))
			if len(report.Failed) != 1 {
				t.Fatalf("failed: %v", report.Failed)
			}
			if p := report.Failed[0]; p.Why != tt.why || p.Row < 3 {
				t.Errorf("row %d: %s\nwant %s", p.Row, p.Why, tt.why)
			} else if p.Hint == "" {
				t.Errorf("nothing says what to do about: %s", p.Why)
			}
			if report.New != 1 {
				t.Errorf("%d of the good rows were written", report.New)
			}
		})
	}
}

func TestAFileThatCannotBeReadIsRefusedAndNothingIsWritten(t *testing.T) {
	for story, tt := range map[string]struct{ data, why string }{
		"nothing in it":                 {" \n\n", "That file is empty."},
		"an Excel workbook":             {"PK\x03\x04 and more", "That is an Excel workbook, and I read CSV."},
		"a PDF":                         {"%PDF-1.7", "That is a PDF, and I read CSV."},
		"no text":                       {"a\x00b,c\n", "That file is no text."},
		"no column to know a deal by":   {"Colour,Weather\nred,fair\n", "I don't see which column holds the deals' names. The header says: “Colour”, “Weather”."},
		"a quote that is never closed":  {"Name,Value\nAcme,5\n\"Glob,6\nHooli,7\n", "In row 3 a quotation mark is opened and never closed, so the rows after it can't be told apart."},
		"a header and a quote in a row": {"Name;Value\nAcme;\"5\nHooli;7\n", "In row 2 a quotation mark is opened and never closed, so the rows after it can't be told apart."},
	} {
		t.Run(story, func(t *testing.T) {
			s := office()
			_, err := by("U0", s).Import(t.Context(), []byte(tt.data), nil)
			var refusal coach.Refusal
			if !errors.As(err, &refusal) || refusal.Reason != tt.why || refusal.Hint == "" {
				t.Errorf("got %q, %q; want %q", refusal.Reason, refusal.Hint, tt.why)
			}
			if _, n, _ := s.OpenAll(t.Context(), 1); n > 0 {
				t.Errorf("%d deals were written", n)
			}
		})
	}
}

func TestARepImportsTheirOwnDealsOnly(t *testing.T) {
	s := office()
	importing(t, by("U2", s), []byte("External id,Name\nBEN,Ben's\n"))
	report := importing(t, by("U1", s), []byte("External id,Name,Owner,Value\nM1,Mine,,5\nM2,Mine too,Mia Brandt,5\nB2,For Ben,Ben Carter,5\nBEN,Ben's,,99\n"))
	if report.New != 2 || len(report.Failed) != 2 {
		t.Fatalf("%d new, failed %v", report.New, report.Failed)
	}
	for i, want := range []string{
		"The owner is Ben Carter, and you import your own deals only.",
		"The deal #1 is somebody else's, and you import your own deals only.",
	} {
		if p := report.Failed[i]; p.Why != want || !strings.Contains(p.Hint, "ask a manager") {
			t.Errorf("got %+v, want %q", p, want)
		}
	}
	if d := theDeal(t, s, "Ben's"); d.Value != 0 || d.Owner != "U2" {
		t.Errorf("Ben's deal became %+v", d)
	}
	handed := importing(t, by("U0", s), []byte("External id,Owner\nM1,ben@example.com\n"))
	if d := theDeal(t, s, "Mine"); handed.Changed != 1 || d.Owner != "U2" {
		t.Errorf("%+v, and it is %s's", handed, d.Owner)
	}
}

func TestAnImportTakesTheLastTouchAndOldDealsAreNoNews(t *testing.T) {
	s := office()
	importing(t, by("U0", s), []byte("Name,Owner,Status,Created,Last touch,Closed,Reason\n"+
		"Quiet,U1,open,2026-01-15,2026-09-01,2027-03-01,\nOld,U1,lost,2025-01-15,2025-02-01,2025-03-01,no budget\nFresh,U1,won,2026-10-01,2026-11-20,2026-11-20,\n"))
	quiet, old := theDeal(t, s, "Quiet"), theDeal(t, s, "Old")
	if coach.DateOf(quiet.Touch) != (coach.Date{Year: 2026, Month: 9, Day: 1}) || !quiet.Outreach.Equal(quiet.Touch) || !quiet.ClosedAt.IsZero() {
		t.Errorf("its clocks stand at %v and %v; it closed %v", quiet.Touch, quiet.Outreach, quiet.ClosedAt)
	}
	if !old.Revisit.IsZero() || old.ReasonKind != coach.BudgetReason {
		t.Errorf("an old refusal comes up again on %v, as %s", old.Revisit, old.ReasonKind)
	}
	week, err := s.ClosedBetween(t.Context(), monday.AddDate(0, 0, -7), monday.AddDate(0, 0, 5))
	if err != nil || len(week) != 1 || week[0].Name != "Fresh" {
		t.Errorf("in the digest: %v, %v", week, err)
	}
}

func TestTheSameFilePutsRightWhatWasChangedSinceEachTime(t *testing.T) {
	s := office()
	data := []byte("External id,Name,Value\nA,Acme,500\n")
	importing(t, by("U1", s), data)
	id := theDeal(t, s, "Acme").ID
	for i := range 3 {
		if _, err := s.Update(t.Context(), id, fmt.Sprint("in Slack ", i), func(d *coach.Deal) error { d.Value = 1; return nil }); err != nil {
			t.Fatal(err)
		}
		report := importing(t, by("U1", s), data)
		if d := theDeal(t, s, "Acme"); report.Changed != 1 || d.Value != 500_00 {
			t.Errorf("time %d: %d changed, and it is worth %d", i+1, report.Changed, d.Value)
		}
	}
}

// dying is a store that goes away after so many commits.
type dying struct {
	*storetest.Memory
	left int
}

func (d *dying) SaveAll(ctx context.Context, op string, deals []coach.Deal) error {
	if d.left--; d.left < 0 {
		return coach.ErrUnavailable
	}
	return d.Memory.SaveAll(ctx, op, deals)
}

func TestAnImportThatWasKilledGoesOnAndDoublesNothing(t *testing.T) {
	for story, header := range map[string]string{"with external ids": "External id,Name,Value\n", "without any": "Note,Name,Value\n"} {
		t.Run(story, func(t *testing.T) {
			data := header
			for i := range 1000 {
				data += fmt.Sprintf("N%d,Deal,%d\n", i, i%7) // without an id, many rows say the same
			}
			s := office()
			report, err := by("U1", &dying{s, 2}).Import(t.Context(), []byte(data), nil)
			if !errors.Is(err, coach.ErrUnavailable) || report.New != 2*chunk {
				t.Fatalf("%d new, %v", report.New, err)
			}
			report = importing(t, by("U1", s), []byte(data))
			if report.Same != 2*chunk || report.New != 1000-2*chunk {
				t.Errorf("the second time %d are the same, %d new", report.Same, report.New)
			}
			if _, n, _ := s.OpenAll(t.Context(), 1); n != 1000 {
				t.Errorf("there are %d deals", n)
			}
		})
	}
}

// meddling is a store in which somebody changes a deal while it is imported.
type meddling struct {
	*storetest.Memory
	id    int64
	times int
}

func (m *meddling) SaveAll(ctx context.Context, op string, deals []coach.Deal) error {
	if m.times--; m.times >= 0 {
		if _, err := m.Update(ctx, m.id, fmt.Sprint("meddle ", m.times), func(d *coach.Deal) error { d.Contact = fmt.Sprint(m.times); return nil }); err != nil {
			return err
		}
	}
	return m.Memory.SaveAll(ctx, op, deals)
}

func TestWhatSomebodyChangesMeanwhileIsReadAgain(t *testing.T) {
	for story, tt := range map[string]struct{ times, changed, failed, fresh int }{
		"once":                            {1, 1, 0, 1},
		"until the rows are taken singly": {tries, 1, 0, 1},
		"without an end":                  {1000, 0, 1, 1},
	} {
		t.Run(story, func(t *testing.T) {
			s := office()
			importing(t, by("U1", s), []byte("External id,Name\nA,Acme\n"))
			id := theDeal(t, s, "Acme").ID
			m := &meddling{s, id, tt.times}
			report := importing(t, by("U1", m), []byte("External id,Name,Value\nA,Acme,500\nB,Bolt,5\n"))
			if report.Changed != tt.changed || len(report.Failed) != tt.failed || report.New != tt.fresh {
				t.Errorf("%d changed, %d new, failed %v", report.Changed, report.New, report.Failed)
			}
		})
	}
}

func TestRowsThatFailedAreSentAgainOnceTheyAreMended(t *testing.T) {
	s := office()
	data := "Name;Value;Note\r\nAcme;12k;\r\n\"Glob;ex\";\"a\nlot\";=1+1\r\nHooli;;two;many\r\n"
	report := importing(t, by("U1", s), []byte(data))
	var out bytes.Buffer
	if err := report.WriteFailed(&out); err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\uFEFF")))
	r.Comma, r.FieldsPerRecord = ';', -1
	rows, err := r.ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%q, %v", rows, err)
	}
	for i, want := range [][]string{
		{"Name", "Value", "Note", "problem"},
		{"Glob;ex", "a\nlot", "'=1+1", "row 3: The value “a\nlot” is no amount that I understand. Write it like 12000 or 12,000.50."},
		{"Hooli", "", "two", "row 4: This row has 4 cells, and the header 3. Put a cell in quotation marks if it has the delimiter in it.", "many"},
	} {
		if !slices.Equal(rows[i], want) {
			t.Errorf("got  %q\nwant %q", rows[i], want)
		}
	}
	mended := strings.Replace(strings.Replace(out.String(), "a\nlot", "5k", 1), ";many", "", 1)
	again := importing(t, by("U1", s), []byte(mended))
	if again.New != 2 || len(again.Failed) != 0 {
		t.Errorf("mended, %d are new, failed %v", again.New, again.Failed)
	}
	whole := importing(t, by("U1", s), []byte(data))
	if whole.Same != 1 || len(whole.Failed) != 2 {
		t.Errorf("the whole file again: %d the same, %d new", whole.Same, whole.New)
	}
}

func TestAStoreThatIsGoneEndsTheImportWithWhatWasDone(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	cancel()
	if _, err := by("U1", office()).Import(ctx, []byte("Name\nAcme\n"), nil); err == nil {
		t.Error("an import without time succeeded")
	}
}
