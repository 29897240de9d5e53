package slack

import (
	"context"
	"slices"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// contactsShown is how much of a deal's contacts a card tells, in characters.
const contactsShown = 400

// contacts lists a deal's contacts when there are several; one alone is among the
// facts.
func (b *Bot) contacts(s *sheet, d coach.Deal) {
	if len(d.Contacts) > 0 {
		s.hint(plain("Contacts: " + coach.Cut(d.People(), contactsShown)))
	}
}

// meet notes somebody on their side, and offers to make them the main contact when
// there is another.
func (b *Bot) meet(ctx context.Context, c call, id int64, text string) (*sheet, error) {
	d, err := b.change(ctx, c, id, func(d *coach.Deal) error { return d.Meet(c.act, text) })
	if err != nil {
		return nil, err
	}
	is := coach.ParseContact(text)
	s := &sheet{}
	i := slices.IndexFunc(d.Contacts, func(o coach.Contact) bool { return o.Name == is.Name })
	if i < 0 {
		s.sayf("Noted on *%s*: the contact is %s.", plain(d.Title()), plain(nameAndRole(d.MainContact())))
		return s, nil
	}
	is = d.Contacts[i]
	if is.Left {
		s.sayf("Noted on *%s*: %s has left.", plain(d.Title()), plain(is.Name))
	} else {
		s.sayf("Noted on *%s*: another contact is %s. The main one, for what I suggest to say, is %s.",
			plain(d.Title()), plain(nameAndRole(is)), plain(d.Contact))
		s.buttons("contact", named(button(doMain, replyTo(c, d).with(hash(is.Name)).String(), "Make "+firstName(is.Name)+" the main contact"), d))
	}
	b.contacts(s, d)
	return s, nil
}

// nameAndRole tells of a contact how its name and role were understood.
func nameAndRole(c coach.Contact) string {
	if c.Role == "" {
		return c.Name
	}
	return c.Name + " (role: " + c.Role + ")"
}

// putFirst makes one of a deal's other contacts the main one.
func (b *Bot) putFirst(ctx context.Context, c call, at target) (*sheet, error) {
	d, err := b.change(ctx, c, at.deal, func(d *coach.Deal) error {
		for _, o := range append([]coach.Contact{d.MainContact()}, d.Contacts...) {
			if hash(o.Name) == at.answer {
				return d.PutFirst(c.act, o.Name)
			}
		}
		return d.PutFirst(c.act, "")
	})
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	s.sayf("The main contact of *%s* is %s now.", plain(d.Title()), plain(nameAndRole(d.MainContact())))
	b.contacts(s, d)
	return s, nil
}

// The main contact with the role, and the others, as fields of the form for a deal.
func contactOf(l coach.AddLine) string { return coach.Contact{Name: l.Contact, Role: l.Role}.String() }

func setContact(l *coach.AddLine, text string) error {
	c := coach.ParseContact(text)
	if c.Name == "" && c.Role != "" {
		return misfits(fieldContact, "I need a name before the role.", "Write it like: Jo Miller, CFO")
	}
	l.Contact, l.Role = c.Name, c.Role
	return nil
}

func othersOf(l coach.AddLine) string { return coach.ContactsText(l.Others, "\n") }

func setOthers(l *coach.AddLine, text string) (err error) {
	l.Others, err = coach.ParseContacts(text)
	return misfitOf(fieldOthers, err)
}

// othersInput is a field of several lines.
func othersInput(initial string) *slack.PlainTextInputBlockElement {
	lines := slack.NewPlainTextInputBlockElement(words("For example: Sam Lee, CTO"), fieldInput)
	lines.Multiline, lines.MaxLength, lines.InitialValue = true, coach.MaxContactsText, initial
	return lines
}
