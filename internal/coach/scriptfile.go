package coach

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// ScriptError says what is wrong in a script file, where, and what would be
// right.
type ScriptError struct {
	File string
	Line int
	Text string
}

// Error writes the error as "timing.md:7: …", the form editors jump to.
func (e ScriptError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Text) }

// ParseScripts reads every *.md file at the root of each layer. A file replaces
// the one of the same name in the layers before it, so that a team can reword
// the shipped scripts and add its own. The error joins all ScriptErrors found,
// so that one look mends them all; a layer that cannot be read is an error too.
func ParseScripts(layers ...fs.FS) (Scripts, error) {
	files, err := overlay(layers)
	if err != nil {
		return nil, err
	}
	var scripts Scripts
	var wrong []error
	for _, name := range slices.Sorted(maps.Keys(files)) {
		text, err := fs.ReadFile(files[name], name)
		if err != nil {
			return nil, err
		}
		script, errs := parseScript(name, text)
		scripts, wrong = append(scripts, script), append(wrong, errs...)
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	slices.SortFunc(scripts, func(a, b Script) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), strings.Compare(a.ID, b.ID))
	})
	return scripts, nil
}

// overlay maps each script's file name to the last layer that has it.
func overlay(layers []fs.FS) (map[string]fs.FS, error) {
	files := map[string]fs.FS{}
	for _, layer := range layers {
		entries, err := fs.ReadDir(layer, ".") // unlike fs.Glob, it tells when there is no such folder
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if path.Ext(e.Name()) == scriptExt && !e.IsDir() {
				files[e.Name()] = layer
			}
		}
	}
	return files, nil
}

// scriptExt is how the name of a script's file ends.
const scriptExt = ".md"

// fence is the line before and after the front matter.
const fence = "---"

// lineEnds makes the line ends of all systems alike.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// parseScript reads one file; the script counts only when nothing is wrong.
func parseScript(file string, text []byte) (Script, []error) {
	if !utf8.Valid(text) {
		return Script{}, []error{ScriptError{file, 1, "the file is not in UTF-8; save it as UTF-8"}}
	}
	lines := strings.Split(lineEnds.Replace(strings.TrimPrefix(string(text), "\ufeff")), "\n")
	end := 0
	if lines[0] == fence {
		end = slices.Index(lines[1:], fence) + 1
	}
	if end <= 0 {
		return Script{}, []error{ScriptError{file, 1, "there is no front matter; begin with one between two lines of ---"}}
	}
	h, errs := readHeader(file, lines[:end])
	if errs != nil {
		return Script{}, errs
	}
	check := scriptCheck{file: file}
	check.header(h)
	s := h.script()
	s.Variants = check.variants(h, lines[end+1:], end+2)
	return s, check.wrong
}
