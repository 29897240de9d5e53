package coach

import "math/bits"

// automaton is a regular expression that matches from a text's start, as a
// table: it looks at every byte once, where a regexp tries one alternative after
// the other. It keeps no groups. A capital A to Z counts as its small letter,
// and what it cannot tell about other scripts it says it does not know.
type automaton struct {
	class  [128]uint8 // of each ASCII character: those that no step tells apart share one
	places []place
	next   []uint16 // the steps of all places
}

// place is how far a text has come in an expression.
type place struct {
	leads uint64 // the classes that lead on, one bit for each
	ends  uint64 // the classes before which a match ends
	first int    // its first step in next; they stand in the order of the bits
}

const (
	foreign = 62     // the class of all that is not ASCII
	textEnd = 63     // the class of the end of the text
	unknown = 0xFFFF // a step that leads nobody knows where
)

// end returns where the match ends that a regexp would find, -1 for none.
func (a *automaton) end(text string) (end int, known bool) { return a.walk(text, false) }

// fit reports whether a text may begin with a match. It says yes too often
// rather than too seldom.
func (a *automaton) fit(text string) bool {
	end, known := a.walk(text, true)
	return end >= 0 || !known
}

// walk returns where a match ends: the one that counts, or the shortest.
func (a *automaton) walk(text string, shortest bool) (end int, known bool) {
	end = -1
	at := &a.places[0]
	for i := 0; ; i++ {
		class := uint8(textEnd)
		if i < len(text) {
			if class = foreign; text[i] < 128 {
				class = a.class[text[i]]
			}
		}
		if at.ends>>class&1 != 0 {
			end = i
			if shortest {
				return end, true
			}
		}
		if at.leads>>class&1 == 0 {
			return end, true
		}
		to := a.next[at.first+bits.OnesCount64(at.leads&(1<<class-1))]
		if to == unknown {
			return -1, false
		}
		at = &a.places[to]
	}
}
