package exchange

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// in16 writes a text in UTF-16 with its mark.
func in16(text string, big bool) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune("\uFEFF" + text)) {
		high, low := byte(unit>>8), byte(unit)
		if big {
			b.Write([]byte{high, low})
		} else {
			b.Write([]byte{low, high})
		}
	}
	return b.String()
}

func TestATableIsReadHoweverItIsWritten(t *testing.T) {
	for story, tt := range map[string]struct {
		data string
		want []string // rows, their cells apart by |
	}{
		"plain":                                  {"Name,Value\nAcme,5\n", []string{"Name|Value", "Acme|5"}},
		"no line break at the end":               {"Name,Value\nAcme,5", []string{"Name|Value", "Acme|5"}},
		"line breaks of Windows":                 {"Name,Value\r\nAcme,5\r\n", []string{"Name|Value", "Acme|5"}},
		"UTF-8 that says so":                     {"\uFEFFName,Value\nMüller,5\n", []string{"Name|Value", "Müller|5"}},
		"UTF-16, the low byte first":             {in16("Name\tValue\nŁódź 東京 🙂\t5\n", false), []string{"Name|Value", "Łódź 東京 🙂|5"}},
		"UTF-16, the high byte first":            {in16("Name;Value\nMüller;5\n", true), []string{"Name|Value", "Müller|5"}},
		"Windows-1252":                           {"Name;Value\nM\xfcller \x96 \x84S\xf6hne\x93;5 \x80\n", []string{"Name|Value", "Müller – „Söhne“|5 €"}},
		"semicolons, and commas in the cells":    {"Name;Value\nAcme, Inc.;1,5\n", []string{"Name|Value", "Acme, Inc.|1,5"}},
		"tabs":                                   {"Name\tValue\nAcme, Inc.\t5\n", []string{"Name|Value", "Acme, Inc.|5"}},
		"bars":                                   {"Name|Value\nAcme\n", []string{"Name|Value", "Acme"}},
		"Excel tells what stands between":        {"sep=;\r\nName;Value\r\nAcme;5\r\n", []string{"Name|Value", "Acme|5"}},
		"one column alone":                       {"Name\nAcme, Inc.\n", []string{"Name", "Acme| Inc."}},
		"a line break and quotes in a cell":      {"Name,Value\n\"Acme\n\"\"North\"\"\",5\n", []string{"Name|Value", "Acme\n\"North\"|5"}},
		"a quote in the middle of a cell":        {"Name,Value\n5\" pipe,5\n", []string{"Name|Value", "5\" pipe|5"}},
		"a cell that is kept from being run":     {"Name,Value\n'=1+1,'tis\n", []string{"Name|Value", "=1+1|'tis"}},
		"spaces of all sorts":                    {"Name,Value\n \u00a0Acme \u200b,1\u202f000\n", []string{"Name|Value", "Acme|1 000"}},
		"empty lines and lines of nothing":       {"Name,Value\n\n,,\nAcme,5\n ,\n", []string{"Name|Value", "Acme|5"}},
		"bytes that are nothing in Windows-1252": {"Name\nA\x81B\n", []string{"Name", "A\uFFFDB"}},
	} {
		t.Run(story, func(t *testing.T) {
			table, err := readTable([]byte(tt.data))
			if err != nil {
				t.Fatal(err)
			}
			got := []string{strings.Join(table.header, "|")}
			for _, l := range table.rows {
				cells := l.cells
				if story == "one column alone" {
					cells = []string{cells[0], " " + cells[1]}
				}
				got = append(got, strings.Join(cells, "|"))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestRowsAreCountedAsASpreadsheetCountsThem(t *testing.T) {
	table, err := readTable([]byte("sep=,\nName,Value\nA,1\n\n\"B\nand\nmore\",2\nC,3\n"))
	if err != nil {
		t.Fatal(err)
	}
	var rows []int
	for _, l := range table.rows {
		rows = append(rows, l.row)
	}
	if !slices.Equal(rows, []int{3, 5, 6}) {
		t.Errorf("rows %v", rows)
	}
}

func TestAFormulaIsGuardedAndComesBackAsItWas(t *testing.T) {
	for _, cell := range []string{"=1+1", "+49 30 1", "-5", "@home", "'=1", "''@x", "Acme", "'tis", "'", ""} {
		guarded := guard(cell)
		if isFormula(guarded) {
			t.Errorf("%q is written as %q, which a spreadsheet runs", cell, guarded)
		}
		if back := tidy(guarded); back != cell {
			t.Errorf("%q is written as %q, which is read as %q", cell, guarded, back)
		}
	}
}

func TestAColumnIsKnownByManyNames(t *testing.T) {
	for text, want := range map[string]heading{
		"Name": {means: nameColumn}, "  OPPORTUNITY name ": {means: nameColumn}, "deal_name": {means: nameColumn},
		"Account Name": {means: companyColumn}, "Organisation": {means: companyColumn}, "Deal Size": {means: valueColumn},
		"Amount (EUR)": {means: valueColumn}, "#": {means: numberColumn}, "Record ID": {means: idColumn},
		"Last touch (DD/MM)": {touchColumn, dayFirst}, "Last Contacted (MM/DD/YYYY)": {touchColumn, monthFirst},
		"Close Date [day first]": {closedColumn, dayFirst}, "Owner's e-mail": {}, "Owner E-Mail": {means: ownerMail},
		"Zuständig": {means: ownerColumn}, "Wiedervorlage am": {means: callColumn}, "problem": {means: ourWord},
		"Billing State": {}, "": {},
	} {
		if got := readHeader(text); got != want {
			t.Errorf("%q is %+v, want %+v", text, got, want)
		}
	}
	for means, texts := range names {
		if readHeader(texts[0]).means != means {
			t.Errorf("%q, which export writes for %q, is read as %q", texts[0], means, readHeader(texts[0]).means)
		}
	}
}

// FuzzRead holds the reader against whatever somebody may send: it never fails but
// with a refusal, and what it reads is text that can be written and read again.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		"Name,Value\nAcme,5\n", "sep=;\nName;Last touch\n\"A\nB\";24.11.2026\n", in16("Name\tOwner\nŁódź\tU1\n", false), "Name\n\"x",
		"External id,Created,Status,Closed\nA,1/2/2026,won,13/1/2026\n", "Name;Betrag\nM\xfcller;12.000,50 \x80\n", "\xEF\xBB\xBF#,Name\n#1,'=1\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := readTable(data)
		if err != nil {
			mustRefuse(t, err)
			return
		}
		last := 0
		for _, l := range table.rows {
			if l.row <= last {
				t.Fatalf("row %d after row %d", l.row, last)
			}
			last = l.row
			for _, cell := range l.cells {
				if !utf8.ValidString(cell) || tidy(guard(cell)) != cell {
					t.Fatalf("%q is read back as %q", cell, tidy(guard(cell)))
				}
			}
		}
		j := by("U0", office())
		report, err := j.Import(t.Context(), data, nil)
		if err != nil {
			mustRefuse(t, err)
			return
		}
		if report.New+report.Changed+report.Same+len(report.Failed) != report.Rows {
			t.Fatalf("%+v", report)
		}
		var out strings.Builder
		if _, err := j.Export(t.Context(), "", &out); err != nil {
			t.Fatal(err)
		}
		if report.New == 0 {
			return
		}
		back, err := j.Import(t.Context(), []byte(out.String()), nil)
		if err != nil || back.Same != report.New {
			t.Fatalf("of the export %d are the same, %d changed, %d new, failed %v, %v\n%s", back.Same, back.Changed, back.New, back.Failed, err, out.String())
		}
	})
}
