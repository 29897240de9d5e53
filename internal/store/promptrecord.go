package store

import "dealcoach/internal/coach"

// repRecord is what is stored of a rep.
type repRecord struct {
	S        int         `json:"s"`
	Since    stamp       `json:"t,omitzero"`
	Zone     string      `json:"z,omitzero"`
	LookedOn day         `json:"on,omitzero"`
	Back     day         `json:"back,omitzero"`
	AwayFrom day         `json:"away,omitzero"`
	From     coach.Clock `json:"from,omitzero"`
	To       coach.Clock `json:"to,omitzero"`
}

func newRepRecord(r coach.Rep) repRecord {
	own := !r.Back.IsZero() || !r.AwayFrom.IsZero() || r.From != 0 || r.To != 0 // who is off, or has own hours
	return repRecord{
		S: schemaFor(own), Since: stamp{r.Since}, Zone: r.Zone, LookedOn: day{r.LookedOn},
		Back: day{r.Back}, AwayFrom: day{r.AwayFrom}, From: r.From, To: r.To,
	}
}

func (r repRecord) rep(id string, version int64) coach.Rep {
	return coach.Rep{
		ID: id, Version: version, Since: r.Since.Time, Zone: r.Zone, LookedOn: r.LookedOn.Date,
		Back: r.Back.Date, AwayFrom: r.AwayFrom.Date, From: r.From, To: r.To,
	}
}

// promptRecord is a prompt as it is stored.
type promptRecord struct {
	S        int          `json:"s"`
	Rep      string       `json:"o"`
	On       day          `json:"on,omitzero"`
	At       stamp        `json:"t,omitzero"`
	NotAfter stamp        `json:"na,omitzero"`
	Cards    []cardRecord `json:"c,omitempty"`
	More     []cardRecord `json:"m,omitempty"`
	Focus    []int64      `json:"fo,omitempty"`
	TooMany  int          `json:"tm,omitzero"`
	LetGo    int64        `json:"lg,omitzero"`
	Ended    []int64      `json:"ed,omitempty"`
	MoreEnds int          `json:"em,omitzero"`
	DigestAt stamp        `json:"da,omitzero"`
}

type cardRecord struct {
	Deal      int64  `json:"d"`
	Situation string `json:"st,omitzero"`
	Why       string `json:"w,omitzero"`
	Script    string `json:"s,omitzero"`
	Variant   string `json:"v,omitzero"`
	Before    string `json:"bs,omitzero"`
	BeforeVar string `json:"bv,omitzero"`
}

func newPromptRecord(p coach.Prompt) promptRecord {
	return promptRecord{
		S: before, Rep: p.Rep, On: day{p.On}, At: stamp{p.At}, NotAfter: stamp{p.NotAfter},
		Cards: cardRecords(p.Cards), More: cardRecords(p.More), Focus: p.Focus, TooMany: p.TooMany, LetGo: p.LetGo,
		Ended: p.Ended, MoreEnds: p.MoreEnded, DigestAt: stamp{p.DigestAt},
	}
}

func (r promptRecord) prompt(id string) coach.Prompt {
	return coach.Prompt{
		ID: id, Rep: r.Rep, On: r.On.Date, At: r.At.Time, NotAfter: r.NotAfter.Time,
		Cards: cards(r.Cards), More: cards(r.More), Focus: r.Focus, TooMany: r.TooMany, LetGo: r.LetGo,
		Ended: r.Ended, MoreEnded: r.MoreEnds, DigestAt: r.DigestAt.Time,
	}
}

func cardRecords(cards []coach.Card) []cardRecord {
	var records []cardRecord
	for _, c := range cards {
		records = append(records, cardRecord{
			Deal: c.Deal, Situation: string(c.Situation), Why: c.Why,
			Script: c.Script, Variant: c.Variant, Before: c.Before, BeforeVar: c.BeforeVar,
		})
	}
	return records
}

func cards(records []cardRecord) []coach.Card {
	var cards []coach.Card
	for _, r := range records {
		cards = append(cards, coach.Card{
			Deal: r.Deal, Situation: coach.Situation(r.Situation), Why: r.Why,
			Script: r.Script, Variant: r.Variant, Before: r.Before, BeforeVar: r.BeforeVar,
		})
	}
	return cards
}
