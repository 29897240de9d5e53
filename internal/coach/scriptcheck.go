package coach

import (
	"cmp"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// The limits of a script's parts, in characters: what Slack shows whole on a
// button, and what fits above the words of a card.
const (
	maxID      = 40
	maxLabel   = 30
	maxLine    = 160 // title, source, when and an e-mail's subject
	maxAnswers = 8   // Slack takes 25 buttons in a row; more than these nobody reads
)

// scriptCheck collects what is wrong in one file.
type scriptCheck struct {
	file  string
	wrong []error
}

func (c *scriptCheck) say(line int, format string, args ...any) {
	c.wrong = append(c.wrong, ScriptError{c.file, max(line, 1), fmt.Sprintf(format, args...)})
}

// idForm keeps ids free of spaces and of whatever parts the value of a button.
var idForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (c *scriptCheck) header(h header) {
	want := strings.TrimSuffix(path.Base(c.file), scriptExt)
	switch {
	case !idForm.MatchString(want) || len(want) > maxID:
		c.say(1, "the file is named %q; use small letters, digits and hyphens, %d at most", want, maxID)
	case h.ID.value != want:
		c.say(h.ID.line, "the id is %q; name it like the file: %s", h.ID.value, want)
	}
	c.text("title", h.Title)
	c.text("source", h.Source)
	c.text("when", h.When)
	if h.Rank.line == 0 {
		c.say(1, "rank is missing; write a whole number, the lowest comes first")
	}
	if !slices.Contains(Hows, h.How.value) {
		c.say(h.How.line, "how is %q; write %s", h.How.value, oneOf(Hows))
	}
	if len(h.Situations) == 0 && len(h.Moments) == 0 {
		c.say(1, "it would never be offered; write situations, moments or both")
	}
	among(c, "situation", h.Situations, Situations)
	among(c, "moment", h.Moments, Moments)
	among(c, "placeholder", h.Placeholders, Placeholders)
	c.answers(h.Answers)
}

// text checks a line that a rep reads.
func (c *scriptCheck) text(key string, t located[string]) {
	n := utf8.RuneCountInString(t.value)
	switch {
	case strings.TrimSpace(t.value) == "":
		c.say(t.line, "%s is missing; add one line of it", key)
	case n > maxLine || strings.Contains(strings.TrimSpace(t.value), "\n"):
		c.say(t.line, "%s has %d characters; write one line of at most %d", key, n, maxLine)
	}
}

// among checks that each value is one that exists.
func among[T ~string](c *scriptCheck, what string, got []located[T], there []T) {
	for _, one := range got {
		if !slices.Contains(there, one.value) {
			c.say(one.line, "there is no %s %q; write %s", what, one.value, oneOf(there))
		}
	}
}

// oneOf lists what may be written: "a, b or c".
func oneOf[T ~string](all []T) string {
	var list strings.Builder
	for i, one := range all {
		switch {
		case i > 0 && i == len(all)-1:
			list.WriteString(" or ")
		case i > 0:
			list.WriteString(", ")
		}
		list.WriteString(string(one))
	}
	return list.String()
}

func (c *scriptCheck) answers(all []headerAnswer) {
	if len(all) > maxAnswers {
		c.say(all[maxAnswers].ID.line, "there are %d answers; keep the %d that matter", len(all), maxAnswers)
	}
	seen := map[string]bool{}
	for _, a := range all {
		at := cmp.Or(a.ID.line, a.Label.line, a.Effect.line)
		id := a.ID.value
		switch {
		case !idForm.MatchString(id) || len(id) > maxID:
			c.say(at, "an answer has the id %q; use small letters, digits and hyphens, %d at most", id, maxID)
		case seen[id]:
			c.say(at, "there are two answers %q; each needs an id of its own", id)
		}
		seen[id] = true
		if n := utf8.RuneCountInString(strings.TrimSpace(a.Label.value)); n == 0 || n > maxLabel {
			c.say(cmp.Or(a.Label.line, at), "the label of %q has %d characters; write 1 to %d", id, n, maxLabel)
		}
		if !slices.Contains(Effects, a.Effect.value) {
			c.say(cmp.Or(a.Effect.line, at), "the effect of %q is %q; write %s", id, a.Effect.value, oneOf(Effects))
		}
	}
}
