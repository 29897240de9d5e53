package coach

import (
	"strings"
	"unicode"
)

// AddLine is a new deal told in one line or in a form, where the company is asked
// for too.
type AddLine struct {
	Name, Contact, Benefit string
	Role                   string    // the contact's
	Others                 []Contact // besides the contact
	Company                string    // empty when the deal is named after it
	Value                  Money
	HasValue               bool
	Stage                  Stage // empty when none was given
}

// ParseAdd reads `<name> [value] [contact <name>[, <role>]] [stage <stage>] [benefit
// <words>]`. The words contact, stage and benefit each begin what follows
// them, in any order and case; the second time, as the last word, or in quotes
// they are words like any other.
//
// The value is the last amount before the first of them that is written as
// one: with a sign, a code, k or m, or thousands apart. A bare number is the
// value only as the very last word there, with other words before it, and when
// it is neither below 100 nor a year from 2020 to 2039: "Acme 12000" is worth
// 12,000, while "Route 66" and "Renewal 2027" are names. The first word is
// always name ("3M"), and quotes keep a name whole ("Studio 54k").
//
// The error is a Refusal, when there is no name or no such stage.
func ParseAdd(text string) (AddLine, error) {
	var line AddLine
	words := addWords(text)
	name, rest := cutAtKeyword(words, map[string]bool{})
	name, line.Value, line.HasValue = cutValue(name)
	line.Name = joinWords(name)
	if line.Name == "" {
		return AddLine{}, Refuse("I need a name for the deal.",
			"Write it first, like: Acme Corp 12k contact Jo Miller. A name with “contact” or “stage” in it goes in quotes.")
	}
	for seen := map[string]bool{}; len(rest) > 0; {
		keyword := rest[0].keyword()
		seen[keyword] = true
		var own []addWord
		own, rest = cutAtKeyword(rest[1:], seen)
		said := joinWords(own)
		switch keyword {
		case "contact":
			c := ParseContact(said)
			line.Contact, line.Role = c.Name, c.Role
		case "benefit":
			line.Benefit = said
		case "stage":
			stage, err := ParseStage(said)
			if err != nil {
				return AddLine{}, err
			}
			line.Stage = stage
		}
	}
	return line, nil
}

// addWord is a word, or all that one pair of quotes holds.
type addWord struct {
	text   string
	quoted bool
}

// keyword returns which keyword the word is, or nothing.
func (w addWord) keyword() string {
	if w.quoted {
		return ""
	}
	switch word := strings.ToLower(strings.TrimSuffix(w.text, ":")); word {
	case "contact", "benefit", "stage":
		return word
	}
	return ""
}

func addWords(text string) []addWord {
	var words []addWord
	for {
		text = strings.TrimSpace(text)
		if text == "" {
			return words
		}
		if inside, rest, ok := cutQuoted(text); ok {
			words = append(words, addWord{strings.Join(strings.Fields(inside), " "), true})
			text = rest
			continue
		}
		end := strings.IndexFunc(text, unicode.IsSpace)
		if end < 0 {
			end = len(text)
		}
		words = append(words, addWord{text[:end], false})
		text = text[end:]
	}
}

// cutAtKeyword splits words before the first keyword that is not in seen. One
// that ends the line begins nothing, so it is a word like any other.
func cutAtKeyword(words []addWord, seen map[string]bool) (before, from []addWord) {
	for i, w := range words {
		if k := w.keyword(); k != "" && !seen[k] && i < len(words)-1 {
			return words[:i], words[i:]
		}
	}
	return words, nil
}

// cutValue takes the value out of the words before the first keyword.
func cutValue(words []addWord) ([]addWord, Money, bool) {
	for i := len(words) - 1; i > 0; i-- {
		for _, from := range []int{i - 1, i} { // "12000 EUR" before "EUR"
			if a, ok := amountIn(words[from : i+1]); from > 0 && ok && !a.bare {
				return append(words[:from:from], words[i+1:]...), a.value, true
			}
		}
	}
	if last := len(words) - 1; last > 0 {
		a, ok := amountIn(words[last:])
		if ok && a.value >= 100_00 && !isYear(a.value) {
			return words[:last], a.value, true
		}
	}
	return words, 0, false
}

func isYear(value Money) bool { return value >= 2020_00 && value <= 2039_00 }

// amountIn reads an amount of one word, or of two when one of them has no
// digits: "12000 EUR", "$ 500".
func amountIn(words []addWord) (amount, bool) {
	text, lettered := "", len(words) == 1
	for _, w := range words {
		if w.quoted {
			return amount{}, false
		}
		text += strings.Trim(w.text, "(),;.")
		lettered = lettered || !hasDigit(w.text)
	}
	a, ok := readAmount(text)
	return a, ok && lettered
}

func hasDigit(text string) bool { return strings.ContainsAny(text, "0123456789") }

func joinWords(words []addWord) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.text
	}
	return strings.TrimRight(strings.TrimSpace(strings.Join(texts, " ")), " ,;")
}
