package coach

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// book is what the rep of these tests works on.
var book = []Named{
	{1, "Acme"}, {2, "Acme Corp"}, {3, "Acme Corp Berlin"}, {4, "Globex"}, {5, "Globex Energy"}, {6, "Globex Engines"},
	{7, "Smith & Sons"}, {8, "Société Générale"}, {9, "株式会社 東京"}, {10, "🚀 Rocket"}, {11, "شركة النور"}, {12, "Initech Inc"},
	{13, "AB Volvo"}, {14, "Macy’s"}, {15, "Yahoo!"}, {16, "Facebook"}, {17, "The Bank of Ireland"}, {18, "GE"},
}

func TestDealsFoundByName(t *testing.T) {
	for _, tt := range []struct {
		says, text, found, rest string
		near                    bool
	}{
		{says: "a name and what happened", text: "Acme left vm", found: "Acme", rest: "left vm"},
		{says: "case does not matter", text: "aCME left vm", found: "Acme", rest: "left vm"},
		{says: "the longest name wins", text: "acme corp berlin no answer", found: "Acme Corp Berlin", rest: "no answer"},
		{says: "but only a whole one", text: "acme corp bern no answer", found: "Acme Corp", rest: "bern no answer"},
		{says: "nothing may follow", text: " Acme Corp ", found: "Acme Corp", rest: ""},
		{says: "punctuation is not part of a name", text: "Acme: left vm", found: "Acme", rest: "left vm"},
		{says: "what follows stays as typed", text: "Acme -  left  “VM”! ", found: "Acme", rest: "-  left  “VM”!"},
		{says: "quotes are allowed", text: `"Acme Corp" Berlin is on`, found: "Acme Corp Berlin", rest: "is on"},
		{says: "and keep shorter names out", text: `“Acme Corp”, left vm`, found: "Acme Corp", rest: "left vm"},
		{says: "quoted starts are not made longer", text: `"Globex" energy audit`, found: "Globex Energy", rest: "audit"},
		{says: "the start of a name will do", text: "init left vm", found: "Initech Inc", rest: "left vm"},
		{says: "and if it is of two, both are found", text: "globex en left vm", found: "Globex", rest: "en left vm"},
		{says: "the start of several", text: "soci left vm", found: "Société Générale", rest: "left vm"},
		{says: "two letters are no start", text: "in talks", found: "", rest: "in talks"},
		{says: "unless they are a word of the name", text: "AB left vm", found: "AB Volvo", rest: "left vm"},
		{says: "a short last word is no start either", text: "initech in May", found: "Initech Inc", rest: "in May"},
		{says: "signs count inside", text: "smith & sons are moving", found: "Smith & Sons", rest: "are moving"},
		{says: "accents do not matter", text: "societe generale left vm", found: "Société Générale", rest: "left vm"},
		{says: "not even those written apart", text: "Socie\u0301te\u0301 left vm", found: "Société Générale", rest: "left vm"},
		{says: "nor which apostrophe", text: "macy's left vm", found: "Macy’s", rest: "left vm"},
		{says: "nor the name's own mark", text: "yahoo left vm", found: "Yahoo!", rest: "left vm"},
		{says: "other scripts", text: "株式会社 東京 left vm", found: "株式会社 東京", rest: "left vm"},
		{says: "right to left", text: "شركة النور left vm", found: "شركة النور", rest: "left vm"},
		{says: "emoji", text: "🚀 rocket left vm", found: "🚀 Rocket", rest: "left vm"},
		{says: "one letter wrong", text: "Globax left vm", found: "Globex, Globex Energy, Globex Engines", rest: "left vm", near: true},
		{says: "two letters swapped", text: "amce left vm", found: "Acme, Acme Corp, Acme Corp Berlin", rest: "left vm", near: true},
		{says: "a space too many", text: "gl obex left vm", found: "Globex", rest: "left vm", near: true},
		{says: "an article alone is no start", text: "the client said no", found: "", rest: "the client said no"},
		{says: "a space too few", text: "abvolvo left vm", found: "AB Volvo", rest: "left vm", near: true},
		{says: "the closest comes first", text: "globex2 enegry left vm", found: "Globex Energy, Globex, Globex Engines", rest: "left vm", near: true},
		{says: "a typo in a longer start", text: "the bnk of irland left vm", found: "The Bank of Ireland", rest: "left vm", near: true},
		{says: "short names are near nothing", text: "he said no", found: "", rest: "he said no"},
		{says: "thanks is no deal", text: "thanks a lot", found: "", rest: "thanks a lot"},
		{says: "no text, no deal", text: "", found: "", rest: ""},
	} {
		t.Run(tt.says, func(t *testing.T) {
			got := MatchName(tt.text, book)
			if names := namesOf(got.Found); names != tt.found || got.Rest != tt.rest || got.Near != tt.near {
				t.Errorf("%q found %q (near %v), rest %q;\nwant %q (near %v), rest %q",
					tt.text, names, got.Near, got.Rest, tt.found, tt.near, tt.rest)
			}
		})
	}
}

func namesOf(found []Named) string {
	names := make([]string, len(found))
	for i, n := range found {
		names[i] = n.Name
	}
	return strings.Join(names, ", ")
}

