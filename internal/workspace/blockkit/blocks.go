package blockkit

import (
	"slices"
	"unicode/utf8"
)

// blockList is at most so many blocks, those in layouts included.
func blockList(most int) rule {
	return func(c *checker, at string, v any) {
		list(0, most, block)(c, at, v)
		if items, _ := v.([]any); len(items) <= most && len(items)+c.laidOut > most {
			c.report(at, "no more than %d items allowed", most)
		}
	}
}

// block is any block that Slack takes on the surface being checked.
func block(c *checker, at string, v any) {
	o, kind, ok := c.typed(at, v)
	if !ok {
		return
	}
	s, known := c.blocks[kind]
	if !known || s.on&c.on == 0 {
		c.unsupported(at, kind)
		return
	}
	outer := c.actionIDs
	c.actionIDs = map[string]bool{}
	defer func() { c.actionIDs = outer }()

	if v, ok := o["block_id"]; ok {
		blockID(c, member(at, "block_id"), v)
	}
	c.object(at, o, s, "type", "block_id")
}

func blockID(c *checker, at string, v any) {
	str(0, maxID)(c, at, v)
	if id, ok := v.(string); ok {
		c.unique(at, "block_id", id, c.blockIDs)
	}
}

// blockOf is a block of one of the kinds.
func blockOf(kinds ...string) rule {
	return func(c *checker, at string, v any) {
		_, kind, ok := c.typed(at, v)
		if !ok {
			return
		}
		if !slices.Contains(kinds, kind) {
			c.unsupported(at, kind)
			return
		}
		block(c, at, v)
	}
}

// blocks holds the shape of every block:
// https://docs.slack.dev/reference/block-kit/blocks.
var blocks = map[string]shape{
	"section": {on: everywhere, also: either("text", "fields"), fields: []field{
		may("text", text(3000)),
		may("fields", list(1, 10, text(2000))),
		may("accessory", element("section")),
		may("expand", boolean),
	}},
	"header": {on: everywhere, fields: []field{
		need("text", plain(150)),
		may("level", integer(1, 4)),
	}},
	"divider": {on: everywhere},
	"context": {on: everywhere, fields: []field{
		need("elements", list(1, 10, contextItem)),
	}},
	"actions": {on: everywhere, fields: []field{
		need("elements", list(1, 25, element("actions"))),
	}},
	"input": {on: everywhere, also: countInput, fields: []field{
		need("label", plain(2000)),
		need("element", element("input")),
		may("hint", plain(2000)),
		may("optional", boolean),
		may("dispatch_action", boolean),
	}},
	"image":     {on: everywhere, also: onePicture, fields: picture(may("title", plain(2000)))},
	"video":     {on: everywhere, fields: videoFields},
	"file":      {on: message, fields: fileFields},
	"rich_text": {on: everywhere, fields: []field{need("elements", list(0, unlimited, richPart))}},
	"markdown":  {on: message, fields: []field{need("text", markdownText)}},

	"table":              {on: message, fields: tableFields, also: all(countTable, cellText(maxTableText))},
	"data_table":         {on: message | home, fields: dataTableFields, also: all(headerRow, sameCells, rowHeader, cellText(maxDataText)), open: true},
	"data_visualization": {on: message, fields: chartFields, also: countChart},

	"alert":           {on: modal, fields: alertFields, open: true},
	"card":            {on: everywhere, fields: cardFields, also: cardContent, open: true},
	"carousel":        {on: everywhere, fields: []field{need("elements", list(1, 10, blockOf("card")))}},
	"container":       {on: message, fields: containerFields, also: all(containerTitle, collapsing), open: true},
	"layout":          {on: everywhere, fields: layoutFields, open: true},
	"context_actions": {on: message, fields: []field{need("elements", list(1, 5, element("context_actions")))}},
	"task_card":       {on: message, fields: taskFields, open: true},
	"plan":            {on: message, fields: planFields, open: true},
}

// maxMarkdown is the length of all markdown blocks of a message together.
const maxMarkdown = 12_000

func markdownText(c *checker, at string, v any) {
	str(1, unlimited)(c, at, v)
	s, _ := v.(string)
	before := c.markdown
	c.markdown += utf8.RuneCountInString(s)
	if before <= maxMarkdown && c.markdown > maxMarkdown {
		c.report(at, "must be less than %d characters", maxMarkdown+1)
	}
}

var contextItem = variant(map[string]shape{
	"image":      imageElement,
	"plain_text": plainText(3000),
	"mrkdwn":     mrkdwn(3000),
})

func countInput(c *checker, at string, _ map[string]any) {
	c.inputs = append(c.inputs, member(at, "input"))
}
