package store

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dealcoach/internal/coach"
)

// replacement puts words in the place of others, where these stand as whole words.
type replacement struct {
	what *regexp.Regexp
	with func(found string) string
	hint *regexp.Regexp // is in each record that holds the words, and quickly looked for
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// personWords replaces a user id, and a mention of it as Slack writes one.
func personWords(id string) replacement {
	return replacement{regexp.MustCompile(`<@` + id + `(?:\|[^>]*)?>|` + id), func(found string) string {
		if found == id {
			return coach.Left
		}
		return coach.LeftName
	}, regexp.MustCompile(id)}
}

// nameWords replaces a name however it is capitalised and spaced. It is not ok when
// there are no letters in it.
func nameWords(name, with string) (r replacement, ok bool) {
	words := strings.Fields(name)
	for i, word := range words {
		words[i] = regexp.QuoteMeta(word)
	}
	longest := ""
	for part := range strings.FieldsFuncSeq(name, func(r rune) bool { return !isWordRune(r) }) {
		if len(part) > len(longest) {
			longest = part // letters are in a record as they are, other signs may be escaped
		}
	}
	return replacement{
		regexp.MustCompile(`(?i)` + strings.Join(words, `\s+`)), func(string) string { return with }, regexp.MustCompile(`(?i)` + longest),
	}, longest != ""
}

// found reports whether a text holds the words.
func (r replacement) found(text string) bool { return r.in(text) != text }

// in returns the text with the words replaced.
func (r replacement) in(text string) string {
	var b strings.Builder
	end := 0
	for _, at := range r.what.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		after, _ := utf8.DecodeRuneInString(text[at[1]:])
		first, _ := utf8.DecodeRuneInString(text[at[0]:])
		last, _ := utf8.DecodeLastRuneInString(text[:at[1]])
		if isWordRune(first) && isWordRune(before) || isWordRune(last) && isWordRune(after) {
			continue // a part of another word
		}
		b.WriteString(text[end:at[0]])
		b.WriteString(r.with(text[at[0]:at[1]]))
		end = at[1]
	}
	if end == 0 {
		return text
	}
	return b.String() + text[end:]
}

// byPeople are the fields of records that hold what people wrote; all others hold
// what the program did.
var byPeople = []string{"n", "co", "ct", "bf", "r", "rr", "ln", "w", "b", "cl"}

// reword returns a record, with its version in front or not, without what is to be
// erased. A record that holds nothing of it comes back as it is.
func (e *eraser) reword(name, text string) (string, error) {
	if name == "settings" {
		return e.rewordSettings(text)
	}
	version, record := "", text
	if number, rest, ok := strings.Cut(text, " "); ok {
		if _, err := strconv.ParseInt(number, 10, 64); err == nil {
			version, record = number+" ", rest
		}
	}
	if !strings.HasPrefix(record, "{") || !e.mayBeIn(record) {
		return text, nil
	}
	decoder := json.NewDecoder(strings.NewReader(record))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return "", fmt.Errorf("read record: %w", err)
	}
	w := walk{eraser: e}
	number := strconv.FormatInt(e.only, 10)
	value = w.value(value, "", e.only == 0 || name == "deal:"+number || name == "hist:"+number)
	if !w.changed {
		return text, nil
	}
	is, err := json.Marshal(value)
	return version + string(is), err
}

// mayBeIn reports whether a record need be looked at: most need not.
func (e *eraser) mayBeIn(record string) bool {
	hints := func(r replacement) bool { return r.hint.MatchString(record) }
	return len(e.gone) > 0 || slices.ContainsFunc(e.words, hints) || slices.ContainsFunc(e.texts, hints)
}

// walk goes through a record.
type walk struct {
	*eraser
	changed bool
}

// value returns a value without what is to be erased. It stands in a field, and
// belongs to what the erasure is about or not.
func (w *walk) value(value any, field string, ours bool) any {
	switch v := value.(type) {
	case string:
		is := w.string(v, field, ours)
		w.changed = w.changed || is != v
		return is
	case []any:
		for i := range v {
			v[i] = w.value(v[i], field, ours)
		}
	case map[string]any:
		about := dealOf(v)
		if w.gone[about] {
			return w.withoutDeal(v)
		}
		ours = ours || w.only != 0 && about == w.only
		for name, one := range v {
			v[name] = w.value(one, name, ours)
		}
	}
	return value
}

// string returns the text of a field without what is to be erased.
func (w *walk) string(text, field string, ours bool) string {
	for _, r := range w.words {
		text = r.in(text)
	}
	if ours && slices.Contains(byPeople, field) {
		for _, r := range w.texts {
			text = r.in(text)
		}
	}
	return text
}

// dealOf is the deal that a part of a record is about; 0 when it is about none.
func dealOf(part map[string]any) int64 {
	for _, field := range []string{"id", "d"} {
		if number, ok := part[field].(json.Number); ok {
			if id, err := number.Int64(); err == nil {
				return id
			}
		}
	}
	return 0
}

// withoutDeal is the part of a record about a deal that goes: that there was one
// stays, and in a digest what it was worth.
func (w *walk) withoutDeal(part map[string]any) map[string]any {
	kept := map[string]any{}
	for name, value := range part {
		if name == "n" {
			value = coach.DealGone
		}
		if _, is := value.(string); !is || !slices.Contains(byPeople, name) || name == "n" {
			kept[name] = value
		}
	}
	if _, whole := part["id"]; whole { // the result of an operation: a deal like any other
		kept = map[string]any{"s": part["s"], "id": part["id"], "n": coach.DealGone, "sg": part["sg"], "o": part["o"], "st": part["st"]}
	}
	w.changed = w.changed || !sameJSON(kept, part)
	return kept
}

func sameJSON(a, b any) bool {
	one, err1 := json.Marshal(a)
	other, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && string(one) == string(other)
}

// rewordSettings takes the person out of who saved the settings, and of who is a
// manager. The record's version goes up, so that nobody writes the old one over it.
func (e *eraser) rewordSettings(text string) (string, error) {
	if e.person == "" || !e.mentions(text) {
		return text, nil
	}
	var r settingsRecord
	version, err := unseal(text, &r)
	if err != nil {
		return "", err
	}
	if err := tooNew("the settings", r.S); err != nil {
		return "", err
	}
	r.By = e.words[0].in(r.By)
	managers := slices.DeleteFunc(strings.Split(r.Values[coach.ManagersSetting], ","), func(id string) bool {
		return strings.TrimSpace(id) == "" || strings.TrimSpace(id) == e.person
	})
	if delete(r.Values, coach.ManagersSetting); len(managers) > 0 {
		r.Values[coach.ManagersSetting] = strings.Join(managers, ",")
	}
	for name, value := range r.Values {
		r.Values[name] = e.words[0].in(value)
	}
	return seal(version+1, r)
}
