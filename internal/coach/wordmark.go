package coach

import (
	"regexp"
	"strings"
	"sync"
)

// wordMark finds phrases that begin with a word. It looks only where words begin
// that some phrase could begin with, which is many times as quick as searching a
// text.
type wordMark func() *phrases

// phrases are the alternatives of a wordMark, and how they can begin.
type phrases struct {
	*regexp.Regexp
	begin beginnings
}

// marking makes a wordMark of alternatives in lower case. A space stands for
// any number of them, an apostrophe for either kind or none.
func marking(alternatives ...string) wordMark {
	return sync.OnceValue(func() *phrases {
		text := "^(?:" + strings.NewReplacer(" ?", `\s*`, " ", `\s+`, "'", "['’]?").Replace(strings.Join(alternatives, "|")) + `)(?:$|[^\pL\d_])`
		return &phrases{regexp.MustCompile(text), beginningsOf(text)}
	})
}

// all returns where the phrases stand in text, the first maxMarks of them, in
// whatever case.
func (m wordMark) all(text string) [][]int { return m.find(text, maxMarks) }

// in reports whether text has one of the phrases.
func (m wordMark) in(text string) bool { return len(m.find(text, 1)) > 0 }

func (m wordMark) find(text string, limit int) [][]int {
	var found [][]int
	all, lower, stop := m(), lowerASCII(text), 0
	for _, start := range wordStarts(lower) {
		if len(found) == limit {
			break
		}
		if start < stop || !all.begin.fit(lower[start:]) {
			continue
		}
		at := all.FindStringIndex(lower[start:])
		if at == nil {
			continue
		}
		stop = start + len(strings.TrimRightFunc(lower[start:start+at[1]], func(r rune) bool { return !isWordRune(r) }))
		found = append(found, []int{start, stop})
	}
	return found
}
