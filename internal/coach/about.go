package coach

// About is everything that is kept of one person, for whoever asks what that is.
type About struct {
	Rep     Rep
	Known   bool           // there is a record of the rep
	Home    string         // how they look at their Home tab; empty: never changed
	Watches bool           // they look at the team on it
	Absent  bool           // they were gone or away for long when they were looked at last
	Saves   []SettingsSave // what they saved of the team's settings

	Deals     []DealStory // theirs, deleted ones included
	Elsewhere []DealStory // what they did with others' deals, or was done with them: those lines alone
	Prompts   []Prompt
	Digests   []Mention
	Messages  []KeptMessage
}

// DealStory is a deal and what happened to it, the newest first.
type DealStory struct {
	Deal   Deal
	Events []Event
}

// Mention is what a digest says of a person's deal.
type Mention struct {
	Digest string
	Ended
}

// KeptMessage is what is kept of a message to a person.
type KeptMessage struct {
	ID, Kind, State string
	Posted
}

// Named returns all deals that the digest names as closed or chosen.
func (d Digest) Named() []Ended {
	var all []Ended
	for _, o := range []Outcome{d.Won, d.LetGo, d.Lost} {
		all = append(append(all, o.Top...), o.More...)
	}
	for _, f := range d.Focus {
		all = append(all, f.Ended)
	}
	return all
}
