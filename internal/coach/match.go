package coach

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Named is what can be found by its name: a deal or a company.
type Named struct {
	ID   int64
	Name string // as written
}

// Match is what a text's leading words name. The caller asks before it writes
// when Found is not exactly one, or when Near.
type Match struct {
	Found []Named // sorted by name, at most 10; when Near best first, at most 5
	Near  bool    // nothing has that name, but these have one like it
	More  bool    // others fit as well as Found
	// Rest is what follows the name as typed, only the space around it trimmed.
	// When several are near it follows the best one's: match the one that was
	// chosen alone to get its own.
	Rest string
}

const (
	maxFound = 10
	maxNear  = 5
)

// MatchName finds what the leading words of text name, compared by Normalize:
// the longest run of them that is a candidate's name, else the longest that is
// the start of one. The last word of such a start has three letters or more,
// or is a whole word of the name, so that "acme in May" is not Acme Inc; "the"
// alone starts nothing. A run in quotes is taken whole. When there is none, names with a few letters wrong
// are near. When there is none of these either, Rest is all of text.
func MatchName(text string, candidates []Named) Match {
	text = strings.TrimSpace(text)
	keys := make([]key, 0, len(candidates))
	longest := 0
	for _, c := range candidates {
		if name := Normalize(c.Name); name != "" {
			keys = append(keys, key{c, name})
			longest = max(longest, countWords(c.Name))
		}
	}
	runs, quoted := leadingRuns(text, longest+1)
	if m, ok := longestRun(text, runs, keys, key.equals); ok {
		return m
	}
	if quoted {
		runs = runs[:1]
	}
	if m, ok := longestRun(text, runs, keys, key.startsWith); ok {
		return m
	}
	return nearest(text, runs, keys)
}

// longestRun finds the keys that fit the longest run that any of them fits.
func longestRun(text string, runs []run, keys []key, fits func(key, run) bool) (Match, bool) {
	for _, r := range slices.Backward(runs) {
		var found []key
		for _, k := range keys {
			if fits(k, r) {
				found = append(found, k)
			}
		}
		if len(found) > 0 {
			slices.SortFunc(found, key.compare)
			return Match{Found: named(found, maxFound), More: len(found) > maxFound, Rest: strings.TrimSpace(text[r.end:])}, true
		}
	}
	return Match{}, false
}

func named(keys []key, limit int) []Named {
	found := make([]Named, 0, min(len(keys), limit))
	for _, k := range keys[:min(len(keys), limit)] {
		found = append(found, k.Named)
	}
	return found
}

// key is a candidate with its normalised name.
type key struct {
	Named
	name string
}

func (k key) equals(r run) bool { return k.name == r.name }

func (k key) startsWith(r run) bool {
	rest, ok := strings.CutPrefix(k.name, r.name)
	if !ok || r.name == "the" {
		return false
	}
	if strings.HasPrefix(rest, " ") {
		return true
	}
	last := r.name[strings.LastIndexByte(r.name, ' ')+1:]
	return utf8.RuneCountInString(last) >= 3
}

func (k key) compare(other key) int {
	return cmp.Or(cmp.Compare(k.name, other.name), cmp.Compare(k.Name, other.Name), cmp.Compare(k.ID, other.ID))
}

// FirstWord returns the first word of text, normalised: what its names, quoted
// or not, are looked up with. It is empty when text is.
func FirstWord(text string) string {
	word, _, _ := strings.Cut(Normalize(text), " ")
	return word
}
