// Package exchange brings deals in from a CSV file and gives them out as one. It
// knows coach and nothing else of the program: who keeps the deals and who knows
// the people is told to it.
//
// The tour:
//
//	job.go                  who imports or exports, and with what
//	encoding.go, table.go   from bytes to rows of cells, whatever wrote them
//	columns.go, header.go   what a column is about, by its name
//	cells.go, dates.go      what a cell says: amounts, stages, days
//	rows.go                 a row of cells as a coach.Row
//	plan.go                 what an import would do, before it does it
//	import.go, report.go    doing it, chunk by chunk, and what went wrong
//	decide.go               what becomes of a row, as the deals are now
//	export.go               the way out; what export writes, import reads
//
// A row is known again by its external id, by our own number, or else by what it
// says. So the same file may be sent as often as one likes: a row that was taken
// before changes nothing, and an import that was cut short goes on where it was.
package exchange
