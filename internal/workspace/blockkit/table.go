package blockkit

import (
	"maps"
	"slices"
	"unicode/utf8"
)

// maxTableText is the length of all cells of the tables of a message.
const maxTableText = 10_000

// tableFields: https://docs.slack.dev/reference/block-kit/blocks/table-block.
var tableFields = []field{
	need("rows", list(1, 100, list(1, 20, cell("raw_text", "raw_number", "rich_text")))),
	may("column_settings", list(0, 20, columnSetting)),
}

// dataTableFields: https://docs.slack.dev/reference/block-kit/blocks/data-table-block.
// Slack's page first said 101 rows and later 201, the header included.
var dataTableFields = []field{
	need("caption", str(1, unlimited)),
	need("rows", list(2, 201, list(1, 20, cell("raw_text", "raw_number", "rich_text", "action_cell")))),
	may("page_size", integer(1, 100)),
}

var cells = map[string]shape{
	"raw_text":    {fields: []field{need("text", str(1, unlimited))}},
	"raw_number":  {fields: []field{need("value", number), may("text", str(0, unlimited))}},
	"rich_text":   {fields: []field{need("elements", list(0, unlimited, richPart))}},
	"action_cell": {open: true},
}

func cell(kinds ...string) rule {
	shapes := maps.Clone(cells)
	maps.DeleteFunc(shapes, func(kind string, _ shape) bool { return !slices.Contains(kinds, kind) })
	return variant(shapes)
}

// A null keeps the default of a column.
func columnSetting(c *checker, at string, v any) {
	if v != nil {
		is(shape{fields: []field{
			may("align", enum("left", "center", "right")),
			may("is_wrapped", boolean),
		}})(c, at, v)
	}
}

// countTable allows one table, of either kind, in a message, and limits the
// text of the older kind.
func countTable(c *checker, at string, o map[string]any) {
	if c.tables++; c.on == message && c.tables == 2 {
		c.report(at, "only_one_table_allowed")
	}
	if o["type"] == "table" && textLength(o["rows"]) > maxTableText {
		c.report(member(at, "rows"), "must be less than %d characters", maxTableText+1)
	}
}

// textLength adds up every "text" inside v.
func textLength(v any) int {
	n := 0
	switch v := v.(type) {
	case []any:
		for _, v := range v {
			n += textLength(v)
		}
	case map[string]any:
		for name, v := range v {
			if s, ok := v.(string); ok && name == "text" {
				n += utf8.RuneCountInString(s)
			} else {
				n += textLength(v)
			}
		}
	}
	return n
}

// headerRow allows only plain cells in the first row of a data_table.
func headerRow(c *checker, at string, o map[string]any) {
	rows, _ := o["rows"].([]any)
	if len(rows) == 0 {
		return
	}
	first, _ := rows[0].([]any)
	for i, v := range first {
		if o, ok := v.(map[string]any); ok && (o["type"] == "rich_text" || o["type"] == "action_cell") {
			c.unsupported(item(item(member(at, "rows"), 0), i), o["type"].(string))
		}
	}
}
