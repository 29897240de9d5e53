package blockkit

import "slices"

// Blocks that hold other blocks; both are newer than 2025.

// maxNested is how deep layouts and containers may be put into each other.
const maxNested = 2

// nested is a rule for blocks one level deeper.
func nested(r rule) rule {
	return func(c *checker, at string, v any) {
		if c.nested++; c.nested > maxNested {
			c.report(at, "no more than %d levels of blocks allowed", maxNested)
		} else {
			r(c, at, v)
		}
		c.nested--
	}
}

// containerFields: https://docs.slack.dev/reference/block-kit/blocks/container-block.
var containerFields = []field{
	may("title", plain(150)),
	may("rich_text_title", blockOf("rich_text")),
	may("subtitle", text(150)),
	may("icon", pictureElement),
	may("width", enum("narrow", "standard", "wide", "full")),
	may("is_collapsible", boolean),
	may("default_collapsed", boolean),
	may("has_header_divider", boolean),
	need("child_blocks", nested(list(1, 10, blockOf("actions", "context", "divider", "file", "header", "image", "input",
		"rich_text", "section", "table", "video", "layout")))),
}

var containerTitle = either("title", "rich_text_title")

// collapsing reports switches of a container that only work together.
func collapsing(c *checker, at string, o map[string]any) {
	switch {
	case o["default_collapsed"] == true && o["is_collapsible"] != true:
		c.report(member(at, "default_collapsed"), "must define `is_collapsible`")
	case o["has_header_divider"] == true && o["is_collapsible"] == true:
		c.report(member(at, "has_header_divider"), "must not define `is_collapsible`")
	}
}

// layoutFields: https://docs.slack.dev/reference/block-kit/blocks/layout-block.
var layoutFields = []field{
	need("label", str(1, 150)),
	need("rows", nested(list(1, 5, is(shape{fields: []field{
		need("items", list(1, 3, is(shape{fields: []field{
			need("block", laidOut),
			may("width", enum("narrow", "standard", "wide")),
			may("horizontal_alignment", enum("start", "center", "end")),
		}}))),
	}})))),
	may("is_label_visible", boolean),
	may("grid_lines", enum("none", "rows", "outer")),
	may("fallback", fallback),
}

func laidOut(c *checker, at string, v any) {
	c.laidOut++
	layoutChild(c, at, v)
}

var layoutChild = blockOf(slices.Concat(stable, []string{
	"actions", "alert", "card", "carousel", "container", "data_table", "data_visualization", "file", "input",
})...)

// stable are the blocks that clients without layouts know, too.
var stable = []string{"context", "divider", "header", "image", "rich_text", "section", "table", "video"}

// fallback is what old clients show in place of a layout: another copy of its
// content, so ids and tables do not count twice.
func fallback(c *checker, at string, v any) {
	ids, tables, text := c.blockIDs, c.tables, c.cellText
	c.blockIDs, c.tables, c.cellText = map[string]bool{}, 0, map[string]int{}
	list(0, maxMessageBlocks, blockOf(stable...))(c, at, v)
	c.blockIDs, c.tables, c.cellText = ids, tables, text
}
