package blockkit

// Blocks that hold other things together; all are newer than 2025.

// cardFields: https://docs.slack.dev/reference/block-kit/blocks/card-block.
var cardFields = []field{
	may("hero_image", pictureElement),
	may("icon", pictureElement),
	may("title", text(150)),
	may("subtitle", text(150)),
	may("body", text(200)),
	may("subtext", text(200)),
	may("actions", list(1, 3, element("card"))),
}

func cardContent(c *checker, at string, o map[string]any) {
	if o["hero_image"] == nil && o["title"] == nil && o["actions"] == nil && o["body"] == nil {
		c.report(at, "must define one of `hero_image`, `title`, `actions` or `body`")
	}
	if o["icon"] != nil && o["slack_icon"] != nil {
		c.report(at, "must define only one of `icon` and `slack_icon`")
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
	need("child_blocks", list(1, 10, blockOf("actions", "context", "divider", "header", "image", "input",
		"rich_text", "section", "table", "video", "layout"))),
}

var containerTitle = either("title", "rich_text_title")

// layoutFields: https://docs.slack.dev/reference/block-kit/blocks/layout-block.
var layoutFields = []field{
	need("label", str(1, 150)),
	need("rows", list(1, 5, is(shape{fields: []field{
		need("items", list(1, 3, is(shape{fields: []field{
			need("block", layoutChild),
			may("width", enum("narrow", "standard", "wide")),
			may("horizontal_alignment", enum("start", "center", "end")),
		}}))),
	}}))),
	may("is_label_visible", boolean),
	may("grid_lines", enum("none", "rows", "outer")),
	may("fallback", list(0, maxMessageBlocks, anything)),
}

var layoutChild = blockOf("context", "divider", "header", "image", "rich_text", "section", "table", "video",
	"actions", "alert", "card", "carousel", "container", "data_table", "data_visualization", "input")

// taskFields: https://docs.slack.dev/reference/block-kit/blocks/task-card-block.
var taskFields = []field{
	need("task_id", str(1, maxID)),
	need("title", str(1, unlimited)),
	may("status", enum("pending", "in_progress", "complete", "error")),
	may("details", blockOf("rich_text")),
	may("output", blockOf("rich_text")),
}
