package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/store/storetest"
)

// lived is an office in which deals have gone through a lot.
func lived(t *testing.T) *storetest.Memory {
	t.Helper()
	s := office()
	mia := func(days int) coach.Act {
		return coach.Act{By: "U1", At: monday.AddDate(0, 0, days).Add(time.Duration(days) * 61 * time.Second)}
	}
	day := func(days int) coach.Date { return coach.DateOf(monday).Add(days) }
	for i, tt := range []struct {
		line   coach.AddLine
		change func(d *coach.Deal) error
	}{
		{coach.AddLine{Name: "Plain"}, nil},
		{coach.AddLine{Name: "Of many", Contact: "Miller, Jo", Role: "CFO", Others: []coach.Contact{{Name: "Sam Lee", Role: "VP, Sales"}, {Name: "Ann", Left: true}}}, nil},
		{coach.AddLine{Name: `Odd, "quoted"; =1+1`, Company: "=SUM(A1)", Contact: "+49 30 1", Benefit: "two\nlines ", Value: 1234_56}, nil},
		{coach.AddLine{Name: "Put off", Value: 5_00}, func(d *coach.Deal) error {
			return d.LogCall(mia(-20), coach.CallLine{Note: "later", CallBack: day(-3), Reason: "the board\tmeets"})
		}},
		{coach.AddLine{Name: "Paused", Stage: coach.Proposal}, func(d *coach.Deal) error { return d.PauseUntil(mia(-20), day(30), "budget is frozen", 2) }},
		{coach.AddLine{Name: "Next step"}, func(d *coach.Deal) error {
			return d.LogCall(mia(-9), coach.CallLine{Note: "x", NextStep: "send the offer", NextOn: day(4)})
		}},
		{coach.AddLine{Name: "Tried"}, func(d *coach.Deal) error { return d.LogCall(mia(-8), coach.CallLine{Note: "vm", Attempt: true}) }},
		{coach.AddLine{Name: "Won"}, func(d *coach.Deal) error { return d.Close(mia(-7), coach.Won, "") }},
		{coach.AddLine{Name: "Lost"}, func(d *coach.Deal) error {
			if err := d.Close(mia(-6), coach.Lost, "too early, next year"); err != nil {
				return err
			}
			return d.Explain(mia(-5), coach.Ending{Real: "@nobody", Line: "ask for the budget first", Revisit: day(90)})
		}},
		{coach.AddLine{Name: "Let go"}, func(d *coach.Deal) error { return d.Close(mia(-4), coach.LetGo, "silence") }},
		{coach.AddLine{Name: "Ben's"}, func(d *coach.Deal) error { return d.AssignTo(mia(-3), "U2") }},
	} {
		d, err := coach.NewDeal(mia(-40), "U1", tt.line)
		if err == nil {
			d, err = s.Create(t.Context(), fmt.Sprint("add ", i), d)
		}
		if err == nil && tt.change != nil {
			_, err = s.Update(t.Context(), d.ID, fmt.Sprint("change ", i), tt.change)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestWhatIsExportedChangesNothingWhenItIsImported(t *testing.T) {
	s := lived(t)
	var out bytes.Buffer
	n, err := by("U0", s).Export(t.Context(), "", &out)
	if err != nil || n != 11 {
		t.Fatalf("%d deals, %v", n, err)
	}
	elsewhere := by("U0", s)
	elsewhere.Act.At = monday.In(time.FixedZone("", -8*3600)) // whoever reads it lives in another zone
	report := importing(t, elsewhere, out.Bytes())
	if report.Same != n {
		t.Errorf("%d changed, %d new, failed %v", report.Changed, report.New, report.Failed)
	}
	spreadsheet := bytes.ReplaceAll(bytes.TrimPrefix(out.Bytes(), []byte("\uFEFF")), []byte("\n"), []byte("\r\n"))
	if report := importing(t, by("U0", s), spreadsheet); report.Same != n {
		t.Errorf("saved anew: %d changed, %d new, failed %v", report.Changed, report.New, report.Failed)
	}
}

func TestAnExportMakesTheSameDealsElsewhere(t *testing.T) {
	var first bytes.Buffer
	if _, err := by("U0", lived(t)).Export(t.Context(), "", &first); err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(first.String(), "\n")
	for i := range rows {
		if number, rest, ok := strings.Cut(rows[i], ","); ok && strings.HasPrefix(number, "#") && i > 0 {
			rows[i] = "," + rest // the numbers are of another team
		}
	}
	s := office()
	if report := importing(t, by("U0", s), []byte(strings.Join(rows, "\n"))); report.New != 11 {
		t.Fatalf("%d new, failed %v", report.New, report.Failed)
	}
	var second bytes.Buffer
	if _, err := by("U0", s).Export(t.Context(), "", &second); err != nil {
		t.Fatal(err)
	}
	if got, want := readAll(t, second.Bytes()), readAll(t, first.Bytes()); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("elsewhere it is\n%v\nwant\n%v", got, want)
	}
}

// readAll reads an export, without the space around its cells.
func readAll(t *testing.T, data []byte) [][]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range rows {
		for i, cell := range cells {
			cells[i] = strings.TrimSpace(cell)
		}
	}
	return rows
}

func TestARepExportsTheirOwnDealsAndAManagerEverybodys(t *testing.T) {
	s := lived(t)
	for _, tt := range []struct {
		who, owner string
		want       int
	}{{"U1", "", 10}, {"U1", "U1", 10}, {"U2", "", 1}, {"U0", "", 11}, {"U0", "U2", 1}} {
		var out bytes.Buffer
		n, err := by(tt.who, s).Export(t.Context(), tt.owner, &out)
		if rows := readAll(t, out.Bytes()); err != nil || n != tt.want || len(rows) != n+1 {
			t.Errorf("%s exports %d of %q in %d rows, %v; want %d", tt.who, n, tt.owner, len(rows), err, tt.want)
		}
	}
	for name, export := range map[string]func() (int, error){
		"deals":   func() (int, error) { return by("U1", s).Export(t.Context(), "U2", &bytes.Buffer{}) },
		"history": func() (int, error) { return by("U1", s).ExportHistory(t.Context(), "U2", &bytes.Buffer{}) },
	} {
		var refusal coach.Refusal
		if n, err := export(); n != 0 || !errors.As(err, &refusal) {
			t.Errorf("Mia exports Ben's %s: %d, %v", name, n, err)
		}
	}
}

func TestTheHistoryTellsWhoDidWhatWhenAndFromWhere(t *testing.T) {
	s := office()
	importing(t, by("U1", s), []byte("External id,Name,Value\nA,Acme,5\n"))
	importing(t, by("U0", s), []byte("External id,Name,Value\nA,Acme,7\n"))
	var out bytes.Buffer
	n, err := by("U1", s).ExportHistory(t.Context(), "", &out)
	if err != nil || n != 2 {
		t.Fatalf("%d lines, %v", n, err)
	}
	got := readAll(t, out.Bytes())[1:]
	want := [][]string{
		{"#1", "Acme", "2026-11-23 09:00 +01:00", "U1", "Mia Brandt", "imported", "Mia Brandt imported it.", "", "", "import", ""},
		{"#1", "Acme", "2026-11-23 09:00 +01:00", "U0", "Nora Lindqvist", "imported", "Nora Lindqvist brought its value up to date.", "", "its value\nvalue: 5 → 7", "import", ""},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

// A row whose deal became a part of another makes no new deal of it, at once and
// when the merged one is long gone.
func TestARowOfADealThatWasMergedAwayMakesNoNewOne(t *testing.T) {
	for _, tt := range []struct {
		story, file string
		same        int
		value       coach.Money
	}{
		{"both have an id in the other system", "External id,Name,Value\nA,Acme,5\nB,Acme Ltd,7\n", 2, 700},
		{"only the one that went had one", "External id,Name,Value\nA,Acme,5\n,Acme Ltd,7\n", 1, 500},
		{"neither had one", "Name,Value\nAcme,5\nAcme Ltd,7\n", 2, 700},
	} {
		t.Run(tt.story, func(t *testing.T) {
			s := office()
			importing(t, by("U1", s), []byte(tt.file))
			_, err := s.Merge(t.Context(), 1, 2, "merge", func(from, into *coach.Deal) error {
				return into.Absorb(coach.Act{By: "U1", At: time.Now()}, from)
			})
			if err != nil {
				t.Fatal(err)
			}
			report := importing(t, by("U1", s), []byte(tt.file))
			if report.New != 0 || len(report.Failed) != 0 || report.Same != tt.same {
				t.Errorf("it reports %+v", report)
			}
			if d, err := s.Deal(t.Context(), 2); err != nil || d.Value != tt.value {
				t.Errorf("the deal that is left: %+v, %v", d, err)
			}
			var out bytes.Buffer
			if _, err := by("U1", s).ExportHistory(t.Context(), "", &out); err != nil || !strings.Contains(out.String(), ",import,#1") {
				t.Errorf("the history does not tell whose line it was: %v\n%s", err, out.String())
			}
		})
	}
}
