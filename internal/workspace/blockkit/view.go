package blockkit

// views holds the shapes of a modal and of a Home tab:
// https://docs.slack.dev/reference/views.
var views = map[surface]shape{
	modal: {also: submit, fields: append([]field{
		need("title", plain(24)),
		may("submit", plain(24)),
		may("close", plain(24)),
		may("clear_on_close", boolean),
		may("notify_on_close", boolean),
	}, viewFields...)},
	home: {fields: viewFields},
}

var viewFields = []field{
	need("blocks", blockList(maxViewBlocks)),
	may("private_metadata", str(0, 3000)),
	may("callback_id", str(0, maxID)),
	may("external_id", str(0, maxID)),
}

// submit reports the first input block of a modal that cannot be submitted.
func submit(c *checker, _ string, view map[string]any) {
	if view["submit"] == nil && len(c.inputs) > 0 {
		c.report(c.inputs[0], "must define `submit` to use an `input` block in modals")
	}
}
