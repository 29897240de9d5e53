package blockkit

// Rich text: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block.

var richParts = map[string]shape{
	"rich_text_section": richSection,
	"rich_text_quote":   {fields: []field{need("elements", richRun), may("border", integer(0, 1))}},
	"rich_text_preformatted": {fields: []field{
		need("elements", richRun),
		may("border", integer(0, 1)),
		may("language", str(0, maxID)),
	}},
	"rich_text_list": {fields: []field{
		need("style", enum("bullet", "ordered")),
		need("elements", list(0, unlimited, richItem)),
		may("indent", integer(0, 8)),
		may("offset", integer(0, unlimited)),
		may("border", integer(0, 1)),
	}},
}

var (
	richSection = shape{fields: []field{need("elements", richRun)}}
	richItem    = variant(map[string]shape{"rich_text_section": richSection})
	richRun     = list(0, unlimited, variant(richInlines))
	richPart    = variant(richParts)
)

// richInlines holds the inline elements. Those without fields of their own here
// are newer ones that a bot receives rather than sends.
var richInlines = map[string]shape{
	"text":      {fields: []field{need("text", str(1, unlimited)), may("style", richStyle)}},
	"link":      {fields: []field{need("url", str(1, unlimited)), may("text", str(0, unlimited)), may("style", richStyle), may("unsafe", boolean)}},
	"user":      {fields: []field{need("user_id", id), may("style", richStyle)}},
	"channel":   {fields: []field{need("channel_id", id), may("style", richStyle)}},
	"usergroup": {fields: []field{need("usergroup_id", id), may("style", richStyle)}},
	"team":      {fields: []field{need("team_id", id), may("style", richStyle)}},
	"emoji":     {fields: []field{need("name", id), may("skin_tone", integer(1, 6)), may("unicode", id), may("style", richStyle), may("url", str(0, unlimited))}},
	"broadcast": {fields: []field{need("range", enum("here", "channel", "everyone")), may("style", richStyle)}},
	"color":     {fields: []field{need("value", str(1, maxID)), may("style", richStyle)}},
	"date":      {fields: []field{need("timestamp", number), need("format", str(1, unlimited))}, open: true},
	"tag":       {fields: []field{need("text", str(1, unlimited))}, open: true},
}

var richStyle = is(shape{fields: []field{
	may("bold", boolean), may("italic", boolean), may("strike", boolean), may("code", boolean),
	may("underline", boolean), may("highlight", boolean), may("client_highlight", boolean), may("unlink", boolean),
}})
