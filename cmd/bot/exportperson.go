package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"dealcoach/internal/coach"
	"dealcoach/internal/exchange"
	"dealcoach/internal/store"
)

// exportPerson writes everything that is kept of one person as JSON, into a file or
// to the standard output.
func exportPerson(ctx context.Context, whose string, files []string, out, errs io.Writer) error {
	if len(files) == 1 && !strings.EqualFold(filepath.Ext(files[0]), ".json") {
		return usageError{files[0] + ": everything of one person is JSON; name the file with .json at its end"}
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
	who, err := d.people.Find(ctx, whose)
	if err != nil {
		if !aUserID.MatchString(whose) {
			return refused(err)
		}
		who = coach.Person{ID: whose} // Slack may not know them any more
	}
	if len(files) == 0 {
		_, err := writePerson(ctx, d.store, j, who.ID, out)
		return err
	}
	n, err := writeFile(files[0], func(w io.Writer) (int, error) { return writePerson(ctx, d.store, j, who.ID, w) })
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "Everything of %s is in %s, %s among it. It holds what they wrote privately.\n", who.ID, files[0], counted(n, "deal"))
	return err
}

// writePerson writes everything that is kept of a person, and returns how many deals
// of theirs that are.
func writePerson(ctx context.Context, db *store.Store, j exchange.Job, id string, w io.Writer) (int, error) {
	about, err := db.About(ctx, id)
	if err != nil {
		return 0, err
	}
	return j.ExportPerson(ctx, about, w)
}
