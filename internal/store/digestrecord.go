package store

import "dealcoach/internal/coach"

// digestRecord is a digest as it was when it became due, so that a retry posts
// the same text.
type digestRecord struct {
	S       int            `json:"s"`
	Channel string         `json:"ch"`
	From    stamp          `json:"f,omitzero"`
	To      stamp          `json:"t,omitzero"`
	Late    bool           `json:"late,omitzero"`
	Early   bool           `json:"ea,omitzero"`
	Won     outcomeRecord  `json:"w,omitzero"`
	LetGo   outcomeRecord  `json:"g,omitzero"`
	Lost    outcomeRecord  `json:"l,omitzero"`
	Focus   []focusRecord  `json:"fo,omitempty"`
	Stalls  []stallRecord  `json:"sl,omitempty"`
	Reasons []reasonRecord `json:"rs,omitempty"`
	Edge    []int64        `json:"e,omitempty"`
	Weeks   []weekRecord   `json:"wk,omitempty"`
	Calls   []callRecord   `json:"c,omitempty"`
	Called  int            `json:"cn,omitzero"`
}

type reasonRecord struct {
	Kind  string `json:"k"`
	Count int    `json:"n"`
}

type stallRecord struct {
	Stage   string `json:"sg"`
	Quiet   int    `json:"q"`
	Missing string `json:"m,omitzero"`
}

type focusRecord struct {
	endedRecord
	Status string `json:"st"`
}

type outcomeRecord struct {
	Count int           `json:"n,omitzero"`
	Value coach.Money   `json:"v,omitzero"`
	Top   []endedRecord `json:"top,omitempty"`
	More  []endedRecord `json:"more,omitempty"`
}

// IsZero lets an outcome without deals be left out.
func (r outcomeRecord) IsZero() bool {
	return r.Count == 0 && r.Value == 0 && len(r.Top)+len(r.More) == 0
}

type endedRecord struct {
	Deal  int64       `json:"d"`
	Name  string      `json:"n"`
	Owner string      `json:"o,omitzero"`
	Value coach.Money `json:"v,omitzero"`
	Line  string      `json:"ln,omitzero"`
}

// weekRecord is a week in numbers: of each outcome the count and the value.
type weekRecord struct {
	Ends  day         `json:"t"`
	Known bool        `json:"k,omitzero"`
	Won   tallyRecord `json:"w"`
	LetGo tallyRecord `json:"g"`
	Lost  tallyRecord `json:"l"`
}

type tallyRecord struct {
	Count int         `json:"n,omitzero"`
	Value coach.Money `json:"v,omitzero"`
}

type callRecord struct {
	Deal int64  `json:"d"`
	Name string `json:"n"`
	On   day    `json:"on"`
}

func newDigestRecord(d coach.Digest) digestRecord {
	var focus []focusRecord
	for _, f := range d.Focus {
		focus = append(focus, focusRecord{endedRecord(f.Ended), string(f.Status)})
	}
	var reasons []reasonRecord
	for _, r := range d.Reasons {
		reasons = append(reasons, reasonRecord{string(r.Kind), r.Count})
	}
	var stalls []stallRecord
	for _, st := range d.Stalls {
		stalls = append(stalls, stallRecord{string(st.Stage), st.Quiet, string(st.Missing)})
	}
	var weeks []weekRecord
	for _, w := range d.Weeks {
		weeks = append(weeks, weekRecord{day{w.Ends}, w.Known, tallyRecord(w.Won), tallyRecord(w.LetGo), tallyRecord(w.Lost)})
	}
	var calls []callRecord
	for _, c := range d.Calls.First {
		calls = append(calls, callRecord{c.Deal, c.Name, day{c.On}})
	}
	return digestRecord{
		S: schemaFor(d.Early), Channel: d.Channel, From: stamp{d.From}, To: stamp{d.To}, Late: d.Late, Early: d.Early,
		Won: newOutcomeRecord(d.Won), LetGo: newOutcomeRecord(d.LetGo), Lost: newOutcomeRecord(d.Lost), Focus: focus, Stalls: stalls, Reasons: reasons, Edge: d.Edge,
		Weeks: weeks, Calls: calls, Called: d.Calls.Count,
	}
}

func newOutcomeRecord(o coach.Outcome) outcomeRecord {
	r := outcomeRecord{Count: o.Count, Value: o.Value}
	for _, e := range o.Top {
		r.Top = append(r.Top, endedRecord(e))
	}
	for _, e := range o.More {
		r.More = append(r.More, endedRecord(e))
	}
	return r
}

func (r digestRecord) digest(id string) coach.Digest {
	var focus []coach.Focused
	for _, f := range r.Focus {
		focus = append(focus, coach.Focused{Ended: coach.Ended(f.endedRecord), Status: coach.Status(f.Status)})
	}
	var reasons []coach.Reason
	for _, one := range r.Reasons {
		reasons = append(reasons, coach.Reason{Kind: coach.ReasonKind(one.Kind), Count: one.Count})
	}
	var stalls []coach.Stall
	for _, st := range r.Stalls {
		stalls = append(stalls, coach.Stall{Stage: coach.Stage(st.Stage), Quiet: st.Quiet, Missing: coach.Fact(st.Missing)})
	}
	var weeks []coach.Week
	for _, w := range r.Weeks {
		weeks = append(weeks, coach.Week{
			Ends: w.Ends.Date, Known: w.Known, Won: coach.Tally(w.Won), LetGo: coach.Tally(w.LetGo), Lost: coach.Tally(w.Lost),
		})
	}
	calls := coach.Calls{Count: r.Called}
	for _, c := range r.Calls {
		calls.First = append(calls.First, coach.PromisedCall{Deal: c.Deal, Name: c.Name, On: c.On.Date})
	}
	return coach.Digest{
		ID: id, Channel: r.Channel, From: r.From.Time, To: r.To.Time, Late: r.Late, Early: r.Early,
		Won: r.Won.outcome(), LetGo: r.LetGo.outcome(), Lost: r.Lost.outcome(), Focus: focus, Stalls: stalls, Reasons: reasons, Edge: r.Edge,
		Weeks: weeks, Calls: calls,
	}
}

func (r outcomeRecord) outcome() coach.Outcome {
	o := coach.Outcome{Count: r.Count, Value: r.Value}
	for _, e := range r.Top {
		o.Top = append(o.Top, coach.Ended(e))
	}
	for _, e := range r.More {
		o.More = append(o.More, coach.Ended(e))
	}
	return o
}
