package blockkit

// workflow is what a workflow button starts:
// https://docs.slack.dev/reference/block-kit/composition-objects/workflow-object.
var workflow = is(shape{fields: []field{
	need("trigger", is(shape{fields: []field{
		need("url", link),
		may("customizable_input_parameters", list(0, unlimited, is(shape{fields: []field{
			need("name", str(1, unlimited)),
			need("value", str(0, unlimited)),
		}}))),
	}})),
}})
