package blockkit

// Charts: https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block.
// Slack's page gave 6 segments or series at first and 12 later; the lower one
// is safe everywhere.
const (
	maxCharts   = 2 // in a message
	chartLabel  = 20
	chartTitle  = 50
	chartSeries = 6
	chartPoints = 20
)

var chartFields = []field{
	need("title", str(1, chartTitle)),
	need("chart", variant(charts)),
}

var charts = map[string]shape{
	"pie":  {fields: []field{need("segments", list(1, chartSeries, is(point(positive))))}},
	"bar":  plot,
	"area": plot,
	"line": plot,
}

var plot = shape{also: plotted, fields: []field{
	need("series", list(1, chartSeries, is(shape{fields: []field{
		need("name", str(1, chartLabel)),
		need("data", list(1, chartPoints, is(point(number)))),
	}}))),
	need("axis_config", is(shape{fields: []field{
		need("categories", list(1, chartPoints, str(1, chartLabel))),
		may("x_label", str(0, chartTitle)),
		may("y_label", str(0, chartTitle)),
	}})),
}}

func point(value rule) shape {
	return shape{fields: []field{need("label", str(1, chartLabel)), need("value", value)}}
}

func positive(c *checker, at string, v any) {
	number(c, at, v)
	if n, ok := v.(float64); ok && n <= 0 {
		c.report(at, "must be greater than 0")
	}
}

func countChart(c *checker, at string, _ map[string]any) {
	if c.charts++; c.charts == maxCharts+1 {
		c.report(at, "no more than %d data_visualization blocks allowed", maxCharts)
	}
}

// plotted reports categories and series named twice, and series that do not
// have exactly one point for each category.
func plotted(c *checker, at string, o map[string]any) {
	axis, _ := o["axis_config"].(map[string]any)
	listed, _ := axis["categories"].([]any)
	categories := map[string]bool{}
	for i, v := range listed {
		if name, ok := v.(string); ok {
			c.unique(item(member(member(at, "axis_config"), "categories"), i), "categories", name, categories)
		}
	}
	names := map[string]bool{}
	series, _ := o["series"].([]any)
	for i, v := range series {
		s, _ := v.(map[string]any)
		where := item(member(at, "series"), i)
		if name, ok := s["name"].(string); ok {
			c.unique(member(where, "name"), "name", name, names)
		}
		if data, ok := s["data"].([]any); ok && !covers(data, categories) {
			c.report(member(where, "data"), "must have one point for each category")
		}
	}
}

func covers(data []any, categories map[string]bool) bool {
	seen := map[string]bool{}
	for _, v := range data {
		p, _ := v.(map[string]any)
		label, _ := p["label"].(string)
		if !categories[label] || seen[label] {
			return false
		}
		seen[label] = true
	}
	return len(seen) == len(categories)
}
