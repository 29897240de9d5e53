package blockkit

// dataTableFields: https://docs.slack.dev/reference/block-kit/blocks/data-table-block.
// Slack's page first said 101 rows and later 201, the header included; the
// lower one is safe everywhere.
var dataTableFields = []field{
	need("caption", str(1, unlimited)),
	need("rows", list(2, 101, list(1, 20, variant(dataCells)))),
	may("page_size", integer(1, 100)),
	may("row_header_column_index", integer(0, 19)),
}

var dataCells = with(tableCells, map[string]shape{
	"action_cell": {fields: []field{need("element", element("action_cell")), may("fallback", variant(rawCells))}},
})

// headerRow allows only plain cells in the first row.
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

// sameCells reports the first row that is not as long as the header.
func sameCells(c *checker, at string, o map[string]any) {
	rows, _ := o["rows"].([]any)
	for i, v := range rows {
		first, _ := rows[0].([]any)
		if row, ok := v.([]any); ok && len(row) != len(first) {
			c.report(item(member(at, "rows"), i), "must have as many cells as the first row")
			return
		}
	}
}

// rowHeader reports a row_header_column_index beyond the last column.
func rowHeader(c *checker, at string, o map[string]any) {
	rows, _ := o["rows"].([]any)
	index, ok := o["row_header_column_index"].(float64)
	if !ok || len(rows) == 0 {
		return
	}
	if first, ok := rows[0].([]any); ok && index >= float64(len(first)) && index <= 19 {
		c.report(member(at, "row_header_column_index"), "must be less than %d", len(first))
	}
}
