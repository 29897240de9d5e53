package coach

import "strings"

// wordMark finds phrases that begin with a word. It looks only where words
// begin, which is many times as quick as searching a text.
type wordMark struct{ phrases *expression }

// marking makes a wordMark of alternatives in lower case, spelled as for
// phrase.
func marking(alternatives ...string) wordMark {
	return wordMark{newExpression(func() string {
		return "^(?:" + loose.Replace(strings.Join(alternatives, "|")) + `)(?:$|[^\pL\d_])`
	})}
}

// all returns where the phrases stand in text, the first maxMarks of them, in
// whatever case.
func (m wordMark) all(text string) [][2]int {
	var found [][2]int
	m.each(text, func(start, stop int) bool {
		found = append(found, [2]int{start, stop})
		return len(found) < maxMarks
	})
	return found
}

// in reports whether text has one of the phrases.
func (m wordMark) in(text string) bool {
	found := false
	m.each(text, func(int, int) bool {
		found = true
		return false
	})
	return found
}

// each calls yield for the phrases in text until it returns false.
func (m wordMark) each(text string, yield func(start, stop int) bool) {
	all, lower, stop := m.phrases.automaton(), "", 0
	for start := range wordStarts(text) {
		if start < stop {
			continue
		}
		end, known := all.end(text[start:])
		if !known {
			if lower == "" {
				lower = lowerASCII(text)
			}
			end = m.phrases.end(lower[start:])
		}
		if end < 0 {
			continue
		}
		// What a phrase ends with may be one character more.
		stop = start + len(strings.TrimRightFunc(text[start:start+end], func(r rune) bool { return !isWordRune(r) }))
		if !yield(start, stop) {
			return
		}
	}
}
