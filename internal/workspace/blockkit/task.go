package blockkit

// taskFields: https://docs.slack.dev/reference/block-kit/blocks/task-card-block.
var taskFields = []field{
	need("task_id", str(1, maxID)),
	need("title", str(1, unlimited)),
	may("status", enum("pending", "in_progress", "complete", "error")),
	may("details", blockOf("rich_text")),
	may("output", blockOf("rich_text")),
	may("sources", list(0, unlimited, variant(map[string]shape{"url": {fields: []field{
		need("url", link),
		need("text", str(1, unlimited)),
	}}}))),
	may("hide_title", boolean),
}

// planFields: https://docs.slack.dev/reference/block-kit/blocks/plan-block.
var planFields = []field{
	need("title", str(1, unlimited)),
	may("tasks", list(0, unlimited, blockOf("task_card"))),
}
