package coach

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ParseRef reads a deal's number at the start of text, like "#12" or "#12:",
// and returns what follows it. ok is false when there is none.
func ParseRef(text string) (id int64, rest string, ok bool) {
	digits, ok := strings.CutPrefix(strings.TrimSpace(text), "#")
	if !ok {
		return 0, "", false
	}
	end := strings.IndexFunc(digits, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(digits)
	}
	id, err := strconv.ParseInt(digits[:end], 10, 64)
	rest = strings.TrimLeft(digits[end:], ":,;.")
	if err != nil || id <= 0 || rest != "" && !startsWithSpace(rest) {
		return 0, "", false
	}
	return id, strings.TrimSpace(rest), true
}

func startsWithSpace(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsSpace(r)
}
