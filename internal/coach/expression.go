package coach

import (
	"regexp"
	"strings"
	"sync"
)

// expression is a regular expression that matches from a text's start. It is
// made when it is first used, so that starting up costs nothing, and its
// automaton answers whatever needs no groups. One without (?i) is for lowered
// text.
type expression struct {
	compiled  func() *regexp.Regexp
	automaton func() *automaton
}

func newExpression(text func() string) *expression {
	return &expression{
		sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text()) }),
		sync.OnceValue(func() *automaton { return newAutomaton(text()) }),
	}
}

// end returns where the match that a text begins with ends, -1 for none.
func (e *expression) end(text string) int {
	end, known := e.automaton().end(text)
	if known {
		return end
	}
	if at := e.compiled().FindStringIndex(text); at != nil {
		return at[1]
	}
	return -1
}

// begins reports whether a text begins with a match.
func (e *expression) begins(text string) bool { return e.end(text) >= 0 }

// leading makes an expression of the words that a text begins with, spelled as
// for phrase.
func leading(text string) *expression {
	return newExpression(func() string { return "(?i)^(?:" + loose.Replace(text) + ")" })
}

// loose lets a space stand for any number of them, and an apostrophe for either
// kind or none.
var loose = strings.NewReplacer(" ?", `\s*`, " ", `\s+`, "'", "['’]?")
