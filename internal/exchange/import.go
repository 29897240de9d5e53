package exchange

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"

	"dealcoach/internal/coach"
)

// chunk is how many rows are one commit: few enough that nobody waits for it.
const chunk = 200

// Import writes what the file says. Each chunk of rows is one commit: a file that
// was cut short is sent again and goes on where it was. progress is told how many
// rows are done, of how many, after each chunk; nil is allowed. Broken rows are left
// out and reported. A file that cannot be read at all is a coach.Refusal, and
// nothing is written; with any other error the report tells what was done before.
func (j Job) Import(ctx context.Context, data []byte, progress func(done, total int)) (Report, error) {
	t, err := readTable(data)
	if err != nil {
		return Report{}, err
	}
	c, err := readColumns(t)
	if err != nil {
		return Report{}, err
	}
	r := newRowReader(j, c)
	sum := sha256.Sum256(data)
	report := Report{Rows: len(t.rows), table: t}
	done := 0
	for lines := range slices.Chunk(t.rows, chunk) {
		entries, err := r.readAll(ctx, lines)
		if err != nil {
			return report, err
		}
		verdicts, err := r.write(ctx, sum[:], entries)
		report.count(verdicts)
		if err != nil {
			return report, err
		}
		done += len(lines)
		if progress != nil {
			progress(done, len(t.rows))
		}
	}
	return report, nil
}

// readAll understands rows.
func (r *reader) readAll(ctx context.Context, lines []line) ([]entry, error) {
	entries := make([]entry, 0, len(lines))
	for _, l := range lines {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		e, err := r.read(ctx, l)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// tries is how often a chunk is decided anew because one of its deals changed
// meanwhile, before its rows are written one by one.
const tries = 5

// write decides about rows and commits them at once. It returns what was written.
func (r *reader) write(ctx context.Context, file []byte, entries []entry) ([]verdict, error) {
	for try := 1; ; try++ {
		verdicts, err := r.decide(ctx, entries)
		if err != nil {
			return nil, err
		}
		var deals []coach.Deal
		for _, v := range verdicts {
			if v.wrong == nil && (v.isNew || v.changes) {
				deals = append(deals, v.deal)
			}
		}
		if len(deals) == 0 {
			return verdicts, nil
		}
		err = r.Store.SaveAll(ctx, operation(file, verdicts), deals)
		switch {
		case err == nil:
			return verdicts, nil
		case !errors.Is(err, coach.ErrConflict):
			return nil, fmt.Errorf("rows %d to %d: %w", entries[0].line.row, entries[len(entries)-1].line.row, err)
		case try < tries:
			continue
		case len(entries) == 1:
			verdicts[0].wrong = coach.Refuse("Somebody is changing this deal right now.", "Send the row again.")
			return verdicts, nil
		}
		return r.writeEach(ctx, file, entries)
	}
}

// writeEach commits rows one by one.
func (r *reader) writeEach(ctx context.Context, file []byte, entries []entry) (verdicts []verdict, err error) {
	for i := range entries {
		one, err := r.write(ctx, file, entries[i:i+1])
		if err != nil {
			return verdicts, err
		}
		verdicts = append(verdicts, one...)
	}
	return verdicts, nil
}

// operation names a commit: by the file, its rows, and the deals that it is written
// over. So its repetition is known, and the same file against other deals is not
// taken for it.
func operation(file []byte, verdicts []verdict) string {
	h := sha256.New()
	h.Write(file)
	for _, v := range verdicts {
		if v.wrong == nil && (v.isNew || v.changes) {
			fmt.Fprintf(h, "%d %d %d\n", v.line.row, v.deal.ID, v.deal.Version)
		}
	}
	return "import:" + base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:18])
}
