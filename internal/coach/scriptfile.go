package coach

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
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

// ParseScripts reads every *.md file at the root of files. The error joins all
// ScriptErrors found, so that one look mends them all.
func ParseScripts(files fs.FS) (Scripts, error) {
	names, err := fs.Glob(files, "*.md")
	if err != nil {
		return nil, err
	}
	var scripts Scripts
	var wrong []error
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		script, errs := parseScript(name, text)
		if _, twice := scripts.Find(script.ID); twice && script.ID != "" {
			errs = append(errs, ScriptError{name, 1, "another file has the id " + script.ID + " already"})
		}
		scripts, wrong = append(scripts, script), append(wrong, errs...)
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	slices.SortFunc(scripts, func(a, b Script) int {
		if a.Rank != b.Rank {
			return a.Rank - b.Rank
		}
		return strings.Compare(a.ID, b.ID)
	})
	return scripts, nil
}

// header is the front matter of a script file.
type header struct {
	ID           string      `yaml:"id"`
	Title        string      `yaml:"title"`
	Source       string      `yaml:"source"`
	When         string      `yaml:"when"`
	How          How         `yaml:"how"`
	Situations   []Situation `yaml:"situations"`
	Rank         int         `yaml:"rank"`
	Placeholders []string    `yaml:"placeholders"`
	Answers      []struct {
		ID     string `yaml:"id"`
		Label  string `yaml:"label"`
		Effect Effect `yaml:"effect"`
	} `yaml:"answers"`
}

const fence = "---"

func parseScript(file string, text []byte) (Script, []error) {
	lines := strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n")
	end := -1
	if len(lines) > 0 && lines[0] == fence {
		end = slices.Index(lines[1:], fence) + 1
	}
	if end <= 0 {
		return Script{}, []error{ScriptError{file, 1, "begin with a front matter between two lines of ---"}}
	}
	front := strings.Join(lines[1:end], "\n")
	var h header
	decoder := yaml.NewDecoder(bytes.NewReader([]byte(front)))
	decoder.KnownFields(true)
	if err := decoder.Decode(&h); err != nil {
		return Script{}, []error{yamlError(file, err)}
	}
	check := scriptCheck{file: file, front: lines[:end]}
	s := Script{
		ID: h.ID, Title: h.Title, Source: h.Source, When: h.When, How: h.How,
		Situations: h.Situations, Rank: h.Rank,
	}
	for _, a := range h.Answers {
		s.Answers = append(s.Answers, Answer(a))
	}
	check.header(h)
	s.Variants = check.variants(lines[end+1:], end+2, h.Placeholders)
	return s, check.wrong
}

var yamlLine = regexp.MustCompile(`^(?:yaml: )?(?:unmarshal errors:\n\s*)?line (\d+): (.*)`)

// yamlError moves the library's line number to where the front matter begins.
func yamlError(file string, err error) ScriptError {
	line, text := 0, strings.TrimPrefix(err.Error(), "yaml: ")
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil {
		fmt.Sscan(m[1], &line)
		text = m[2]
	}
	return ScriptError{file, line + 1, text}
}

// scriptCheck collects what is wrong in one file.
type scriptCheck struct {
	file  string
	front []string
	wrong []error
}

func (c *scriptCheck) say(line int, format string, args ...any) {
	c.wrong = append(c.wrong, ScriptError{c.file, line, fmt.Sprintf(format, args...)})
}

// line finds where a key stands in the front matter, for the error.
func (c *scriptCheck) line(text string) int {
	i := slices.IndexFunc(c.front, func(l string) bool { return strings.Contains(l, text) })
	return max(i, 0) + 1
}

// maxLabel is the longest answer label that Slack shows whole on a button.
const maxLabel = 30

func (c *scriptCheck) header(h header) {
	if want := strings.TrimSuffix(path.Base(c.file), ".md"); h.ID != want {
		c.say(c.line("id:"), "the id is %q; name it like the file: %s", h.ID, want)
	}
	for key, value := range map[string]string{"title": h.Title, "source": h.Source, "when": h.When} {
		if value == "" {
			c.say(c.line(key+":"), "%s is missing; add one line of it", key)
		}
	}
	if !slices.Contains([]How{Say, Voicemail, Email}, h.How) {
		c.say(c.line("how:"), "how is %q; write say, voicemail or e-mail", h.How)
	}
	for _, s := range h.Situations {
		if !slices.Contains(Situations, s) {
			c.say(c.line("situations:"), "there is no situation %q", s)
		}
	}
	seen := map[string]bool{}
	for _, a := range h.Answers {
		at := c.line("id: " + a.ID)
		if a.ID == "" || seen[a.ID] {
			c.say(at, "each answer needs an id of its own")
		}
		seen[a.ID] = true
		if n := utf8.RuneCountInString(a.Label); n == 0 || n > maxLabel {
			c.say(at, "the label of %q has %d characters; write 1 to %d", a.ID, n, maxLabel)
		}
		if !slices.Contains([]Effect{GoForward, PutItOff, SayNo, StaySilent}, a.Effect) {
			c.say(at, "the effect of %q is %q; write forward, later, no or no-answer", a.ID, a.Effect)
		}
	}
}

var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

// variants reads "## a" headings, each with the words below it.
func (c *scriptCheck) variants(lines []string, first int, allowed []string) []Variant {
	var found []Variant
	for i, line := range lines {
		if key, ok := strings.CutPrefix(line, "## "); ok {
			key = strings.TrimSpace(key)
			if slices.ContainsFunc(found, func(v Variant) bool { return v.Key == key }) {
				c.say(first+i, "there are two variants %q", key)
			}
			found = append(found, Variant{Key: key})
			continue
		}
		for _, m := range placeholder.FindAllStringSubmatch(line, -1) {
			switch {
			case !slices.Contains(Placeholders, m[1]):
				c.say(first+i, "there is no placeholder {%s}; there are %s", m[1], strings.Join(Placeholders, ", "))
			case !slices.Contains(allowed, m[1]):
				c.say(first+i, "{%s} is used; name it under placeholders", m[1])
			}
		}
		switch {
		case len(found) > 0:
			v := &found[len(found)-1]
			v.Words = strings.TrimSpace(v.Words + "\n" + line)
		case strings.TrimSpace(line) != "":
			c.say(first+i, "words before the first variant; begin with a line like: ## a")
		}
	}
	if len(found) == 0 {
		c.say(first, "there is no variant; begin one with a line like: ## a")
	}
	for _, v := range found {
		if n := utf8.RuneCountInString(v.Words); n == 0 || n > MaxScript {
			c.say(first, "variant %q has %d characters; write 1 to %d", v.Key, n, MaxScript)
		}
	}
	return found
}

// MaxScript is the longest wording, in characters, before it is filled in: with
// the longest names it still fits a Slack section of 3,000.
const MaxScript = 1200
