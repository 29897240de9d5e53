package coach

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Contact is one more person on their side.
type Contact struct {
	Name string
	Role string // empty when it is not known
	Left bool   // somebody else has taken over from them
}

// How many contacts a deal takes besides the main one, and how long all of them
// may be as one text: a form's field holds no more.
const (
	MaxContacts     = 20
	MaxContactsText = 3000
)

// left marks somebody who is not there any more, where contacts are written.
const left = "(left)"

// ParseContact reads "Jo Miller, CFO" or "Ann (left)": a name, a role after the
// first comma, and whether they have left. Semicolons, which stand between
// contacts, become commas.
func ParseContact(text string) Contact {
	text = strings.Join(strings.Fields(strings.ReplaceAll(text, ";", ",")), " ")
	var c Contact
	if n := len(text) - len(left); n >= 0 && strings.EqualFold(text[n:], left) {
		text, c.Left = text[:n], true
	}
	name, role, _ := strings.Cut(text, ",")
	c.Name, c.Role = strings.TrimSpace(name), strings.Trim(role, " ,")
	return c
}

// String writes it as ParseContact reads it.
func (c Contact) String() string {
	text := c.Name
	if c.Role != "" {
		text += ", " + c.Role
	}
	if c.Left {
		text += " " + left
	}
	return text
}

func (c Contact) is(name string) bool { return strings.EqualFold(c.Name, name) }

// ParseContacts reads contacts one a line, or with semicolons between them. It
// refuses more than a deal takes.
func ParseContacts(text string) ([]Contact, error) {
	var all []Contact
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == ';' }) {
		c := ParseContact(line)
		if c == (Contact{}) {
			continue
		}
		if c.Name == "" {
			return nil, Refuse("I need a name before “"+Cut(c.Role, 60)+"”.", "Write one a line, like: Jo Miller, CFO")
		}
		if !slices.ContainsFunc(all, func(o Contact) bool { return o.is(c.Name) }) {
			all = append(all, c)
		}
	}
	return all, checkContacts(all)
}

// checkContacts refuses what a deal can't keep besides its main contact.
func checkContacts(all []Contact) error {
	for _, c := range all {
		if n := utf8.RuneCountInString(c.Name); n > MaxName {
			return tooLong("That contact", n, MaxName)
		}
		if n := utf8.RuneCountInString(c.Role); n > MaxName {
			return tooLong("That role", n, MaxName)
		}
	}
	if len(all) > MaxContacts {
		return Refuse("Those are "+strconv.Itoa(len(all))+" other contacts; I can keep "+strconv.Itoa(MaxContacts)+".",
			"Leave out who does not matter any more.")
	}
	if n := utf8.RuneCountInString(ContactsText(all, "\n")); n > MaxContactsText {
		return Refuse("The other contacts have "+strconv.Itoa(n)+" characters; I can keep "+strconv.Itoa(MaxContactsText)+".",
			"Shorten the roles, or leave somebody out.")
	}
	return nil
}

// ContactsText writes contacts one after the other, as ParseContacts reads them
// with a line break or a semicolon in between.
func ContactsText(all []Contact, between string) string {
	texts := make([]string, len(all))
	for i, c := range all {
		texts[i] = c.String()
	}
	return strings.Join(texts, between)
}

// MainContact is the contact with the role; its name is empty when none is known.
func (d Deal) MainContact() Contact { return Contact{Name: d.Contact, Role: d.Role} }

// People lists all contacts in a line: "Jo Miller, CFO · Sam Lee · left: Ann".
func (d Deal) People() string {
	var here, gone []string
	if d.Contact != "" {
		here = append(here, d.MainContact().String())
	}
	for _, c := range d.Contacts {
		if !c.Left {
			here = append(here, c.String())
			continue
		}
		c.Left = false
		gone = append(gone, c.String())
	}
	if len(gone) > 0 {
		here = append(here, "left: "+strings.Join(gone, "; "))
	}
	return strings.Join(here, " · ")
}

