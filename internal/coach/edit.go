package coach

import "strings"

// Basics are what a rep typed when the deal was added, as they are now.
func (d Deal) Basics() AddLine {
	return AddLine{
		Name: d.Name, Company: d.Company, Contact: d.Contact, Role: d.Role, Others: d.Contacts, Benefit: d.Benefit,
		Value: d.Value, HasValue: d.Value != 0, Stage: d.Stage,
	}
}

// Edit puts the basics right. It resets no clock, and a closed deal takes it too.
// Another stage is a move like any other.
func (d *Deal) Edit(a Act, to AddLine) error {
	to, err := to.checked()
	if err != nil {
		return err
	}
	was := d.Basics()
	moves := to.Stage != was.Stage && d.IsOpen()
	var changed, details []string
	for _, one := range []struct{ what, was, is string }{
		{"name", was.Name, to.Name}, {"company", was.Company, to.Company}, {"contact", Contact{Name: was.Contact, Role: was.Role}.String(), Contact{Name: to.Contact, Role: to.Role}.String()},
		{"other contacts", ContactsText(was.Others, "; "), ContactsText(to.Others, "; ")},
		{"value", was.Value.amount(), to.Value.amount()}, {"benefit", was.Benefit, to.Benefit},
		{"stage", was.Stage.Words(), to.Stage.Words()},
	} {
		if one.was != one.is && (one.what != "stage" || !moves) {
			changed = append(changed, one.what)
			details = append(details, from(one.what, one.was, one.is))
		}
	}
	if len(changed) == 0 && !moves {
		return Refuse("Nothing is different yet.", "Change something, or leave it as it is with Cancel.")
	}
	d.Name, d.Company, d.Contact, d.Role, d.Contacts = to.Name, to.Company, to.Contact, to.Role, to.Others
	d.Benefit, d.Value = to.Benefit, to.Value
	if len(changed) > 0 {
		d.record(a, Edited, "its "+listed(changed)+"\n"+strings.Join(details, "\n"), Date{})
	}
	if moves {
		return d.MoveTo(a, to.Stage)
	}
	d.Stage = to.Stage
	return nil
}

// from tells in a line what something was before a change, and what it is now.
func from(what, was, is string) string {
	word := func(text string) string {
		if text = strings.Join(strings.Fields(text), " "); text == "" {
			return "nothing"
		}
		return text
	}
	return what + ": " + word(was) + " → " + word(is)
}

// listed joins words as in a sentence: "name, value and stage".
func listed(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
