package coach

import (
	"math/bits"
	"strings"
)

// opening is a word at which some of the rules may understand something.
type opening struct {
	start int
	rules uint32 // a bit for each, the dayRules first
}

// open adds the word that begins at start, if it is an opening.
func (h *hearing) open(text string, start int) {
	var rules uint32
	for _, c := range cues[text[start]] {
		if strings.HasPrefix(text[start:], c.word) {
			rules |= c.rules
		}
	}
	for asked := rules; asked != 0; asked &= asked - 1 {
		if n := bits.TrailingZeros32(asked); !rulePattern(n).automaton().fit(text[start:]) {
			rules &^= 1 << n
		}
	}
	if rules != 0 {
		h.openings = append(h.openings, opening{start, rules})
	}
}

// rulePattern returns the pattern of the nth rule, where the dayRules come first.
func rulePattern(n int) *expression {
	if n < len(dayRules) {
		return dayRules[n].pattern
	}
	return timeRules[n-len(dayRules)].pattern
}

// cue is what the first word of some rules starts with.
type cue struct {
	word  string
	rules uint32
}

// cues holds the cues of all rules by their first byte, which most words do not
// share.
var cues = func() (all [256][]cue) {
	add := func(rule int, words []string) {
		for _, word := range words {
			same := all[word[0]]
			i := 0
			for i < len(same) && same[i].word != word {
				i++
			}
			if i == len(same) {
				same = append(same, cue{word: word})
			}
			same[i].rules |= 1 << rule
			all[word[0]] = same
		}
	}
	for n, r := range dayRules {
		add(n, r.cues)
	}
	for n, r := range timeRules {
		add(len(dayRules)+n, r.cues)
	}
	return all
}()
