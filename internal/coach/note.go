package coach

import "strings"

// Write adds a note to the deal's history. It is neither a touch nor an attempt,
// and a closed deal takes it too.
func (d *Deal) Write(a Act, note string) error {
	note = strings.TrimSpace(note)
	if note == "" {
		return Refuse("What is the note?", "For example: /deal note "+d.Ref()+" their fiscal year ends in June")
	}
	d.record(a, Noted, note, Date{})
	return nil
}
