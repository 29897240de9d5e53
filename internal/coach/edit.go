package coach

import "strings"

// Basics are what a rep typed when the deal was added, as they are now.
func (d Deal) Basics() AddLine {
	return AddLine{
		Name: d.Name, Company: d.Company, Contact: d.Contact, Benefit: d.Benefit,
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
	var changed []string
	for _, one := range []struct {
		what    string
		differs bool
	}{
		{"name", to.Name != was.Name}, {"company", to.Company != was.Company}, {"contact", to.Contact != was.Contact},
		{"value", to.Value != was.Value}, {"benefit", to.Benefit != was.Benefit},
		{"stage", to.Stage != was.Stage && !d.IsOpen()},
	} {
		if one.differs {
			changed = append(changed, one.what)
		}
	}
	moves := to.Stage != was.Stage && d.IsOpen()
	if len(changed) == 0 && !moves {
		return Refuse("Nothing is different yet.", "Change something, or leave it as it is with Cancel.")
	}
	d.Name, d.Company, d.Contact, d.Benefit, d.Value = to.Name, to.Company, to.Contact, to.Benefit, to.Value
	if len(changed) > 0 {
		d.record(a, Edited, "its "+listed(changed), Date{})
	}
	if moves {
		return d.MoveTo(a, to.Stage)
	}
	d.Stage = to.Stage
	return nil
}

// listed joins words as in a sentence: "name, value and stage".
func listed(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
