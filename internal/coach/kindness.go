package coach

import (
	"slices"
	"strings"
)

// Kindness is what to do about a silence that has nothing to do with us: how
// long to wait, and a small gesture (the consultative-selling blog: be kind, wait,
// send something useful, do not pile on).
type Kindness struct {
	Label   string // in a form
	Wait    int    // calendar days that such a silence usually takes
	Gesture string
	words   []string // what betrays it in a rep's reason
}

// Kindnesses lists the silences that the coach knows.
var Kindnesses = []Kindness{
	{"Illness", 28, "A short card wishing them well, without a word about the deal.", []string{"ill", "sick", "surgery", "hospital", "accident"}},
	{"A birth or family leave", 90, "A card to congratulate; ask who looks after things meanwhile.", []string{"parental", "maternity", "paternity", "baby", "birth", "leave"}},
	{"A death or grief", 42, "A few kind lines by hand. Nothing else for now.", []string{"death", "died", "grief", "funeral", "mourning"}},
	{"Holiday", 14, "Nothing while they are away; a useful article for their return.", []string{"holiday", "vacation", "travel"}},
	{"The contact or the boss has left", 30, "A friendly word to the one who left; then get to know the new one.", []string{"left the company", "laid off", "fired", "let go", "new boss", "resigned"}},
	{"The company is being sold or rebuilt", 90, "An article on how others in their trade came through it.", []string{"sold", "merger", "acquired", "takeover", "reorg", "restructur"}},
	{"The budget is frozen", 60, "A case with figures they can use when it thaws.", []string{"budget", "frozen", "freeze"}},
	{"Another good reason", 30, "Something useful to them when the day comes.", nil},
}

// KindnessFor finds the kindness that fits a reason in a rep's words; the last
// one fits all.
func KindnessFor(reason string) Kindness {
	text := " " + strings.ToLower(reason) + " "
	for _, k := range Kindnesses {
		if slices.ContainsFunc(k.words, func(w string) bool { return strings.Contains(text, " "+w) }) || strings.EqualFold(k.Label, reason) {
			return k
		}
	}
	return Kindnesses[len(Kindnesses)-1]
}
