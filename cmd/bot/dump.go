package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dealcoach/internal/store"
)

// isDump reports whether a file's name says that it holds everything.
func isDump(file string) bool { return strings.EqualFold(filepath.Ext(file), ".ndjson") }

// dumpAll writes everything that is kept of the team into a file.
func dumpAll(ctx context.Context, file string, out, errs io.Writer) error {
	d, err := openDesk(ctx, errs)
	if err != nil {
		return err
	}
	defer d.Close()
	n, err := writeFile(file, func(w io.Writer) (int, error) { return d.store.Dump(ctx, w, lines(errs, time.Now)) })
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "Everything is in %s, %d lines. It holds what reps wrote privately: keep it where nobody else reads it.\n", file, n)
	return err
}

// restoreDump puts back what dumpAll wrote.
func restoreDump(ctx context.Context, file string, out, errs io.Writer) error {
	f, err := os.Open(file)
	if err != nil {
		return usageError{err.Error()}
	}
	defer f.Close()
	d, err := openDesk(ctx, errs)
	if err != nil {
		return err
	}
	defer d.Close()
	n, err := d.store.Restore(ctx, bufio.NewReader(f), lines(errs, time.Now))
	if err != nil {
		return errors.Join(err, restoreAdvice(err))
	}
	_, err = fmt.Fprintf(out, "Put back: %d lines. Start the bot now; what was on its way is looked for in Slack before it is posted.\n", n)
	return err
}

// restoreAdvice says what to do about an error of a restore; nil: the error says
// enough.
func restoreAdvice(err error) error {
	switch {
	case errors.Is(err, store.ErrBrokenOff), errors.Is(err, store.ErrUnreadable):
		return errors.New("what came before it is there, and the bot does not start on half of it: import a whole dump, or empty the Redis")
	case errors.Is(err, store.ErrNotEmpty):
		return errors.New("name another Redis in REDIS_URL, or empty this one")
	case errors.Is(err, store.ErrOtherTeam):
		return errors.New("use the bot token of the workspace that the dump is of")
	case errors.Is(err, store.ErrNewerDump):
		return errors.New("use the version that wrote it, or a later one")
	case errors.Is(err, store.ErrNoDump):
		return errors.New("bot export everything.ndjson writes one")
	default:
		return nil
	}
}

// lines tells how far a long run is, once in a while.
func lines(w io.Writer, now func() time.Time) func(int) {
	last := now()
	return func(n int) {
		if at := now(); at.Sub(last) >= progressEvery {
			last = at
			fmt.Fprintf(w, "%d lines\n", n)
		}
	}
}
