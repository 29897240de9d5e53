package workspace

import (
	"regexp"
	"strings"
)

// Slack escapes three characters and no others:
// https://docs.slack.dev/messaging/formatting-message-text.
var escapeText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// linked finds what Slack turns into a reference: web addresses, @people and
// #channels, each at the start of a word.
var linked = regexp.MustCompile(`(^|[\s(,;"'])(https?://[^\s<>|]+|@[\w.-]+|#[\w-]+)`)

// encode writes what a person has typed the way an app receives it. refs turns
// on references to people, channels and addresses. The caller holds w.mu.
func (w *Workspace) encode(typed string, refs bool) string {
	if !refs {
		return escapeText.Replace(typed)
	}
	var out strings.Builder
	rest := 0
	for _, at := range linked.FindAllStringSubmatchIndex(typed, -1) {
		start, end := at[4], at[5]
		ref, length := w.reference(typed[start:end])
		if ref == "" {
			continue
		}
		out.WriteString(escapeText.Replace(typed[rest:start]))
		out.WriteString(ref)
		rest = start + length
	}
	out.WriteString(escapeText.Replace(typed[rest:]))
	return out.String()
}

// reference writes one word as a reference and tells how much of it that took;
// a full stop after a name ends the sentence. The caller holds w.mu.
func (w *Workspace) reference(word string) (ref string, length int) {
	if word[0] == 'h' {
		word = strings.TrimRight(word, ".,;:!?)\"'")
		return "<" + escapeText.Replace(word) + ">", len(word)
	}
	for _, name := range []string{word[1:], strings.TrimRight(word[1:], ".-")} {
		if word[0] == '@' {
			if p, ok := w.handle(name); ok {
				return "<@" + p.ID + ">", len(name) + 1
			}
		} else if ch, ok := w.named(name); ok {
			return "<#" + ch.id + "|" + ch.name + ">", len(name) + 1
		}
	}
	return "", 0
}
