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

// richInlines holds the inline elements. The open ones are newer and rather
// what a bot receives: of those only the fields that tell what they show are
// looked at.
var richInlines = map[string]shape{
	"text":      inline(need("text", str(1, unlimited))),
	"link":      inline(need("url", str(1, unlimited)), may("text", str(0, unlimited)), may("unsafe", boolean), may("from_llm", boolean), may("is_slack_url", boolean), may("truncated", boolean)),
	"user":      inline(need("user_id", id), may("from_llm", boolean)),
	"channel":   inline(need("channel_id", id), may("tab_id", id), may("from_llm", boolean)),
	"usergroup": inline(need("usergroup_id", id)),
	"team":      inline(need("team_id", id)),
	"emoji":     inline(need("name", id), may("skin_tone", integer(1, 6)), may("unicode", id), may("url", str(0, unlimited))),
	"broadcast": inline(need("range", enum("here", "channel", "everyone"))),
	"color":     inline(need("value", str(1, maxID))),
	"date": inline(need("timestamp", integer(0, unlimitedTime)), need("format", str(1, unlimited)),
		may("timezone", str(0, maxID)), may("url", anything), may("fallback", anything)),
	"tag": inline(need("text", str(1, unlimited)),
		may("color", enum("gray", "brown", "purple", "indigo", "blue", "green", "yellow", "orange", "red"))),

	"attachment_mention":    newer("url"),
	"canvas":                newer("file_id"),
	"canvas_message_unfurl": newer("root_message_channel", "root_message_ts"),
	"canvas_user_mention":   newer("user_id"),
	"citation":              newer("url", "text"),
	"file":                  newer("file_id"),
	"list_record":           newer("file_id"),
	"message_mention":       newer("channel_id", "message_ts"),
	"salesforce_data_field": newer("salesforce_record_id"),
	"work_object_mention":   newer("entity_id", "app_id", "text", "url"),
	"workflow_mention":      newer("workflow_id", "text"),
}

// unlimitedTime is later than any date that Slack can write.
const unlimitedTime = 9_999_999_999

func inline(fields ...field) shape {
	return shape{fields: append(fields, may("style", richStyle))}
}

// newer is an inline element with a few texts that it needs.
func newer(names ...string) shape {
	s := shape{open: true}
	for _, name := range names {
		s.fields = append(s.fields, need(name, str(1, unlimited)))
	}
	return s
}

var richStyle = is(shape{fields: []field{
	may("bold", boolean), may("italic", boolean), may("strike", boolean), may("code", boolean),
	may("underline", boolean), may("highlight", boolean), may("client_highlight", boolean), may("unlink", boolean),
}})