func TestANameOfMarksFindsItself(t *testing.T) {
	for _, name := range []string{`"!"`, "! ! ! 0", "&"} {
		if got := MatchName(name+" left vm", []Named{{1, name}}); len(got.Found) != 1 || got.Near || got.Rest != "left vm" {
			t.Errorf("%q finds %+v", name, got)
		}
	}
}

func TestSeveralOfOneName(t *testing.T) {
	got := MatchName("acme left vm", []Named{{3, "ACME"}, {2, "Acme"}, {1, "Acme"}, {4, "Acme Corp"}})
	want := Match{Found: []Named{{3, "ACME"}, {1, "Acme"}, {2, "Acme"}}, Rest: "left vm"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var many []Named
	for id := range int64(30) {
		many = append(many, Named{id, fmt.Sprintf("Acme Plant %02d", id)})
	}
	if got := MatchName("acme plant", many); len(got.Found) != maxFound || got.Found[9].Name != "Acme Plant 09" {
		t.Errorf("found %v", got.Found)
	}
	if got := MatchName("amce plent", many); len(got.Found) != maxNear || !got.Near {
		t.Errorf("found near %v", got.Found)
	}
}

func TestLettersWrong(t *testing.T) {
	for _, tt := range []struct {
		a, b  string
		wrong int
	}{
		{"acme", "acme", 0}, {"acme", "amce", 1}, {"acme", "acm", 1}, {"acme", "acmee", 1}, {"acme", "akme", 1},
		{"müller", "muller", 1}, {"globex", "gloxbe", 2}, {"kitten", "sitting", 3}, {"", "ab", 2},
	} {
		if wrong, within := distance(tt.a, tt.b, 3); wrong != tt.wrong || !within {
			t.Errorf("%q and %q differ by %d (%v), want %d", tt.a, tt.b, wrong, within, tt.wrong)
		}
	}
	if _, within := distance("kitten", "sitting", 2); within {
		t.Error("three wrong letters are within two")
	}
}

func TestFirstWord(t *testing.T) {
	for text, want := range map[string]string{
		"Acme Corp left vm": "acme", `"Acme Corp" left vm`: "acme", "“ Acme Corp ” left vm": "acme", "Société: left": "societe",
		"- Acme": "acme", "": "", "  ": "", "🚀 Rocket": "🚀", "?!": "?!",
	} {
		if got := FirstWord(text); got != want {
			t.Errorf("the first word of %q is %q, want %q", text, got, want)
		}
	}
}

func TestNormalize(t *testing.T) {
	for name, want := range map[string]string{
		"  Acme   CORP. ": "acme corp", "Smith & Sons": "smith & sons", "(Straße) Łódź": "strasse lodz", "C++": "c++",
		"AT&T": "at&t", "Macy’s": "macy's", "İstanbul": "istanbul", "...": "...", "\u0301": "\u0301", "株式会社": "株式会社",
	} {
		if got := Normalize(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

func TestDealsFoundByNumber(t *testing.T) {
	for _, tt := range []struct {
		text string
		id   int64
		rest string
	}{
		{"#12 left vm", 12, "left vm"}, {" #12", 12, ""}, {"#12: left  vm ", 12, "left  vm"}, {"#12\nleft", 12, "left"},
		{"12 left vm", 0, ""}, {"#", 0, ""}, {"#0", 0, ""}, {"#12th", 0, ""}, {"#-1", 0, ""}, {"#99999999999999999999", 0, ""},
	} {
		id, rest, ok := ParseRef(tt.text)
		if id != tt.id || rest != tt.rest || ok != (tt.id > 0) {
			t.Errorf("%q is %d %q (%v), want %d %q", tt.text, id, rest, ok, tt.id, tt.rest)
		}
	}
}

func FuzzMatchName(f *testing.F) {
	for _, text := range []string{"Acme left vm", `"Acme Corp", x`, "globax en", "“”", "macy’s - \u0301"} {
		f.Add(text, "Acme Ltd")
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		candidates := append([]Named{{99, name}}, book...)
		got := MatchName(text, candidates)
		if !strings.HasSuffix(strings.TrimSpace(text), got.Rest) {
			t.Errorf("the rest of %q is %q", text, got.Rest)
		}
		if len(got.Found) == 0 && got.Rest != strings.TrimSpace(text) {
			t.Errorf("nothing was found in %q, but %q is left", text, got.Rest)
		}
		leading := LeadingNames(text)
		runs, _ := leadingRuns(strings.TrimSpace(text), maxLeading)
		for _, r := range runs {
			if r.words < maxLeading && strings.ContainsFunc(r.name, unicode.IsLetter) && !slices.Contains(leading, r.name) {
				t.Errorf("%q may be called %q, but %q leaves that out", text, r.name, leading)
			}
		}
		if again := Normalize(Normalize(name)); again != Normalize(name) {
			t.Errorf("%q is %q, then %q", name, Normalize(name), again)
		}
		if got := MatchName(name, candidates); Normalize(name) != "" && (got.Near || len(got.Found) == 0) {
			t.Errorf("%q does not find itself but %v", name, got.Found)
		}
	})
}

func BenchmarkMatchName(b *testing.B) {
	var many []Named
	for id := range int64(500) {
		many = append(many, Named{id, book[id%int64(len(book))].Name + " of Département " + string(rune('a'+id%26))})
	}
	for name, text := range map[string]string{"found": "Globex left vm, call back in May", "near": "Glabox of Departemnet q", "none": "thanks a lot for that"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				MatchName(text, many)
			}
		})
	}
}
