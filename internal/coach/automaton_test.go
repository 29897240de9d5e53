package coach

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestWhereAMatchEnds(t *testing.T) {
	const nobody = -2 // not known
	a := newAutomaton(`^(?:call|can't wait|é[a-z]+|no|no show|f/u|\d+ days?|vm|may\b|a+?|x.*y|out(?: of office)?)(?:$|[^\pL\d_])`)
	for text, want := range map[string]int{
		"call back": 5, "calls": -1, "cat": -1, "ca": -1, "": -1, "can't wait": 10, "no": 2, "no.": 3, "not": -1, "no show": 3,
		"f/u": 3, "fun": -1, "12 days": 7, "12 daysy": -1, "VM left": 3, "vmx": -1, "May ": 4, "maybe": -1, "aaa": 3, "x yy": 4,
		"out of office": 13, "out of town": 4, "out": 3, "été": nobody, "spät": -1, "no–": nobody, "x\xff": nobody, "nö": -1,
	} {
		got, known := a.end(text)
		if !known {
			got = nobody
		}
		if got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
		if fit := want != -1; a.fit(text) != fit {
			t.Errorf("%q: fits %v", text, !fit)
		}
	}
}

// everyExpression returns all that a line is read with.
func everyExpression() []*expression {
	all := []*expression{
		toldAmount, signedThousands, counted, withSomebody, backThen, noGood, aboutTime, today, isUntil, isAway, lasts, rangeMark,
		asMark, clauseStart, clauseMark, sentenceMark, vague, stepStart, stepLead, dayFirst, nextDay, forLength,
	}
	for _, m := range []wordMark{callBackMark, callMark, putOffMark, returnMark, attemptMark, awayMark, talkMark, touchMark, doing, notToDo} {
		all = append(all, m.phrases)
	}
	for _, w := range everyWording() {
		all = append(all, w.expression)
	}
	for n := range len(dayRules) + len(timeRules) {
		all = append(all, rulePattern(n))
	}
	return all
}

func everyWording() []wording {
	return []wording{denied, theirs, aCall, anEvent, holdsUntil, sentMark, pingMark, becauseMark, waitingMark, untilIs, stepMark, stepEnd,
		pastWord, andWord, signedBy, deniesIt}
}

// Whatever an automaton knows, the regular expression says too.
func FuzzAutomaton(f *testing.F) {
	phrases, err := os.ReadFile("testdata/phrases.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(phrases)) {
		told, _, _ := strings.Cut(line, " => ")
		f.Add(told)
	}
	for _, text := range []string{"get back to me", "c/b", "don't call before", "re-visit", "Ämter", "x\xffy", "no ſhow", "in a weeK", "early to mid-may", "5 - 6 pm"} {
		f.Add(text)
	}
	all := everyExpression()
	f.Fuzz(func(t *testing.T, text string) {
		lower := lowerASCII(text)
		for start := range wordStarts(lower) {
			for _, e := range all {
				checkAutomaton(t, e, lower[start:])
			}
		}
		for _, e := range all {
			checkAutomaton(t, e, lower)
		}
	})
}

func checkAutomaton(t *testing.T, e *expression, text string) {
	want := -1
	if at := e.compiled().FindStringIndex(text); at != nil {
		want = at[1]
	}
	if got, known := e.automaton().end(text); known && got != want {
		t.Errorf("%s\nin %q: %d, want %d", e.compiled(), text, got, want)
	}
	if want >= 0 && !e.automaton().fit(text) {
		t.Errorf("%s\nmatches %q, and does not fit", e.compiled(), text)
	}
}

// A wording stands where a search for it with \b before it would find it, and
// clauses are cut where a search would cut them.
func FuzzWordings(f *testing.F) {
	for _, text := range []string{"because of x", "xbecause bc: due to", "didn't sent", "aſaved xſent next  step", "the Next-steps are to", "over budget - but, then,we", "a--b -- c", "—(x"} {
		f.Add(text)
	}
	all := everyWording()
	searched := make([]*regexp.Regexp, len(all))
	for i, w := range all {
		searched[i] = regexp.MustCompile(strings.Replace(w.compiled().String(), "^", `\b`, 1))
	}
	cuts := regexp.MustCompile(`(?i)[,;(–—]\s*|\s+-+\s+|\b(?:but|then,)\b`)
	f.Fuzz(func(t *testing.T, text string) {
		for i, w := range all {
			from, to := w.find(text)
			if at := searched[i].FindStringIndex(text); at == nil && from >= 0 || at != nil && (from != at[0] || to != at[1]) {
				t.Errorf("%s\nin %q: %d to %d, want %v", searched[i], text, from, to, at)
			}
		}
		from, to := nextClause(text)
		if at := cuts.FindStringIndex(text); at == nil && from >= 0 || at != nil && (from != at[0] || to != at[1]) {
			t.Errorf("%q is cut at %d to %d, want %v", text, from, to, at)
		}
		last := 0
		for _, at := range cuts.FindAllStringIndex(text, -1) {
			last = at[1]
		}
		if got := lastClause(text); got != last {
			t.Errorf("the last clause of %q starts at %d, want %d", text, got, last)
		}
	})
}
