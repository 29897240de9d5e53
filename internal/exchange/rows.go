package exchange

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dealcoach/internal/coach"
)

// reader understands the rows of one file.
type reader struct {
	Job
	columns
	dates  dates
	people map[string]answer
	seen   map[string]int // from what a row is known by to the row that had it first
}

// answer is what People said.
type answer struct {
	coach.Person
	err error
}

// entry is a row, understood.
type entry struct {
	line
	coach.Row
	number int64 // our own; 0 for none
	wrong  error // a coach.Refusal; then nothing else counts
}

func newRowReader(j Job, c columns) *reader {
	return &reader{Job: j, columns: c, dates: dates{now: j.Act.At}, people: map[string]answer{}, seen: map[string]int{}}
}

// read understands a row. The error is about more than the row.
func (r *reader) read(ctx context.Context, l line) (entry, error) {
	e := entry{line: l}
	err := r.fill(ctx, &e)
	var refusal coach.Refusal
	if errors.As(err, &refusal) {
		e.wrong = refusal
		return e, nil
	}
	return e, err
}

func (r *reader) fill(ctx context.Context, e *entry) error {
	if len(e.cells) > len(r.header) && strings.Join(e.cells[len(r.header):], "") != "" {
		return coach.Refuse(fmt.Sprintf("This row has %d cells, and the header %d.", len(e.cells), len(r.header)),
			"Put a cell in quotation marks if it has the delimiter in it.")
	}
	text := func(m meaning) string { return r.cell(e.cells, m) }
	if err := r.identify(e, text); err != nil {
		return err
	}
	e.Name, e.Company = oneLine(text(nameColumn)), oneLine(text(companyColumn))
	if e.Name == "" {
		e.Name, e.Company = e.Company, ""
	}
	e.Contact, e.Benefit = oneLine(text(contactColumn)), text(benefitColumn)
	if e.Contact == "" {
		e.Contact = oneLine(text(mailColumn))
	}
	var err error
	if e.Others, err = coach.ParseContacts(text(othersColumn)); err != nil {
		return err
	}
	e.Role = oneLine(text(roleColumn))
	if cell := text(valueColumn); cell != "" {
		value, err := readAmount(cell)
		if err != nil {
			return err
		}
		e.Value, e.HasValue = value, true
	}
	if err := r.standing(e, text); err != nil {
		return err
	}
	if err := r.days(e, text); err != nil {
		return err
	}
	e.Reason, e.RealReason, e.Row.Line = text(reasonColumn), text(realColumn), text(lineColumn)
	e.CallBack.Reason, e.Pause.Reason, e.Next.Words = text(callWhy), text(pauseWhy), text(stepColumn)
	if err := r.owner(ctx, e, text); err != nil {
		return err
	}
	return r.once(e)
}

// oneLine makes a name of what was written over several lines.
func oneLine(text string) string { return strings.ReplaceAll(text, "\n", " ") }

// identify reads what the row's deal is known by. In a column of ids, "#12" is our
// own number.
func (r *reader) identify(e *entry, text func(meaning) string) error {
	e.External = text(idColumn)
	ours := text(numberColumn)
	if strings.HasPrefix(e.External, "#") && ours == "" {
		e.External, ours = "", e.External
	}
	if ours == "" {
		return nil
	}
	digits := strings.TrimPrefix(ours, "#")
	if _, err := fmt.Sscanf(digits+" .", "%d .", &e.number); err != nil || e.number <= 0 {
		return coach.Refuse("“"+coach.Cut(ours, 40)+"” is no number of a deal.", "Write it like #12, or leave the cell empty to add a new deal.")
	}
	return nil
}

// standing reads the stage and the status.
func (r *reader) standing(e *entry, text func(meaning) string) error {
	var err error
	if cell := text(stageColumn); cell != "" {
		if e.Stage, e.Status, err = readStage(cell); err != nil {
			return err
		}
	}
	if cell := text(statusColumn); cell != "" {
		e.Status, err = readStatus(cell)
	}
	return err
}

// days reads all that has a day.
func (r *reader) days(e *entry, text func(meaning) string) error {
	for _, one := range []struct {
		m     meaning
		usual coach.Clock
		is    *coach.Instant
	}{
		{createdColumn, r.Settings.Work.From, &e.Created}, {touchColumn, r.Settings.Work.To, &e.Touch},
		{closedColumn, 12 * 60, &e.Closed}, // before any digest of that day
	} {
		if cell := text(one.m); cell != "" {
			at, err := r.dates.instant(cell, r.orders[one.m], one.m, one.usual)
			if err != nil {
				return err
			}
			*one.is = at
		}
	}
	for _, one := range []struct {
		m  meaning
		is *coach.Date
	}{{lookColumn, &e.Revisit}, {callColumn, &e.CallBack.On}, {pauseColumn, &e.Pause.Until}, {stepOn, &e.Next.On}} {
		if cell := text(one.m); cell != "" {
			day, err := r.dates.day(cell, r.orders[one.m], one.m)
			if err != nil {
				return err
			}
			*one.is = day
		}
	}
	return nil
}

// owner finds whose the deal is. Without a word of it, a new deal belongs to whoever
// sends the file.
func (r *reader) owner(ctx context.Context, e *entry, text func(meaning) string) error {
	said := ""
	for _, m := range []meaning{ownerColumn, ownerMail, ownerName} {
		if said = text(m); said != "" {
			break
		}
	}
	if said == "" {
		return nil
	}
	known, ok := r.people[said]
	if !ok {
		person, err := r.People.Find(ctx, said)
		var refusal coach.Refusal
		if err != nil && !errors.As(err, &refusal) {
			return fmt.Errorf("row %d: find the owner: %w", e.line.row, err)
		}
		known = answer{person, err}
		r.people[said] = known
	}
	switch {
	case known.err != nil:
		return known.err
	case known.ID != r.Act.By && !r.Manager:
		return coach.Refuse("The owner is "+known.Name+", and you import your own deals only.",
			"Leave it out, or ask a manager to import it.")
	case known.Gone && (e.Status == "" || e.Status == coach.Open):
		return coach.Refuse(known.Name+" is not in the workspace any more.", "Write who looks after the deal now.")
	}
	e.Owner = known.ID
	return nil
}

// once sees to it that a file speaks of a deal once, and gives a row without an
// external id or number a key: what it says, whose it is, and which of several that
// say the same it is. The order of the columns does not matter.
func (r *reader) once(e *entry) error {
	name := ""
	switch {
	case e.External != "":
		name = "external id " + e.External
	case e.number > 0:
		name = fmt.Sprintf("deal #%d", e.number)
	default:
		h := sha256.New()
		for _, m := range slices.Sorted(maps.Keys(r.at)) {
			switch m {
			case ownerColumn, ownerMail, ownerName, ourWord:
			default:
				if cell := r.cell(e.cells, m); cell != "" {
					fmt.Fprintf(h, "%s\x00%s\x00", m, cell)
				}
			}
		}
		owner := e.Owner
		if owner == "" {
			owner = r.Act.By
		}
		fmt.Fprintf(h, "owner\x00%s", owner)
		sum := h.Sum(nil)
		key := base64.RawURLEncoding.EncodeToString(sum[:15])
		r.seen[key]++
		if n := r.seen[key]; n > 1 {
			key += "." + itoa(n)
		}
		e.Key = key
		return nil
	}
	if first, twice := r.seen[name]; twice {
		return coach.Refuse("The "+name+" is in row "+itoa(first)+" already.", "Leave one of the two rows out.")
	}
	r.seen[name] = e.line.row
	return nil
}
