package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"dealcoach/internal/exchange"
)

// exportCommand is `bot export [FILE.csv]`: the team's deals as a file that import
// reads, or on the standard output; and `bot export FILE.ndjson`, everything there is.
func exportCommand(ctx context.Context, args []string, out, errs io.Writer) error {
	flags := flag.NewFlagSet("export", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	of := flags.String("of", "", "")
	history := flags.Bool("history", false, "")
	whose := flags.String("person", "", "")
	files, err := parse(flags, args)
	if err != nil || len(files) > 1 {
		return usageError{"export takes one file or none: bot export deals.csv; with -of mia@example.com her deals alone," +
			" with -history what happened to them; with -person mia@example.com everything of her, as JSON"}
	}
	if *whose != "" {
		if *of != "" || *history {
			return usageError{"-person exports everything of one person: -of and -history are for CSV"}
		}
		return exportPerson(ctx, *whose, files, out, errs)
	}
	if len(files) == 1 && isDump(files[0]) {
		if *of != "" || *history {
			return usageError{"a dump (.ndjson) holds everything: -of and -history are for CSV"}
		}
		return dumpAll(ctx, files[0], out, errs)
	}
	if len(files) == 1 {
		if err := isTable(files[0]); err != nil {
			return err
		}
	}
	d, err := openDesk(ctx, errs)
	if err != nil {
		return err
	}
	defer d.Close()
	j, err := d.job(ctx, "")
	if err != nil {
		return err
	}
	owner := ""
	if *of != "" {
		person, err := d.people.Find(ctx, *of)
		if err != nil {
			return refused(err)
		}
		owner = person.ID
	}
	write, what := exchange.Job.Export, "deals"
	if *history {
		write, what = exchange.Job.ExportHistory, "lines"
	}
	if len(files) == 0 {
		_, err := write(j, ctx, owner, out)
		return refused(err)
	}
	n, err := writeFile(files[0], func(w io.Writer) (int, error) { return write(j, ctx, owner, w) })
	if err != nil {
		return refused(err)
	}
	_, err = fmt.Fprintf(out, "%d %s in %s\n", n, what, files[0])
	return err
}

// writeFile writes a file that nobody else may read, whole or not at all.
func writeFile(name string, write func(io.Writer) (int, error)) (n int, err error) {
	part := name + ".part"
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return 0, err
	}
	n, err = write(f)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(part, name)
	}
	if err != nil {
		_ = os.Remove(part)
	}
	return n, err
}
