package coach

import (
	"cmp"
	"slices"
	"strings"
)

// maxLeading is more words than most names have.
const maxLeading = 16

// LeadingNames returns whatever the leading words of text may be the whole name
// of, normalised, from short to long. Some may be nothing's name.
func LeadingNames(text string) []string {
	text = strings.TrimSpace(text)
	some := Normalize(leadingWords(text, maxLeading))
	if some == "" {
		return nil
	}
	names := make([]string, 0, maxLeading+1)
	for i := range len(some) {
		if some[i] == ' ' {
			names = append(names, some[:i])
		}
	}
	names = append(names, some)
	if inside, _, ok := cutQuoted(text); ok {
		if name := Normalize(inside); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
			slices.SortFunc(names, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
		}
	}
	return names
}

// leadingWords returns the first n words of text.
func leadingWords(text string, n int) string {
	for end := range wordEnds(text) {
		if n--; n == 0 {
			return text[:end]
		}
	}
	return text
}
