package exchange

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"dealcoach/internal/coach"
)

// table is a file as rows of cells.
type table struct {
	encoding  string
	delimiter rune
	header    []string
	rows      []line
}

// line is a row below the header.
type line struct {
	row   int // as a spreadsheet counts: the header is row 1
	cells []string
}

// delimiters are what may stand between cells, and what they are called.
var delimiters = []struct {
	rune
	words string
}{{',', "comma"}, {';', "semicolon"}, {'\t', "tab"}, {'|', "vertical bar"}}

// readTable reads a file: however it is encoded, and whatever stands between its
// cells. The error is a coach.Refusal.
func readTable(data []byte) (table, error) {
	text, encoding, err := decode(data)
	if err != nil {
		return table{}, err
	}
	skipped, given := 0, rune(0)
	if first, rest, _ := strings.Cut(text, "\n"); len(first) >= 5 && strings.EqualFold(first[:4], "sep=") {
		text, skipped, given = rest, 1, rune(first[4]) // Excel's own way to say it
	}
	delimiter := given
	if given == 0 {
		delimiter = findDelimiter(text)
	}
	t := table{encoding: encoding, delimiter: delimiter}
	all, err := split(text, delimiter, skipped)
	if err != nil {
		return table{}, err
	}
	if len(all) == 0 {
		return table{}, coach.Refuse("That file is empty.", "Export the list as CSV, with a header, and send that file.")
	}
	t.header, t.rows = all[0].cells, all[1:]
	return t, nil
}

// findDelimiter tells what stands between the cells by what makes the most sense of
// the header: known columns first, then many.
func findDelimiter(text string) rune {
	best, most := ',', -1
	for _, d := range delimiters {
		r := newReader(text, d.rune)
		header, err := r.Read()
		if err != nil {
			continue
		}
		score := len(header)
		for _, name := range header {
			if readHeader(name).means != nothing {
				score += 1000
			}
		}
		if score > most {
			best, most = d.rune, score
		}
	}
	return best
}

func newReader(text string, delimiter rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord, r.LazyQuotes = delimiter, -1, true
	return r
}

// split reads the rows. Quotes inside of a cell are taken as they are; one that is
// never closed would swallow the rest of the file, and is refused.
func split(text string, delimiter rune, skipped int) ([]line, error) {
	r := newReader(text, delimiter)
	var all []line
	within := 0 // lines inside of cells, which a spreadsheet does not count
	from := int64(0)
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, coach.Refuse("I can't read that file as CSV: "+err.Error()+".", "Export the list as CSV anew.")
		}
		start, _ := r.FieldPos(0)
		row := start + skipped - within
		breaks := 0
		blank := true
		for i, cell := range cells {
			breaks += strings.Count(cell, "\n")
			cells[i] = tidy(cell)
			blank = blank && cells[i] == ""
		}
		if raw := text[from:r.InputOffset()]; breaks > 0 && unclosed(raw, delimiter) {
			return nil, unclosedQuote(row)
		}
		from = r.InputOffset()
		within += breaks
		if !blank {
			all = append(all, line{row, cells})
		}
	}
}

// unclosed reports whether the last cell of a row begins with a quote that nothing
// closes.
func unclosed(raw string, delimiter rune) bool {
	r := newReader(raw, delimiter)
	r.LazyQuotes = false
	_, err := r.Read()
	var wrong *csv.ParseError
	return errors.As(err, &wrong) && !strings.HasSuffix(strings.TrimRight(raw, "\r\n"), `"`)
}

func unclosedQuote(row int) error {
	return coach.Refuse("In row "+itoa(row)+" a quotation mark is opened and never closed, so the rows after it can't be told apart.",
		"Close it, or write it twice (\"\") where it is part of the text, and send the file again.")
}

// tidy makes a cell plain: without the space around it, marks that nobody sees, and
// the apostrophe that keeps a spreadsheet from running it as a formula.
func tidy(cell string) string {
	cell = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ', r == '\uFEFF', r == '\u200B':
			return -1
		case r == '\u00A0', r == '\u202F':
			return ' '
		}
		return r
	}, cell)
	cell = strings.TrimSpace(cell)
	if bare := strings.TrimLeft(cell, "'"); bare != cell && isFormula(bare) {
		cell = cell[1:]
	}
	return cell
}

// guard writes a cell so that a spreadsheet takes it for text. tidy takes it back.
func guard(cell string) string {
	if isFormula(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// isFormula reports whether a spreadsheet would run the cell.
func isFormula(cell string) bool { return cell != "" && strings.ContainsRune("=+-@", rune(cell[0])) }
