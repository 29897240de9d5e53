package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"text/tabwriter"

	"dealcoach/internal/coach"
	"dealcoach/prompts"
)

// promptsCommand is `bot prompts [dir]`: it lists every script, the shipped
// ones and those of dir, or else of PROMPTS_DIR. When something is wrong in one
// of them it writes a line for each mistake, file:line: text, and returns a
// usageError.
func promptsCommand(args []string, out io.Writer) error {
	dir := os.Getenv("PROMPTS_DIR")
	switch len(args) {
	case 0:
	case 1:
		dir = args[0]
	default:
		return usageError{"prompts takes one folder: bot prompts ./scripts"}
	}
	all, err := readScripts(dir)
	var wrong coach.ScriptError
	switch {
	case errors.As(err, &wrong):
		fmt.Fprintln(out, err)
		return usageError{"not all scripts can be read; docs/scripts.md tells how one is written"}
	case err != nil:
		return usageError{err.Error()}
	}
	return listScripts(all, out)
}

// readScripts reads the shipped scripts with those of dir laid over them. dir
// may be empty. The error joins a coach.ScriptError for each mistake, or says
// that dir is no folder.
func readScripts(dir string) (coach.Scripts, error) {
	layers := []fs.FS{prompts.FS}
	if dir != "" {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("%s is not a folder of scripts", dir)
		}
		layers = append(layers, os.DirFS(dir))
	}
	return coach.ParseScripts(layers...)
}

// listScripts writes a table, in the order in which scripts lead.
func listScripts(all coach.Scripts, out io.Writer) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "SCRIPT\tHOW\tSITUATIONS AND MOMENTS\tVARIANTS\tSOURCE")
	for _, s := range all {
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%s\n", s.ID, s.How, offered(s), len(s.Variants), s.Source)
	}
	return table.Flush()
}

// offered lists when a script is offered: situations, then moments.
func offered(s coach.Script) string {
	var when []string
	for _, one := range s.Situations {
		when = append(when, string(one))
	}
	for _, one := range s.Moments {
		when = append(when, string(one))
	}
	return strings.Join(when, ", ")
}
