package coach

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pattern makes an expression in which a space stands for any number of them.
// It matches only from the start of a word, which is ten times as quick as
// searching.
func pattern(text string) *expression {
	return newExpression(func() string { return "^(?:" + anySpace.Replace(text) + ")" })
}

var anySpace = strings.NewReplacer(" ?", `\s*`, " ", `\s+`)

// said is one match of a pattern.
type said struct {
	head        string // the text before the match and its preposition
	text        string // from the match on
	at          []int  // the groups in it
	before      string // the preposition before it, without the "the" between
	the         bool
	last        rune // what stands right before the match; -1 for nothing
	start, stop int  // in the whole text, from the preposition on
}

// group returns the nth group, empty when it did not take part.
func (s said) group(n int) string {
	if s.at[2*n] < 0 {
		return ""
	}
	return s.text[s.at[2*n]:s.at[2*n+1]]
}

func (s said) has(n int) bool { return s.at[2*n] >= 0 }

// matched returns the words of the match itself.
func (s said) matched() string { return s.text[:s.at[1]] }

// followedBy reports whether one of the words comes next.
func (s said) followedBy(words ...string) bool {
	return hasCue(strings.TrimLeft(s.after(), " \t\r\n"), words)
}

// after returns the text behind the match.
func (s said) after() string { return s.text[s.at[1]:] }

// endsThought reports whether nothing follows that would make another word of
// a short one: in "call back may." it is a month, in "they may buy" it is not.
func (s said) endsThought() bool {
	rest := strings.TrimLeft(s.after(), " \t\r\n")
	if rest == "" || strings.IndexByte(",.;:!?)-&0123456789", rest[0]) >= 0 {
		return true
	}
	return hasCue(rest, []string{"because ", "as ", "since ", "at ", "and ", "or ", "then", "if ", "when ", "with ", "w/", "@", "he said", "she said", "–", "—"})
}

// endsLine reports whether no other word follows.
func (s said) endsLine() bool { return strings.Trim(s.after(), " \t\r\n.,;:!?)–—-") == "" }

func hasCue(text string, cues []string) bool {
	for _, cue := range cues {
		if strings.HasPrefix(text, cue) {
			return true
		}
	}
	return false
}

func (s *said) takePreposition(text string) {
	word, start := wordBefore(text, s.start)
	if word == "the" {
		s.the, s.start = true, start
		word, start = wordBefore(text, start)
	}
	switch word {
	case "on", "by", "until", "till", "til", "from", "for", "before", "after", "in", "at", "around", "about", "during",
		"over", "between", "through", "thru", "come", "following":
		s.before, s.start = word, start
	}
	if s.before == "after" || s.before == "before" || s.before == "around" || s.before == "about" {
		switch word, start := wordBefore(text, s.start); word {
		case "until", "till", "til", "sometime", "shortly", "just", "right", "straight", "soon":
			s.start = start
		}
	}
	s.head = text[:s.start]
}

// wordBefore returns the word that only space separates from end.
func wordBefore(text string, end int) (string, int) {
	head := strings.TrimRight(text[:end], " \t\r\n")
	if len(head) == end {
		return "", end
	}
	start := strings.LastIndexFunc(head, func(r rune) bool { return !isWordRune(r) })
	if start >= 0 {
		_, size := utf8.DecodeRuneInString(head[start:])
		start += size
	}
	start = max(start, 0)
	return head[start:], start
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return isWordByte(byte(r))
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// wordStarts yields where the text's words begin.
func wordStarts(text string) iter.Seq[int] {
	return func(yield func(int) bool) {
		inside, size := false, 1
		for i := 0; i < len(text); i += size {
			word := isWordByte(text[i])
			if size = 1; text[i] >= utf8.RuneSelf {
				var r rune
				r, size = utf8.DecodeRuneInString(text[i:])
				word = isWordRune(r)
			}
			if word && !inside && !yield(i) {
				return
			}
			inside = word
		}
	}
}
