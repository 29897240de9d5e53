package slack

import (
	"regexp"
	"strings"

	"github.com/slack-go/slack/slackutilsx"

	"dealcoach/internal/coach"
)

// plain makes foreign text harmless inside Slack's markup: no mention, no
// link, nobody pinged. Everything that a person typed passes through here.
func plain(text string) string { return slackutilsx.EscapeMessage(text) }

// plainCut is plain for a text of at most n characters.
func plainCut(text string, n int) string { return plain(coach.Cut(text, n)) }

// quote sets words apart from the coach's own.
func quote(text string) string {
	return "> " + strings.ReplaceAll(text, "\n", "\n> ")
}

// labelled is a mention, a channel or a link as Slack writes it into a
// command's text, with the label that people saw.
var labelled = regexp.MustCompile(`<([@#]|https?://[^|>]*|mailto:[^|>]*)([A-Z0-9]*)\|([^>]+)>`)

// typed turns a command's text back into what the person typed: Slack escapes
// three characters and writes references in its own way.
func typed(text string) string {
	text = labelled.ReplaceAllStringFunc(text, func(ref string) string {
		m := labelled.FindStringSubmatch(ref)
		if sign := m[1]; sign == "@" || sign == "#" {
			return sign + m[3]
		}
		return m[3]
	})
	return strings.TrimSpace(slackEntities.Replace(text))
}

// slackEntities are the only three that Slack escapes.
var slackEntities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
