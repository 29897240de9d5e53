package coach

import "strings"

// nextClause returns where a text's first clause ends and the next one starts,
// -1 when there is only one.
func nextClause(text string) (end, start int) {
	inside, spaced := false, false
	for i := range len(text) {
		c := text[i]
		word, space := isWordByte(c), strings.IndexByte(" \t\n\f\r", c) >= 0
		begins := false
		switch c {
		case ',', ';', '(', enDash[0]:
			begins = true
		case 'b', 'B', 't', 'T':
			begins = !inside
		default:
			begins = space && !spaced
		}
		if begins {
			if length := clauseMark.end(text[i:]); length >= 0 {
				return i, i + length
			}
		}
		inside, spaced = word, space
	}
	return -1, -1
}

// lastClause returns where a text's last clause starts.
func lastClause(text string) int {
	from := 0
	for {
		_, start := nextClause(text[from:])
		if start < 0 {
			return from
		}
		from += start
	}
}

var clauseMark = leading(`[,;(–—] ?| -+ |(?:but|then,)\b`)

const enDash = "–" // and — begin with the same byte
