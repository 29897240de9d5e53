package coach

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// nearest finds the names that the leading words of text miss by a few
// letters.
func nearest(text string, runs []run, keys []key) Match {
	var near []miss
	for _, k := range keys {
		if m, ok := k.miss(runs); ok {
			near = append(near, m)
		}
	}
	if len(near) == 0 {
		return Match{Rest: text}
	}
	slices.SortFunc(near, func(a, b miss) int { return cmp.Or(a.compare(b), a.key.compare(b.key)) })
	found := make([]key, len(near))
	for i, m := range near {
		found[i] = m.key
	}
	return Match{Found: named(found, maxNear), Near: true, Rest: strings.TrimSpace(text[near[0].run.end:])}
}

// miss is by how many letters a run misses a name.
type miss struct {
	key   key
	run   run
	wrong int
}

// compare puts longer runs first, then fewer wrong letters.
func (m miss) compare(other miss) int {
	return cmp.Or(cmp.Compare(other.run.words, m.run.words), cmp.Compare(m.wrong, other.wrong))
}

// miss returns how a run misses the name by least. A run with as many words as
// the name, one more or one less, may be near all of it.
func (k key) miss(runs []run) (best miss, ok bool) {
	try := func(name string, r run) {
		wrong, within := distance(name, r.name, wrongLettersAllowed(name))
		if m := (miss{k, r, wrong}); within && (!ok || m.compare(best) < 0) {
			best, ok = m, true
		}
	}
	words := strings.Count(k.name, " ") + 1
	for _, r := range runs {
		if r.words >= words-1 && r.words <= words+1 {
			try(k.name, r)
		}
		if start := leadingWords(k.name, r.words); start != k.name && isNearStart(start, r.name) {
			try(start, r)
		}
	}
	return best, ok
}

// isNearStart holds the mere start of a name to more than a whole one: it has
// four letters, and the first is right.
func isNearStart(start, name string) bool {
	a, _ := utf8.DecodeRuneInString(start)
	b, _ := utf8.DecodeRuneInString(name)
	return utf8.RuneCountInString(start) >= 4 && a == b
}

// wrongLettersAllowed grows with the name. Names of one or two letters are
// near nothing.
func wrongLettersAllowed(name string) int {
	switch n := utf8.RuneCountInString(name); {
	case n < 3:
		return -1
	case n <= 5:
		return 1
	case n <= 10:
		return 2
	}
	return 3
}

// distance counts the letters to add, drop, change or swap with the next one
// to make a into b. within is false when there are more than limit.
func distance(a, b string, limit int) (wrong int, within bool) {
	s, t := []rune(a), []rune(b)
	if limit < 0 || len(s)-len(t) > limit || len(t)-len(s) > limit {
		return 0, false
	}
	// Rows of the table: two letters of s back, one back, and now.
	back2, back1, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i := range s {
		back2, back1, row = back1, row, back2
		row[0] = i + 1
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			row[j+1] = min(back1[j+1]+1, row[j]+1, back1[j]+cost)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], back2[j-1]+1)
			}
		}
	}
	return row[len(t)], row[len(t)] <= limit
}
