package blockkit

import (
	"maps"
	"unicode/utf8"
)

// maxTableText is the length of all cells of the tables of a message;
// maxDataText is that of its data tables.
const (
	maxTableText = 10_000
	maxDataText  = 20_000
)

// tableFields: https://docs.slack.dev/reference/block-kit/blocks/table-block.
var tableFields = []field{
	need("rows", list(1, 100, list(1, 20, variant(tableCells)))),
	may("column_settings", list(0, 20, columnSetting)),
}

// rawCells are those that a header may have, too.
var rawCells = map[string]shape{
	"raw_text":   {fields: []field{need("text", str(1, unlimited))}},
	"raw_number": {fields: []field{need("value", number), may("text", str(1, unlimited))}},
}

var tableCells = with(rawCells, map[string]shape{
	"rich_text": {fields: []field{need("elements", list(0, unlimited, richPart)), may("block_id", str(0, maxID))}},
})

func with(some, more map[string]shape) map[string]shape {
	joined := maps.Clone(some)
	maps.Copy(joined, more)
	return joined
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

// countTable allows one table in a message.
func countTable(c *checker, at string, _ map[string]any) {
	if c.tables++; c.tables == 2 {
		c.report(at, "only_one_table_allowed")
	}
}

// cellText limits the text in all tables of a kind together.
func cellText(most int) whole {
	return func(c *checker, at string, o map[string]any) {
		kind, _ := o["type"].(string)
		before := c.cellText[kind]
		c.cellText[kind] += textLength(o["rows"])
		if before <= most && c.cellText[kind] > most {
			c.report(member(at, "rows"), "must be less than %d characters", most+1)
		}
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
