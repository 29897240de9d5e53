package coach

// wording is a phrase that begins where a plain word does or has just ended, as
// \b before it would ask.
type wording struct{ *expression }

// worded makes a wording, spelled as for phrase.
func worded(text string) wording { return wording{leading(text)} }

// in reports whether a text has the phrase.
func (w wording) in(text string) bool {
	start, _ := w.find(text)
	return start >= 0
}

// find returns where the phrase first stands in a text, -1 for nowhere.
func (w wording) find(text string) (start, stop int) {
	inside := false
	for i := range len(text) {
		if word := isWordByte(text[i]); word != inside {
			inside = word
			if end := w.end(text[i:]); end >= 0 {
				return i, i + end
			}
		}
	}
	return -1, -1
}

// isWordByte reports whether c is in a plain word: of ASCII letters, digits and
// low lines.
func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_'
}
