package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/exchange"
)

// importCommand is `bot import FILE.csv`: it brings deals in; and `bot import
// FILE.ndjson`, which puts a dump back. Rows that cannot be
// taken lie in FILE.failed.csv afterwards, ready to mend, and are an error.
func importCommand(ctx context.Context, args []string, out, errs io.Writer) error {
	flags := flag.NewFlagSet("import", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	dry := flags.Bool("dry-run", false, "")
	as := flags.String("as", "", "")
	files, err := parse(flags, args)
	if err != nil || len(files) != 1 {
		return usageError{"import takes one file: bot import deals.csv; with -dry-run it only tells what it would do," +
			" with -as mia@example.com deals without an owner become hers"}
	}
	if isDump(files[0]) {
		if *dry || *as != "" {
			return usageError{"a dump (.ndjson) is put back as it was: -dry-run and -as are for CSV"}
		}
		return restoreDump(ctx, files[0], out, errs)
	}
	if err := isTable(files[0]); err != nil {
		return err
	}
	data, err := readWhole(files[0])
	if err != nil {
		return err
	}
	d, err := openDesk(ctx, errs)
	if err != nil {
		return err
	}
	defer d.Close()
	j, err := d.job(ctx, *as)
	if err != nil {
		return err
	}
	if *dry {
		plan, err := j.Preview(ctx, data)
		if err != nil {
			return refused(err)
		}
		return printPlan(out, plan)
	}
	report, err := j.Import(ctx, data, progress(errs, time.Now))
	if err != nil {
		if n := report.New + report.Changed; n > 0 {
			return fmt.Errorf("%d rows were written; import the file again and it goes on from there: %w", n, refused(err))
		}
		return refused(err)
	}
	fmt.Fprintf(out, "%d rows: %d new, %d changed, %d as they were, %d failed\n",
		report.Rows, report.New, report.Changed, report.Same, len(report.Failed))
	if len(report.Failed) == 0 {
		return nil
	}
	return writeFailed(failedFile(files[0]), report)
}

// parse reads flags before and after the other arguments, and returns these.
func parse(flags *flag.FlagSet, args []string) (others []string, err error) {
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		if flags.NArg() == 0 {
			return others, nil
		}
		others = append(others, flags.Arg(0))
		args = flags.Args()[1:]
	}
}

// readWhole reads a file of bearable size.
func readWhole(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, usageError{err.Error()}
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, exchange.MaxBytes+1)) // exchange refuses what is longer
}

// refused tells a refusal with what to do instead.
func refused(err error) error {
	var r coach.Refusal
	if errors.As(err, &r) {
		return errors.New(strings.TrimSpace(r.Reason + " " + r.Hint))
	}
	return err
}

// progressEvery is how often a long import tells how far it is.
const progressEvery = time.Second

// progress tells how far an import is, once in a while.
func progress(w io.Writer, now func() time.Time) func(done, total int) {
	last := now()
	return func(done, total int) {
		if at := now(); done < total && at.Sub(last) >= progressEvery {
			last = at
			fmt.Fprintf(w, "%d of %d rows\n", done, total)
		}
	}
}

// failedFile is where the rows of a file go that failed.
func failedFile(name string) string {
	return strings.TrimSuffix(name, filepath.Ext(name)) + ".failed.csv"
}

// writeFailed keeps the rows that failed, and is an error that says so.
func writeFailed(name string, report exchange.Report) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("%d rows failed, and they could not be kept: %w", len(report.Failed), err)
	}
	if err := errors.Join(report.WriteFailed(f), f.Close()); err != nil {
		return fmt.Errorf("%d rows failed, and they could not be kept: %w", len(report.Failed), err)
	}
	first := report.Failed[0]
	return fmt.Errorf("%d rows failed, the first of them row %d: %s %s\nAll lie in %s; mend them there and import that file",
		len(report.Failed), first.Row, first.Why, first.Hint, name)
}

// printPlan prints what an import would do.
func printPlan(w io.Writer, p exchange.Plan) error {
	fmt.Fprintf(w, "%s, with a %s between the cells\n", p.Encoding, p.Delimiter)
	for _, c := range p.Columns {
		means := c.Means
		if means == "" {
			means = "left alone"
		}
		fmt.Fprintf(w, "  %s: %s\n", c.Header, means)
	}
	for _, note := range p.Notes {
		fmt.Fprintln(w, note)
	}
	fmt.Fprintf(w, "%d rows: %d would be new, %d changed, %d stay as they are, %d cannot be taken\n", p.Rows, p.New, p.Changed, p.Same, p.Broken)
	for _, s := range p.Sample {
		fmt.Fprintf(w, "  row %d: %s\n", s.Row, s.Words)
	}
	for _, problem := range p.Problems {
		fmt.Fprintf(w, "  row %d cannot be taken: %s %s\n", problem.Row, problem.Why, problem.Hint)
	}
	_, err := fmt.Fprintln(w, "Nothing was written.")
	return err
}
