package workspace

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"dealcoach/internal/workspace/blockkit"
)

const (
	// maxText is where Slack cuts the text of a message, in characters:
	// https://docs.slack.dev/reference/methods/chat.postMessage.
	maxText = 40_000
	// maxMarkdown is the most that markdown_text takes, in characters.
	maxMarkdown = 12_000
)

// said is what an app wants a message to say. Empty strings and null mean that
// the app did not give the part.
type said struct {
	text, markdown                string
	blocks, attachments, metadata json.RawMessage
}

func (a args) said() said {
	return said{
		text: a["text"], markdown: a["markdown_text"],
		blocks: a.json("blocks"), attachments: a.json("attachments"), metadata: a.json("metadata"),
	}
}

// content is what a message says.
type content struct {
	text        string
	blocks      json.RawMessage  // nil: none
	attachments json.RawMessage  // nil: none
	metadata    *json.RawMessage // nil: not mentioned; pointing to nil: removed
	warnings    []warning
}

// newContent checks what an app wants a message to say.
func newContent(s said) (content, error) {
	var c content
	var err error
	if s, err = s.asBlocks(); err != nil {
		return c, err
	}
	c.text = s.text
	if utf8.RuneCountInString(s.text) > maxText {
		c.text = string([]rune(s.text)[:maxText])
		c.warnings = append(c.warnings, truncated)
	}
	if c.blocks, err = checkBlocks(s.blocks); err != nil {
		return c, err
	}
	if c.blocks != nil && blockkit.TextLength(c.blocks) > blockkit.LongBlocks {
		c.warnings = append(c.warnings, longBlocks)
	}
	if c.attachments, err = checkAttachments(s.attachments); err != nil {
		return c, err
	}
	c.metadata, err = checkMetadata(s.metadata)
	return c, err
}

// asBlocks turns markdown_text, which stands alone, into the block that it is
// short for.
func (s said) asBlocks() (said, error) {
	switch {
	case s.markdown == "":
		return s, nil
	case s.text != "" || !absent(s.blocks):
		return s, refuse("markdown_text_conflict")
	case utf8.RuneCountInString(s.markdown) > maxMarkdown:
		return s, refuse("msg_too_long")
	}
	block, err := json.Marshal([]any{map[string]any{"type": "markdown", "text": s.markdown}})
	s.text, s.blocks = s.markdown, block
	return s, err
}

func (c content) empty() bool {
	return strings.TrimSpace(c.text) == "" && c.blocks == nil && c.attachments == nil
}

func absent(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }
