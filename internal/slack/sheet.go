package slack

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// sheet is a message in the making: blocks for the eye, and a top-level text
// that says the same for notifications and screen readers. Its methods take
// Slack markup, so foreign text must have passed through plain.
type sheet struct {
	lines  []string
	blocks []slack.Block
	left   int // blocks that found no place

	form *slack.ModalViewRequest // opened in the place of the message; nil for none
}

// Slack's limits (Block Kit reference), with a margin where it counts.
const (
	maxBlocks  = 50
	maxSection = 2900 // of 3,000 characters
	maxTopText = 3900 // of 4,000: a longer one could not be edited any more
)

// say adds a paragraph, as several sections when it is long.
func (s *sheet) say(markup string) {
	s.lines = append(s.lines, markup)
	if len(markup) <= maxSection {
		s.add(slack.NewSectionBlock(mrkdwn(markup), nil, nil))
		return
	}
	for _, part := range split(markup, maxSection) {
		s.add(slack.NewSectionBlock(mrkdwn(part), nil, nil))
	}
}

// sayf is say with a format. Foreign arguments must be plain.
func (s *sheet) sayf(format string, args ...any) { s.say(fmt.Sprintf(format, args...)) }

// header adds a headline, which Slack shows as it is, without markup.
func (s *sheet) header(text string) {
	s.lines = append(s.lines, plain(text))
	s.add(slack.NewHeaderBlock(slack.NewTextBlockObject(slack.PlainTextType, coach.Cut(text, 150), false, false)))
}

// hint adds a small line of what to do next.
func (s *sheet) hint(markup string) {
	s.lines = append(s.lines, markup)
	s.add(slack.NewContextBlock("", mrkdwn(cutMarkup(markup, maxSection))))
}

// divider adds a line between parts.
func (s *sheet) divider() { s.add(slack.NewDividerBlock()) }

// buttons adds a row. Slack shows at most 25 in one.
func (s *sheet) buttons(block string, row ...*slack.ButtonBlockElement) {
	elements := make([]slack.BlockElement, len(row))
	for i, b := range row {
		elements[i] = b
	}
	s.add(slack.NewActionBlock(block, elements...))
}

// add keeps room for the line that says how many are missing.
func (s *sheet) add(b slack.Block) {
	if len(s.blocks) >= maxBlocks-1 {
		s.left++
		return
	}
	s.blocks = append(s.blocks, b)
}

// text returns the top-level text.
func (s *sheet) text() string { return cutMarkup(strings.Join(s.lines, "\n"), maxTopText) }

// all returns the blocks; when some found no place, the last one says so.
func (s *sheet) all() []slack.Block {
	if s.left == 0 {
		return s.blocks
	}
	return append(s.blocks, slack.NewContextBlock("", mrkdwn(fmt.Sprintf("and %d more", s.left))))
}

// drawing stands for all that is seen of the sheet: two that are alike have the same.
func (s *sheet) drawing() string {
	blocks, _ := json.Marshal(s.all()) // of Slack's own types: cannot fail
	return s.text() + "\n" + string(blocks)
}

// button makes a button; label is cut to what Slack takes.
func button(action, value, label string) *slack.ButtonBlockElement {
	return slack.NewButtonBlockElement(action, value,
		slack.NewTextBlockObject(slack.PlainTextType, coach.Cut(label, 75), false, false))
}

// mrkdwn is text with markup, in which bare names are not made into links.
func mrkdwn(markup string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.MarkdownType, markup, false, true)
}

// split cuts markup into parts of at most n characters, at line ends or spaces
// where there are any, and never inside an escaped character.
func split(markup string, n int) []string {
	var parts []string
	for {
		end, longer := offset(markup, n)
		if !longer {
			return append(parts, markup)
		}
		head := markup[:end]
		if i := strings.LastIndexByte(head, '\n'); i > len(head)/2 { // between lines, no word in bold is torn
			head = head[:i+1]
		} else if i := strings.LastIndexByte(head, ' '); i > len(head)/2 {
			head = head[:i+1]
		} else if i := strings.LastIndexByte(head, '&'); i > len(head)-len("&amp;") && i > 0 {
			head = head[:i]
		}
		parts = append(parts, head)
		markup = markup[len(head):]
	}
}

// offset returns where the first n characters of text end, and whether there
// are more.
func offset(text string, n int) (end int, longer bool) {
	for i := range text {
		if n == 0 {
			return i, true
		}
		n--
	}
	return len(text), false
}

// cutMarkup shortens markup to at most n characters without breaking an
// escaped one.
func cutMarkup(markup string, n int) string {
	if len(markup) <= n || utf8.RuneCountInString(markup) <= n {
		return markup
	}
	return strings.TrimRight(split(markup, n-1)[0], " \n") + "…"
}
