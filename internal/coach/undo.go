package coach

import "time"

// UndoFor is how long a logged call can be taken back, in real time.
const UndoFor = 10 * time.Minute

// TakeBack puts the deal back to what it was before a change: before is the deal
// as it was read for it. What happened since is not lost, so a deal that changed
// again is refused.
func (d *Deal) TakeBack(a Act, before Deal) error {
	if d.Version != before.Version+1 {
		return Refuse(d.Title()+" has changed since, so I can't take that back.", "Log what is right with /call "+d.Ref())
	}
	prompt := d.Nudge.Prompt
	version := d.Version
	*d = before
	d.Version = version
	// A card that shows the deal must be drawn anew, whichever is newest.
	if prompt != "" {
		d.Nudge.Prompt = prompt
	}
	acted := d.Acted
	d.record(a, Undone, "", Date{})
	d.Acted = acted
	return nil
}
