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

// A mention, a channel or a link as Slack writes it into a command's text; the
// label is what people saw.
var (
	labelled = regexp.MustCompile(`<([@#])[A-Z0-9]+\|([^>]+)>`)
	linked   = regexp.MustCompile(`<(?:https?://|mailto:)[^>]+>`)
)

// typed turns a command's text back into what the person typed: Slack escapes
// three characters and writes references in its own way.
func typed(text string) string {
	if !strings.ContainsAny(text, "<&") {
		return strings.TrimSpace(text)
	}
	text = labelled.ReplaceAllString(text, "$1$2")
	text = linked.ReplaceAllStringFunc(text, func(link string) string {
		url, label, found := strings.Cut(strings.Trim(link, "<>"), "|")
		if found {
			return label
		}
		return url
	})
	return strings.TrimSpace(slackEntities.Replace(text))
}

// slackEntities are the only three that Slack escapes.
var slackEntities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")
