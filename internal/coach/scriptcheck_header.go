package coach

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

// header is the front matter of a script file.
type header struct {
	ID           located[string]      `yaml:"id"`
	Title        located[string]      `yaml:"title"`
	Source       located[string]      `yaml:"source"`
	When         located[string]      `yaml:"when"`
	How          located[How]         `yaml:"how"`
	Situations   []located[Situation] `yaml:"situations"`
	Moments      []located[Moment]    `yaml:"moments"`
	Rank         located[int]         `yaml:"rank"`
	Placeholders []located[string]    `yaml:"placeholders"`
	Answers      []headerAnswer       `yaml:"answers"`
}

type headerAnswer struct {
	ID     located[string] `yaml:"id"`
	Label  located[string] `yaml:"label"`
	Effect located[Effect] `yaml:"effect"`
}

// located is a value with the line it stands on; 0 when it is missing.
type located[T any] struct {
	value T
	line  int
}

// UnmarshalYAML reads the value and keeps its line.
func (l *located[T]) UnmarshalYAML(node *yaml.Node) error {
	l.line = node.Line
	return node.Decode(&l.value)
}

func values[T any](all []located[T]) []T {
	var bare []T
	for _, one := range all {
		bare = append(bare, one.value)
	}
	return bare
}

// script is what the front matter says, without the wordings.
func (h header) script() Script {
	s := Script{
		ID: h.ID.value, Title: h.Title.value, Source: h.Source.value, When: h.When.value, How: h.How.value,
		Situations: values(h.Situations), Moments: values(h.Moments), Rank: h.Rank.value,
	}
	for _, a := range h.Answers {
		s.Answers = append(s.Answers, Answer{ID: a.ID.value, Label: a.Label.value, Effect: a.Effect.value})
	}
	return s
}

// readHeader decodes the front matter. lines begins with the first fence, which
// YAML takes for the start of a document, so that its line numbers are the
// file's.
func readHeader(file string, lines []string) (header, []error) {
	var h header
	decoder := yaml.NewDecoder(strings.NewReader(strings.Join(lines, "\n")))
	decoder.KnownFields(true)
	err := decoder.Decode(&h)
	var types *yaml.TypeError
	switch {
	case err == nil || errors.Is(err, io.EOF):
		return h, nil // an empty front matter lacks everything, which the check says
	case errors.As(err, &types):
		var wrong []error
		for _, text := range types.Errors {
			wrong = append(wrong, yamlError(file, text, len(lines)))
		}
		return h, wrong
	default:
		return h, []error{yamlError(file, strings.TrimPrefix(err.Error(), "yaml: "), len(lines))}
	}
}

var (
	yamlLine    = regexp.MustCompile(`(?s)^line (\d+): (.*)$`)
	yamlUnknown = regexp.MustCompile(`^field (.*) not found in type (.*)$`)
	yamlType    = regexp.MustCompile(`(?s)^cannot unmarshal .* into (.*)$`)
)

// yamlError takes the line out of the library's words, and the names of Go
// types, which say nothing to whoever writes a script. The library may count a
// line past the last.
func yamlError(file, text string, last int) ScriptError {
	line := 1
	if m := yamlLine.FindStringSubmatch(text); m != nil {
		fmt.Sscan(m[1], &line)
		text = m[2]
	}
	if m := yamlUnknown.FindStringSubmatch(text); m != nil {
		keys := "id, title, source, when, how, situations, moments, rank, placeholders, answers"
		if strings.HasSuffix(m[2], "headerAnswer") {
			keys = "id, label, effect"
		}
		text = fmt.Sprintf("there is no key %q; there are %s", m[1], keys)
	} else if m := yamlType.FindStringSubmatch(text); m != nil {
		text = "this is of the wrong kind; write " + yamlKind(m[1])
	} else if strings.Contains(text, "mapping values are not allowed") {
		text = "there is a colon too many; put a text that holds one between quotes"
	}
	return ScriptError{file, min(line, last), text}
}

func yamlKind(goType string) string {
	switch {
	case goType == "int":
		return "a whole number"
	case strings.HasPrefix(goType, "[]"):
		return "a list, such as [quiet]"
	case strings.HasSuffix(goType, "header"):
		return "lines such as title: Is the timing wrong?"
	case strings.HasSuffix(goType, "headerAnswer"):
		return "id, label and effect, a line each"
	default:
		return "one line of text"
	}
}
