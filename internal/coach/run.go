package coach

import (
	"iter"
	"strings"
	"unicode"
)

// run is a text's leading words up to the offset end, normalised.
type run struct {
	name  string
	words int
	end   int
}

// leadingRuns returns at most limit runs, from short to long. When the text
// begins with a quoted run, that is the shortest. Punctuation that stands alone
// makes no longer run.
func leadingRuns(text string, limit int) (runs []run, quoted bool) {
	add := func(head string, end int) {
		name := Normalize(head)
		if len(runs) == 0 || runs[len(runs)-1].name != name {
			runs = append(runs, run{name, strings.Count(name, " ") + 1, end})
		}
	}
	from := 0
	if inside, rest, ok := cutQuoted(text); ok && Normalize(inside) != "" {
		from = len(text) - len(strings.TrimLeft(rest, ",:;."))
		add(inside, from)
	}
	quoted = from > 0
	for end := range wordEnds(text) {
		if len(runs) >= limit {
			break
		}
		if end >= from { // the quotes too: there may be a name of nothing but marks
			add(text[:end], end)
		}
	}
	return runs, quoted
}

// wordEnds yields where each word of text ends.
func wordEnds(text string) iter.Seq[int] {
	return func(yield func(int) bool) {
		inside := false
		for i, r := range text {
			space := unicode.IsSpace(r)
			if space && inside && !yield(i) {
				return
			}
			inside = !space
		}
		if inside {
			yield(len(text))
		}
	}
}

func countWords(text string) (n int) {
	for range wordEnds(text) {
		n++
	}
	return n
}
