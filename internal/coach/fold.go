package coach

import (
	"strings"
	"unicode"
)

// Normalize returns a name as it is compared: in lower case, Latin letters
// without their accents, words apart by one space and without the punctuation
// around them, curly apostrophes and long dashes made plain. All else, emoji
// and other scripts, stays. Only an empty name becomes empty, and what is
// normalised stays as it is.
func Normalize(name string) string {
	lower := strings.ToLower(name)
	words := strings.Fields(withoutAccents(lower))
	if len(words) == 0 {
		words = strings.Fields(lower)
	}
	kept := words[:0]
	for _, w := range words {
		if bare := strings.TrimFunc(w, unicode.IsPunct); bare != "" {
			w = bare
		}
		kept = append(kept, w)
	}
	return strings.Join(trimMarks(kept), " ")
}

func withoutAccents(lower string) string {
	if strings.IndexFunc(lower, func(r rune) bool { return r >= 0x80 }) < 0 {
		return lower
	}
	var b strings.Builder
	b.Grow(len(lower))
	for _, r := range lower {
		if r < 0x80 {
			b.WriteRune(r)
		} else if plain, ok := plainLetters[r]; ok {
			b.WriteString(plain)
		} else if r < 0x300 || r > 0x36F { // accents written apart
			b.WriteRune(r)
		}
	}
	return b.String()
}

// trimMarks drops words of nothing but punctuation from both ends, unless
// there are no others: "Smith & Sons" keeps its sign.
func trimMarks(words []string) []string {
	from, to := 0, len(words)
	for from < to && isPunctuation(words[from]) {
		from++
	}
	for to > from && isPunctuation(words[to-1]) {
		to--
	}
	if from == to {
		return words
	}
	return words[from:to]
}

func isPunctuation(word string) bool { return strings.TrimFunc(word, unicode.IsPunct) == "" }

// plainLetters gives the plain letters of the Latin ones that European names
// are written with.
var plainLetters = func() map[rune]string {
	letters := map[rune]string{}
	for plain, others := range map[string]string{
		"a": "àáâãäåāăąǎ", "ae": "æ", "c": "çćĉċč", "d": "ďđð", "e": "èéêëēĕėęěẽ", "g": "ĝğġģ", "h": "ĥħ",
		"i": "ìíîïĩīĭįı", "j": "ĵ", "k": "ķ", "l": "ĺļľŀł", "n": "ñńņňŉ", "o": "òóôõöøōŏő", "oe": "œ", "r": "ŕŗř",
		"s": "śŝşšș", "ss": "ß", "t": "ţťŧț", "th": "þ", "u": "ùúûüũūŭůűų", "w": "ŵ", "y": "ýÿŷ", "z": "źżž",
		"'": "’‘ʼ", "-": "‐‑‒–—",
	} {
		for _, r := range others {
			letters[r] = plain
		}
	}
	return letters
}()
