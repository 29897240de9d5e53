package blockkit

// cardFields: https://docs.slack.dev/reference/block-kit/blocks/card-block.
var cardFields = []field{
	may("hero_image", pictureElement),
	may("icon", pictureElement),
	may("slack_icon", variant(map[string]shape{"icon": {fields: []field{need("name", str(1, maxID))}}})),
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

// alertFields: https://docs.slack.dev/reference/block-kit/blocks/alert-block.
var alertFields = []field{
	need("text", text(200)),
	may("level", enum("default", "info", "warning", "error", "success")),
}
