package exchange

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"time"

	"dealcoach/internal/coach"
)

// exported are the columns of an export. Import reads all of them.
var exported = []meaning{
	numberColumn, idColumn, nameColumn, companyColumn, contactColumn, roleColumn, othersColumn, benefitColumn, valueColumn, stageColumn, statusColumn,
	ownerColumn, ownerName, createdColumn, touchColumn, closedColumn, reasonColumn, realColumn, lineColumn, lookColumn,
	callColumn, callWhy, pauseColumn, pauseWhy, stepColumn, stepOn,
}

// Export writes an owner's deals as CSV in UTF-8, open and closed, by number, and
// returns how many. An empty owner is the whole team for a manager and Act.By for
// everybody else; somebody else's deals are a coach.Refusal unless a manager asks.
func (j Job) Export(ctx context.Context, owner string, w io.Writer) (int, error) {
	deals, err := j.deals(ctx, owner)
	if err != nil {
		return 0, err
	}
	out, err := newWriter(w, ',')
	if err != nil {
		return 0, err
	}
	cells := make([]string, len(exported))
	for i, m := range exported {
		cells[i] = names[m][0]
	}
	if err := out.write(cells); err != nil {
		return 0, err
	}
	nameOf := j.namer(ctx)
	for i, d := range deals {
		for k, m := range exported {
			cells[k] = j.exportCell(d, m, nameOf)
		}
		if err := out.write(cells); err != nil {
			return i, err
		}
	}
	return len(deals), out.flush()
}

// deals reads the deals that may be exported, by number.
func (j Job) deals(ctx context.Context, owner string) ([]coach.Deal, error) {
	if owner == "" && !j.Manager {
		owner = j.Act.By
	}
	if owner != j.Act.By && !j.Manager {
		return nil, coach.Refuse("You export your own deals only.", "Ask a manager for somebody else's.")
	}
	var open []coach.Deal
	var err error
	if owner == "" {
		open, _, err = j.Store.OpenAll(ctx, math.MaxInt32)
	} else {
		open, err = j.Store.OpenOf(ctx, owner)
	}
	if err != nil {
		return nil, err
	}
	closed, err := j.Store.ClosedOf(ctx, owner, math.MaxInt32)
	if err != nil {
		return nil, err
	}
	all := slices.Concat(open, closed)
	slices.SortFunc(all, func(a, b coach.Deal) int { return cmp.Compare(a.ID, b.ID) })
	return all, nil
}

// namer returns what people are called; empty when nobody knows.
func (j Job) namer(ctx context.Context) func(user string) string {
	known := map[string]string{}
	return func(user string) string {
		name, ok := known[user]
		if !ok && user != "" {
			if person, err := j.People.Find(ctx, user); err == nil {
				name = person.Name
			}
			known[user] = name
		}
		return name
	}
}

// exportCell is what an export says of a deal in a column.
func (j Job) exportCell(d coach.Deal, m meaning, nameOf func(string) string) string {
	switch m {
	case numberColumn:
		return d.Ref()
	case idColumn:
		return d.External
	case nameColumn:
		return d.Name
	case companyColumn:
		return d.Company
	case contactColumn:
		return d.Contact
	case roleColumn:
		return d.Role
	case othersColumn:
		return coach.ContactsText(d.Contacts, "; ")
	case benefitColumn:
		return d.Benefit
	case valueColumn:
		return amountCell(d.Value)
	case stageColumn:
		return d.Stage.Words()
	case statusColumn:
		return d.Status.Words()
	case ownerColumn:
		return d.Owner
	case ownerName:
		return nameOf(d.Owner)
	case createdColumn:
		return j.timeCell(d.Created)
	case touchColumn:
		return j.timeCell(d.Touch)
	case closedColumn:
		return j.timeCell(d.ClosedAt)
	case reasonColumn:
		return d.Reason
	case realColumn:
		return d.RealReason
	case lineColumn:
		return d.Line
	case lookColumn:
		return d.Revisit.String()
	case callColumn:
		return d.CallBack.On.String()
	case callWhy:
		return d.CallBack.Reason
	case pauseColumn:
		return d.Pause.Until.String()
	case pauseWhy:
		return d.Pause.Reason
	case stepColumn:
		return d.Next.Words
	case stepOn:
		return d.Next.On.String()
	}
	return ""
}

// amountCell writes an amount as every spreadsheet reads it: 12000 or 12000.50.
func amountCell(value coach.Money) string {
	switch {
	case value == 0:
		return ""
	case value%100 == 0:
		return strconv.FormatInt(int64(value/100), 10)
	default:
		return fmt.Sprintf("%d.%02d", value/100, value%100)
	}
}

// timeCell writes an instant so that it is the same one wherever it is read.
func (j Job) timeCell(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(j.Act.At.Location()).Format("2006-01-02 15:04 -07:00")
}

// historyLines is how many lines of each deal's history are exported: all there are.
const historyLines = 1000

// nobody reads an export as "you".
const nobody = "nobody"

// ExportHistory writes what happened to an owner's deals as CSV, the oldest first
// of each deal: when, who, what, from where. It returns the number of lines. The
// owner is as in Export.
func (j Job) ExportHistory(ctx context.Context, owner string, w io.Writer) (int, error) {
	deals, err := j.deals(ctx, owner)
	if err != nil {
		return 0, err
	}
	out, err := newWriter(w, ',')
	if err != nil {
		return 0, err
	}
	if err := out.write([]string{"#", "name", "when", "who", "who name", "what", "in words", "about", "note", "from where", "of the deal merged into it"}); err != nil {
		return 0, err
	}
	nameOf := j.namer(ctx)
	who := func(user string) string {
		if user == "" {
			return "The coach"
		}
		return cmp.Or(nameOf(user), "Somebody")
	}
	lines := 0
	for _, d := range deals {
		events, err := j.Store.History(ctx, d.ID, historyLines)
		if err != nil && !errors.Is(err, coach.ErrNotFound) {
			return lines, err
		}
		for _, e := range slices.Backward(events) {
			cells := []string{
				d.Ref(), d.Name, j.timeCell(e.At), e.By, nameOf(e.By), string(e.Kind),
				e.Words(nobody, who, j.Act.Today()), e.On.String(), e.Note, string(e.Via), "",
			}
			if e.Deal != 0 {
				cells[len(cells)-1] = coach.Deal{ID: e.Deal}.Ref()
			}
			if err := out.write(cells); err != nil {
				return lines, err
			}
			lines++
		}
	}
	return lines, out.flush()
}
