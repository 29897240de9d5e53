package store

import "dealcoach/internal/coach"

// repRecord is what is stored of a rep.
type repRecord struct {
	S        int   `json:"s"`
	Since    stamp `json:"t,omitzero"`
	LookedOn day   `json:"on,omitzero"`
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
		S: schema, Rep: p.Rep, On: day{p.On}, At: stamp{p.At}, NotAfter: stamp{p.NotAfter},
		Cards: cardRecords(p.Cards), More: cardRecords(p.More), Focus: p.Focus, TooMany: p.TooMany, LetGo: p.LetGo,
	}
}

func (r promptRecord) prompt(id string) coach.Prompt {
	return coach.Prompt{
		ID: id, Rep: r.Rep, On: r.On.Date, At: r.At.Time, NotAfter: r.NotAfter.Time,
		Cards: cards(r.Cards), More: cards(r.More), Focus: r.Focus, TooMany: r.TooMany, LetGo: r.LetGo,
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
