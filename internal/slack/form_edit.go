package slack

import (
	"context"
	"strconv"
	"strings"

	"dealcoach/internal/coach"
)

// edit opens the form with what is known of a deal.
func (b *Bot) edit(ctx context.Context, c call) (*sheet, error) {
	id, rest, err := b.find(ctx, c, true)
	if err != nil {
		return nil, err
	}
	if rest != "" {
		return nil, coach.Refuse("I did not expect “"+coach.Cut(rest, 60)+"” after the deal's name.", "Leave it out: the form asks for the rest.")
	}
	return b.ownForm(ctx, c, formEdit, id)
}

// editForm is the form for what is known of a deal. It carries what each field
// held when it was opened.
func (b *Bot) editForm(d coach.Deal) *sheet {
	f := basicForm(formEdit, "Edit "+coach.Cut(d.Ref(), 15), d.Basics())
	view := f.view()
	view.PrivateMetadata = opened{d.ID, marksOf(d.Basics())}.String()
	return inForm(view, "The form did not open. Nothing is lost.", "Try it once more: /deal edit "+d.Ref())
}

// opened is what the form was opened with: the deal, and a mark of each field.
type opened struct {
	deal  int64
	marks []string
}

// String writes it for the form's hidden part.
func (o opened) String() string {
	return strconv.FormatInt(o.deal, 10) + " " + strings.Join(o.marks, " ")
}

func readOpened(text string) (opened, bool) {
	parts := strings.Fields(text)
	if len(parts) == len(basics) { // it was opened by a program that had no other contacts
		parts = append(parts, hash(""))
	}
	if len(parts) != 1+len(basics) {
		return opened{}, false
	}
	id, err := strconv.ParseInt(parts[0], 10, 64)
	return opened{id, parts[1:]}, err == nil && id > 0
}

// marksOf tells the fields of a deal apart from what they were.
func marksOf(line coach.AddLine) []string {
	marks := make([]string, len(basics))
	for i, one := range basics {
		marks[i] = hash(one.tidy(one.get(line)))
	}
	return marks
}

// fillEdit writes the fields that were changed in the form. One that somebody
// else has changed since it was opened is left as it is, and the person is told;
// nothing is saved then.
func (b *Bot) fillEdit(ctx context.Context, c call, hidden string, typed map[string]string) (*sheet, error) {
	from, ok := readOpened(hidden)
	if !ok {
		return nil, unknownForm()
	}
	var to coach.AddLine
	for _, one := range basics {
		if err := one.set(&to, one.tidy(typed[one.field])); err != nil {
			return nil, err
		}
	}
	wanted := marksOf(to)
	d, err := b.change(ctx, c, from.deal, func(d *coach.Deal) error {
		line := d.Basics()
		now := marksOf(line)
		for i, one := range basics {
			switch {
			case wanted[i] == from.marks[i], wanted[i] == now[i]:
				continue
			case now[i] != from.marks[i]:
				return misfits(one.field, "This was changed meanwhile: “"+coach.Cut(one.get(line), 80)+"”.",
					"Nothing was saved. Write that to keep it, or open the form again to change it.")
			}
			if err := one.set(&line, one.get(to)); err != nil {
				return err
			}
		}
		return d.Edit(c.act, line)
	})
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	s.sayf("*%s* is up to date: %s.", plain(d.Title()), b.facts(d))
	return s, nil
}