// Meet notes somebody on their side: as the main contact when there is none, and
// otherwise as one more. Who is known already gets the role that is given now.
// Replacing one who left is an answer, not this: it starts the deal again at
// qualification.
func (d *Deal) Meet(a Act, text string) error {
	c := ParseContact(text)
	if c.Name == "" {
		return Refuse("What is the contact's name?", "For example: /deal know "+d.Ref()+" contact Jo Miller, CFO")
	}
	if err := checkContacts([]Contact{c}); err != nil {
		return err
	}
	is := d.MainContact()
	if c.Left && is.is(c.Name) {
		return Refuse(d.Contact+" is the main contact of "+d.Title()+".",
			"First tell me who it is now: /deal know "+d.Ref()+" contact Jo Miller, and make Jo the main contact.")
	}
	if d.Contact == "" && !c.Left || is.is(c.Name) {
		was := is.String()
		is.Name = c.Name
		if c.Role != "" {
			is.Role = c.Role
		}
		d.Contact, d.Role = is.Name, is.Role
		d.record(a, Learned, instead("contact", was, is.String()), Date{})
		return nil
	}
	others := slices.Clone(d.Contacts)
	if i := slices.IndexFunc(others, func(o Contact) bool { return o.is(c.Name) }); i >= 0 {
		if c.Role == "" {
			c.Role = others[i].Role
		}
		others[i] = c
	} else {
		others = append(others, c)
	}
	if err := checkContacts(others); err != nil {
		return err
	}
	was := ContactsText(d.Contacts, "; ")
	d.Contacts = others
	d.record(a, Learned, "contact: "+c.String()+"\n"+from("other contacts", was, ContactsText(others, "; ")), Date{})
	return nil
}

// PutFirst makes one of the other contacts the main one, for the scripts. The one
// who was stays as another.
func (d *Deal) PutFirst(a Act, name string) error {
	i := slices.IndexFunc(d.Contacts, func(c Contact) bool { return c.is(name) })
	switch {
	case d.MainContact().is(name) && name != "":
		return Refuse(d.Contact+" is the main contact of "+d.Title()+" already.", "")
	case i < 0:
		return Refuse("That contact is not kept with "+d.Title()+" any more.", "See who is with /deal show "+d.Ref())
	}
	was := d.MainContact()
	d.succeed(d.Contacts[i], false)
	d.record(a, Learned, "main contact: "+d.Contact+"\n"+from("main contact", was.String(), d.MainContact().String()), Date{})
	return nil
}

// succeed makes somebody the main contact and keeps the one who was as another.
// When there are too many, whoever left first goes, and then whoever came first:
// the history still tells.
func (d *Deal) succeed(to Contact, left bool) {
	was := d.MainContact()
	others := slices.DeleteFunc(slices.Clone(d.Contacts), func(c Contact) bool { return c.is(to.Name) || c.is(was.Name) })
	if was.Name != "" && !was.is(to.Name) {
		// A name that was imported may be written otherwise than a contact's here.
		was = Contact{Name: strings.ReplaceAll(was.Name, ";", ","), Role: was.Role, Left: left}
		others = append(others, was)
	}
	for len(others) > 1 && checkContacts(others) != nil {
		i := max(0, slices.IndexFunc(others[:len(others)-1], func(c Contact) bool { return c.Left }))
		others = slices.Delete(others, i, i+1)
	}
	d.Contact, d.Role, d.Contacts = to.Name, to.Role, others
	if len(others) == 0 {
		d.Contacts = nil
	}
}

// unite adds those whom another deal knows besides, as long as there is room.
func (d *Deal) unite(other Deal) {
	others := slices.Clone(d.Contacts)
	for _, c := range append([]Contact{other.MainContact()}, other.Contacts...) {
		known := func(o Contact) bool { return o.is(c.Name) }
		if c.Name == "" || d.MainContact().is(c.Name) || slices.ContainsFunc(others, known) {
			continue
		}
		if more := append(slices.Clone(others), c); checkContacts(more) == nil {
			others = more
		}
	}
	d.Contacts = others
}
