package exchange

import (
	"context"
	"slices"
	"strings"
	"time"

	"dealcoach/internal/coach"
)

// Plan is what an import would do.
type Plan struct {
	Encoding  string   // how the file is written, in words: "UTF-8"
	Delimiter string   // what stands between its cells, in words: "semicolon"
	Columns   []Column // as in the file
	Rows      int      // below the header; New + Changed + Same + Broken
	New       int
	Changed   int
	Same      int
	Broken    int
	Notes     []string  // what was taken for granted, a sentence each, with how to change it
	Sample    []Sample  // the first rows that would be written, at most SampleRows
	Problems  []Problem // the first broken rows, at most SampleRows
}

// SampleRows is how many rows a Plan shows of each sort.
const SampleRows = 5

// Column is a column of the file and what it is about.
type Column struct {
	Header string
	Means  string // in words: "value"; empty: it is left alone
}

// Sample is a row as it was understood.
type Sample struct {
	Row   int    // as a spreadsheet counts: the header is row 1
	New   bool   // else a known deal changes
	Owner string // a Slack user id
	Words string // "Acme, $12,000, Proposal, last touch Tue 24 Nov"; foreign text, to be escaped
}

// Problem is a row that cannot be taken.
type Problem struct {
	Row  int    // as a spreadsheet counts: the header is row 1
	Why  string // a sentence; may quote the file, so it is to be escaped
	Hint string // what to do, a sentence; may be empty
}

// Preview says what Import would do, and writes nothing. A file that cannot be
// read at all is a coach.Refusal.
func (j Job) Preview(ctx context.Context, data []byte) (Plan, error) {
	t, err := readTable(data)
	if err != nil {
		return Plan{}, err
	}
	c, err := readColumns(t)
	if err != nil {
		return Plan{}, err
	}
	r := newRowReader(j, c)
	p := Plan{Encoding: t.encoding, Delimiter: delimiterWords(t.delimiter), Columns: c.told(), Rows: len(t.rows), Notes: c.notes}
	var all Report
	for lines := range slices.Chunk(t.rows, chunk) {
		entries, err := r.readAll(ctx, lines)
		if err != nil {
			return Plan{}, err
		}
		verdicts, err := r.decide(ctx, entries)
		if err != nil {
			return Plan{}, err
		}
		all.count(verdicts)
		for _, v := range verdicts {
			if v.wrong == nil && (v.isNew || v.changes) && len(p.Sample) < SampleRows {
				p.Sample = append(p.Sample, Sample{Row: v.line.row, New: v.isNew, Owner: v.deal.Owner, Words: j.words(v.deal)})
			}
		}
	}
	p.New, p.Changed, p.Same, p.Broken = all.New, all.Changed, all.Same, len(all.Failed)
	p.Problems = all.Failed[:min(len(all.Failed), SampleRows)]
	return p, nil
}

func delimiterWords(delimiter rune) string {
	for _, d := range delimiters {
		if d.rune == delimiter {
			return d.words
		}
	}
	return string(delimiter)
}

// words tells a deal as it would be written.
func (j Job) words(d coach.Deal) string {
	day := func(at time.Time) string { return coach.DateOf(at.In(j.Act.At.Location())).Words(j.Act.Today()) }
	said := []string{d.Name}
	if d.ID != 0 {
		said[0] = d.Title()
	}
	add := func(what, text string) {
		if text != "" {
			said = append(said, what+text)
		}
	}
	add("", d.Company)
	add("contact ", d.MainContact().String())
	add("and ", coach.ContactsText(d.Contacts, "; "))
	if d.Value != 0 {
		add("", d.Value.In(j.Settings.Currency))
	}
	add("", d.Stage.Words())
	if d.IsOpen() {
		add("last touch ", day(d.Touch))
	} else {
		add(d.Status.Words()+" ", day(d.ClosedAt))
	}
	if !d.CallBack.On.IsZero() {
		add("call back on ", d.CallBack.On.Words(j.Act.Today()))
	}
	return strings.Join(said, ", ")
}
