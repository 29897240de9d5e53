package coach

import "strings"

// cutQuoted splits a text that begins with a quoted run, like "Acme Corp" or
// “Acme Corp”, into what the quotes hold and what follows them. ok is false
// when the text begins otherwise or the quotes never end.
func cutQuoted(text string) (inside, rest string, ok bool) {
	open := quoteAt(text, openingQuotes)
	if open == 0 {
		return "", "", false
	}
	stop := strings.IndexAny(text[open:], closingQuotes)
	if stop < 0 {
		return "", "", false
	}
	inside, rest = text[open:open+stop], text[open+stop:]
	return inside, rest[quoteAt(rest, closingQuotes):], true
}

const (
	openingQuotes = "\"“„”«"
	closingQuotes = "\"”“»"
)

// quoteAt returns the length of the quote that text begins with, 0 for none.
func quoteAt(text, quotes string) int {
	for _, q := range quotes {
		if strings.HasPrefix(text, string(q)) {
			return len(string(q))
		}
	}
	return 0
}
