package coach

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// MaxScript is the longest wording, in characters, before it is filled in.
const MaxScript = 1200

// maxFilled is the longest wording with the longest names in it: it fits a
// Slack section of 3,000 together with its title.
const maxFilled = 2900

// subject begins the first line of an e-mail's wording.
const subject = "Subject:"

// draft is a variant as it is being read.
type draft struct {
	Variant
	line  int // of its heading
	lines []string
}

// variants reads "## a" headings, each with the words below it. first is the
// number of the first line.
func (c *scriptCheck) variants(h header, lines []string, first int) []Variant {
	var drafts []*draft
	named := values(h.Placeholders)
	for i, line := range lines {
		at := first + i
		key, heading := strings.CutPrefix(line, "## ")
		switch {
		case heading:
			drafts = append(drafts, c.heading(strings.TrimSpace(key), at, drafts))
			continue
		case len(drafts) > 0:
			last := drafts[len(drafts)-1]
			last.lines = append(last.lines, line)
		case strings.TrimSpace(line) != "":
			c.say(at, "there are words before the first variant; begin with a line like: ## a")
		}
		c.placeholders(line, at, named)
	}
	if len(drafts) == 0 {
		c.say(first-1, "there is no variant; begin one with a line like: ## a")
	}
	var found []Variant
	for _, d := range drafts {
		c.words(d, h.How.value)
		found = append(found, d.Variant)
	}
	return found
}

func (c *scriptCheck) heading(key string, at int, before []*draft) *draft {
	switch {
	case !idForm.MatchString(key) || len(key) > maxID:
		c.say(at, "the variant is named %q; write a small letter, like: ## a", key)
	case slices.ContainsFunc(before, func(d *draft) bool { return d.Key == key }):
		c.say(at, "there are two variants %q; give each a letter of its own", key)
	}
	return &draft{Variant: Variant{Key: key}, line: at}
}

var placeholder = regexp.MustCompile(`\{([^{}]*)\}`)

func (c *scriptCheck) placeholders(line string, at int, named []string) {
	for _, m := range placeholder.FindAllStringSubmatch(line, -1) {
		switch {
		case !slices.Contains(Placeholders, m[1]):
			c.say(at, "there is no placeholder {%s}; write %s", m[1], oneOf(Placeholders))
		case !slices.Contains(named, m[1]):
			c.say(at, "{%s} is used; name it under placeholders", m[1])
		}
	}
	if strings.ContainsAny(placeholder.ReplaceAllString(line, ""), "{}") {
		c.say(at, "a brace stands alone; write placeholders like {contact}, and no other braces")
	}
}

// words makes the draft's lines a subject and words, and checks their lengths.
func (c *scriptCheck) words(d *draft, how How) {
	text := strings.TrimSpace(strings.Join(d.lines, "\n"))
	if rest, ok := strings.CutPrefix(text, subject); ok {
		line, body, _ := strings.Cut(rest, "\n")
		d.Subject, text = strings.TrimSpace(line), strings.TrimSpace(body)
		if how != Email {
			c.say(d.line, "variant %q has a subject; take it out, or write how: e-mail", d.Key)
		}
	}
	if how == Email {
		if n := utf8.RuneCountInString(d.Subject); n == 0 || n > maxLine {
			c.say(d.line, "the subject of variant %q has %d characters; begin it with a line like: %s Thank you", d.Key, n, subject)
		}
	}
	d.Words = text
	if n := utf8.RuneCountInString(text); n == 0 || n > MaxScript {
		c.say(d.line, "variant %q has %d characters; write 1 to %d", d.Key, n, MaxScript)
	} else if n := longest(d.Subject) + longest(text); n > maxFilled {
		c.say(d.line, "variant %q may have %d characters with long names in it, and %d fit; use fewer placeholders", d.Key, n, maxFilled)
	}
}

// longest is how many characters a wording has when each placeholder is as long
// as it may be.
func longest(words string) int {
	n := utf8.RuneCountInString(placeholder.ReplaceAllString(words, ""))
	for _, m := range placeholder.FindAllStringSubmatch(words, -1) {
		if m[1] == "benefit" {
			n += MaxWords
		} else {
			n += MaxName
		}
	}
	return n
}
