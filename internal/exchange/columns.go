package exchange

import (
	"fmt"
	"strings"

	"dealcoach/internal/coach"
)

// columns say where in a row what stands.
type columns struct {
	header []string
	at     map[meaning]int
	orders map[meaning]dayOrder // of the columns with days
	notes  []string             // what was taken for granted
}

// dayColumns are the columns with days in them.
var dayColumns = []meaning{createdColumn, touchColumn, closedColumn, lookColumn, callColumn, pauseColumn, stepOn}

// readColumns understands a table's header, and its dates as far as only the whole
// column tells. Without anything to know a deal by it is a coach.Refusal.
func readColumns(t table) (columns, error) {
	c := columns{header: t.header, at: map[meaning]int{}, orders: map[meaning]dayOrder{}}
	said := map[meaning]dayOrder{}
	for i, text := range t.header {
		h := readHeader(text)
		if _, taken := c.at[h.means]; h.means != nothing && !taken {
			c.at[h.means] = i
			said[h.means] = h.order
		}
	}
	if !c.has(nameColumn) && !c.has(companyColumn) && !c.has(idColumn) && !c.has(numberColumn) {
		return columns{}, coach.Refuse("I don't see which column holds the deals' names. The header says: "+quoted(t.header)+".",
			"Write “name” above that column; the first row must be the header.")
	}
	c.decideDays(t, said)
	c.remark()
	return c, nil
}

func (c columns) has(m meaning) bool { _, ok := c.at[m]; return ok }

// cell returns what a row says in a column, empty when there is no such column.
func (c columns) cell(cells []string, m meaning) string {
	i, ok := c.at[m]
	if !ok || i >= len(cells) {
		return ""
	}
	return cells[i]
}

// told lists the columns for a plan.
func (c columns) told() []Column {
	all := make([]Column, len(c.header))
	for i, text := range c.header {
		all[i] = Column{Header: text}
	}
	for means, i := range c.at {
		if means != ourWord {
			all[i].Means = string(means)
		}
	}
	return all
}

// decideDays decides for each column whether the day or the month comes first: as
// the header says, as the dates themselves tell, as another column of the file does,
// or else the month.
func (c *columns) decideDays(t table, said map[meaning]dayOrder) {
	unsure := map[meaning]string{}
	file := undecided
	for _, m := range dayColumns {
		if !c.has(m) {
			continue
		}
		order, example := said[m], ""
		if order == undecided {
			order, example = c.orderOf(t, m)
		}
		c.orders[m] = order
		if order != undecided {
			file = order
		} else if example != "" {
			unsure[m] = example
		}
	}
	for _, m := range dayColumns {
		if c.has(m) && c.orders[m] == undecided {
			c.orders[m] = max(file, undecided)
			if file == undecided {
				c.orders[m] = monthFirst
			}
		}
		if example, ok := unsure[m]; ok && file == undecided {
			day, _, _ := readDay(example, monthFirst)
			c.notes = append(c.notes, fmt.Sprintf("“%s” in “%s” can be read in two ways; I take the month first: %s. If the day comes first, write “%s (DD/MM)” above the column.",
				example, c.header[c.at[m]], day, c.header[c.at[m]]))
		}
	}
}

// orderOf tells by a column's dates whether the day or the month comes first, or
// gives an example that can be read in both ways.
func (c columns) orderOf(t table, m meaning) (order dayOrder, example string) {
	votes := map[dayOrder]int{}
	for _, l := range t.rows {
		cell := c.cell(l.cells, m)
		first, second, ok := slashed(cell)
		switch {
		case !ok:
		case first > 12 && second <= 12:
			votes[dayFirst]++
		case second > 12 && first <= 12:
			votes[monthFirst]++
		case first != second && example == "":
			example = cell
		}
	}
	switch {
	case votes[dayFirst] > votes[monthFirst]:
		return dayFirst, ""
	case votes[monthFirst] > 0:
		return monthFirst, ""
	}
	return undecided, example
}

// remark notes what is missing and what follows from that.
func (c *columns) remark() {
	if !c.has(idColumn) && !c.has(numberColumn) {
		c.notes = append(c.notes, "No column has an external id. The same row is known again, but one that changes becomes a new deal.")
	}
	if !c.has(ownerColumn) && !c.has(ownerMail) && !c.has(ownerName) {
		c.notes = append(c.notes, "No column names the owner, so new deals become yours.")
	}
	if !c.has(touchColumn) {
		if c.has(createdColumn) {
			c.notes = append(c.notes, "No column tells the last touch, so a new deal's silence counts from the day it was created.")
		} else {
			c.notes = append(c.notes, "No column tells the last touch, so a new deal's silence counts from today.")
		}
	}
}

// quoted lists texts in a sentence.
func quoted(texts []string) string {
	const most = 12
	var all []string
	for _, text := range texts[:min(len(texts), most)] {
		all = append(all, "“"+coach.Cut(text, 40)+"”")
	}
	if len(texts) > most {
		all = append(all, "…")
	}
	return strings.Join(all, ", ")
}
