package coach

// AssignTo gives the deal to another owner. The clocks go on, because the silence
// is the same; the prompts about it begin anew, because the new owner has had
// none. What the old owner chose it for or wrote for the channel does not go
// along: both stand beside the owner's name.
func (d *Deal) AssignTo(a Act, owner string) error {
	if owner == d.Owner {
		return Refuse(d.Title()+" is theirs already.", "To see it: /deal show "+d.Ref())
	}
	d.Owner = owner
	d.Focus, d.Line, d.Asked = "", "", Asked{}
	d.Nudge = Nudge{Prompt: d.Nudge.Prompt, At: d.Nudge.At}
	d.record(a, Assigned, owner, Date{})
	return nil
}
