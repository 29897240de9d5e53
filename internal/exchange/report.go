package exchange

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Report is what an import did.
type Report struct {
	Rows    int // below the header; after a whole import New + Changed + Same + len(Failed)
	New     int
	Changed int
	Same    int
	Failed  []Problem // in the order of the file

	table  table
	failed []line
}

// count adds what became of rows.
func (r *Report) count(verdicts []verdict) {
	for _, v := range verdicts {
		switch {
		case v.wrong != nil:
			r.Failed = append(r.Failed, v.problem())
			r.failed = append(r.failed, v.line)
		case v.isNew:
			r.New++
		case v.changes:
			r.Changed++
		default:
			r.Same++
		}
	}
}

// WriteFailed writes the rows that failed as they were, as CSV in UTF-8, with a
// column “problem”: mended, the file can be sent again as it is.
func (r Report) WriteFailed(w io.Writer) error {
	out, err := newWriter(w, r.table.delimiter)
	if err != nil {
		return err
	}
	at := len(r.table.header) // where the column of problems is: behind the others, or where it was
	header := append(slices.Clone(r.table.header), "problem")
	for i, name := range r.table.header {
		if readHeader(name).means == ourWord {
			at, header = i, r.table.header
		}
	}
	if err := out.write(header); err != nil {
		return err
	}
	for i, l := range r.failed {
		cells := slices.Clone(l.cells)
		for len(cells) < len(r.table.header) {
			cells = append(cells, "")
		}
		if at == len(r.table.header) {
			cells = slices.Insert(cells, at, "") // what is too much stays in sight behind it
		}
		cells[at] = strings.TrimSpace(fmt.Sprintf("row %d: %s %s", r.Failed[i].Row, r.Failed[i].Why, r.Failed[i].Hint))
		if err := out.write(cells); err != nil {
			return err
		}
	}
	return out.flush()
}

// writer writes rows as CSV that a spreadsheet opens as it is: in UTF-8 that says so,
// and without anything that it would run.
type writer struct{ *csv.Writer }

func newWriter(w io.Writer, delimiter rune) (writer, error) {
	if _, err := io.WriteString(w, "\uFEFF"); err != nil {
		return writer{}, err
	}
	out := csv.NewWriter(w)
	if delimiter != 0 {
		out.Comma = delimiter
	}
	return writer{out}, nil
}

func (w writer) write(cells []string) error {
	guarded := make([]string, len(cells))
	for i, cell := range cells {
		guarded[i] = guard(cell)
	}
	return w.Write(guarded)
}

func (w writer) flush() error {
	w.Flush()
	return w.Error()
}
