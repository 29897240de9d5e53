package store

import (
	"time"

	"dealcoach/internal/coach"
)

// dealRecord is a deal as it is stored. Its names are short because there are
// many; they are never given another meaning. What usually is the same as
// something else is left out then, since schema 2: our last attempt and the day
// a call-back was agreed are those of the last touch, and so on. It is written
// when it differs, even when it is nothing.
type dealRecord struct {
	S        int         `json:"s"`
	ID       int64       `json:"id"`
	Name     string      `json:"n"`
	Company  string      `json:"co,omitzero"`
	Contact  string      `json:"ct,omitzero"`
	Benefit  string      `json:"bf,omitzero"`
	Value    coach.Money `json:"v,omitzero"`
	Stage    string      `json:"sg"`
	Owner    string      `json:"o"`
	Status   string      `json:"st"`
	ClosedAt stamp       `json:"ca,omitzero"`
	Reason   string      `json:"r,omitzero"`
	Kind     string      `json:"rk,omitzero"`
	Real     string      `json:"rr,omitzero"`
	Line     string      `json:"ln,omitzero"`
	Revisit  day         `json:"rv,omitzero"`

	Created  stamp  `json:"cr,omitzero"`
	Touch    stamp  `json:"t,omitzero"`
	Outreach *stamp `json:"or,omitempty"` // usually Touch
	Attempts int    `json:"at,omitzero"`
	PutOffs  int    `json:"po,omitzero"`

	Facts    map[string]knownRecord `json:"f,omitempty"`
	CallBack callBackRecord         `json:"cb,omitzero"`
	Moved    int                    `json:"mv,omitzero"`
	Pause    pauseRecord            `json:"p,omitzero"`
	Pauses   int                    `json:"ps,omitzero"`
	Snooze   day                    `json:"sn,omitzero"`
	Next     stepRecord             `json:"nx,omitzero"`
	Asked    askedRecord            `json:"as,omitzero"`
	Sent     sentRecord             `json:"se,omitzero"`
	Doubt    stamp                  `json:"db,omitzero"`
	Nudge    nudgeRecord            `json:"nu,omitzero"`
	Focus    string                 `json:"fo,omitzero"`
	Shown    map[string]string      `json:"sh,omitempty"`
	Acted    *stamp                 `json:"ac,omitempty"` // usually Last.At
	Last     lastRecord             `json:"l,omitzero"`
}

type knownRecord struct {
	Words string `json:"w"`
	By    string `json:"b,omitzero"`
	At    stamp  `json:"t,omitzero"`
}

type sentRecord struct {
	How string `json:"h,omitzero"`
	At  stamp  `json:"t,omitzero"`
}

type callBackRecord struct {
	On     day    `json:"on,omitzero"`
	Reason string `json:"r,omitzero"`
	Set    *stamp `json:"t,omitempty"` // usually the deal's Touch
	Ours   bool   `json:"u,omitzero"`
}

type pauseRecord struct {
	Until  day    `json:"u,omitzero"`
	Reason string `json:"r,omitzero"`
}

type stepRecord struct {
	Words string `json:"w,omitzero"`
	On    day    `json:"on,omitzero"`
}

type askedRecord struct {
	Script  string `json:"s,omitzero"`
	Variant string `json:"v,omitzero"`
	At      stamp  `json:"t,omitzero"`
}

type nudgeRecord struct {
	Prompt     string `json:"p,omitzero"`
	At         stamp  `json:"t,omitzero"`
	On         day    `json:"on,omitzero"`
	Count      int    `json:"c,omitzero"`
	FirstQuiet day    `json:"fq,omitzero"`
}

func newDealRecord(d coach.Deal) dealRecord {
	return dealRecord{
		S: schema, ID: d.ID, Name: d.Name, Company: d.Company, Contact: d.Contact, Benefit: d.Benefit,
		Value: d.Value, Stage: string(d.Stage), Owner: d.Owner,
		Status: string(d.Status), ClosedAt: stamp{d.ClosedAt}, Reason: d.Reason,
		Kind: string(d.ReasonKind), Real: d.RealReason, Line: d.Line, Revisit: day{d.Revisit},
		Created: stamp{d.Created}, Touch: stamp{d.Touch}, Outreach: stamp{d.Outreach}.unless(d.Touch),
		Attempts: d.Attempts, PutOffs: d.PutOffs, Moved: d.Moved, Pauses: d.Pauses, Facts: knownRecords(d.Facts),
		Sent: sentRecord{string(d.Sent.How), stamp{d.Sent.At}}, Doubt: stamp{d.Doubt},
		CallBack: newCallBackRecord(d),
		Pause:    pauseRecord{day{d.Pause.Until}, d.Pause.Reason},
		Snooze:   day{d.Snooze},
		Next:     stepRecord{d.Next.Words, day{d.Next.On}},
		Asked:    askedRecord{d.Asked.Script, d.Asked.Variant, stamp{d.Asked.At}},
		Nudge: nudgeRecord{
			d.Nudge.Prompt, stamp{d.Nudge.At}, day{d.Nudge.On}, d.Nudge.Count, day{d.Nudge.FirstQuiet},
		},
		Focus: d.Focus, Shown: d.Shown, Acted: stamp{d.Acted}.unless(d.Last.At), Last: newLastRecord(d),
	}
}

func newCallBackRecord(d coach.Deal) callBackRecord {
	c := d.CallBack
	usual := d.Touch
	if c.On.IsZero() {
		usual = time.Time{}
	}
	return callBackRecord{day{c.On}, c.Reason, stamp{c.Set}.unless(usual), c.Ours}
}

// callBack reads it; usual is when it was set, if it does not say.
func (r callBackRecord) callBack(usual time.Time) coach.CallBack {
	if r.On.IsZero() {
		usual = time.Time{}
	}
	return coach.CallBack{On: r.On.Date, Reason: r.Reason, Set: r.Set.or(usual), Ours: r.Ours}
}

func (r dealRecord) deal(version int64) coach.Deal {
	touch, owner := r.Touch.Time, r.Owner
	if r.S < 2 {
		touch, owner = time.Time{}, "" // what was left out was nothing
	}
	last := r.Last.event(touch, owner)
	acted := last.At
	if r.S < 2 {
		acted = time.Time{}
	}
	return coach.Deal{
		ID: r.ID, Version: version, Name: r.Name, Company: r.Company, Contact: r.Contact, Benefit: r.Benefit,
		Value: r.Value, Stage: coach.Stage(r.Stage), Owner: r.Owner,
		Status: coach.Status(r.Status), ClosedAt: r.ClosedAt.Time, Reason: r.Reason,
		ReasonKind: coach.ReasonKind(r.Kind), RealReason: r.Real, Line: r.Line, Revisit: r.Revisit.Date,
		Created: r.Created.Time, Touch: r.Touch.Time, Outreach: r.Outreach.or(touch),
		Attempts: r.Attempts, PutOffs: r.PutOffs, Moved: r.Moved, Pauses: r.Pauses, Facts: known(r.Facts),
		Sent: coach.Sent{How: coach.How(r.Sent.How), At: r.Sent.At.Time}, Doubt: r.Doubt.Time,
		CallBack: r.CallBack.callBack(touch),
		Pause:    coach.Pause{Until: r.Pause.Until.Date, Reason: r.Pause.Reason},
		Snooze:   r.Snooze.Date,
		Next:     coach.Step{Words: r.Next.Words, On: r.Next.On.Date},
		Asked:    coach.Asked{Script: r.Asked.Script, Variant: r.Asked.Variant, At: r.Asked.At.Time},
		Nudge: coach.Nudge{
			Prompt: r.Nudge.Prompt, At: r.Nudge.At.Time, On: r.Nudge.On.Date, Count: r.Nudge.Count,
			FirstQuiet: r.Nudge.FirstQuiet.Date,
		},
		Focus: r.Focus, Shown: r.Shown, Acted: r.Acted.or(acted), Last: last,
	}
}

func knownRecords(facts map[coach.Fact]coach.Known) map[string]knownRecord {
	if len(facts) == 0 {
		return nil
	}
	records := make(map[string]knownRecord, len(facts))
	for fact, k := range facts {
		records[string(fact)] = knownRecord{k.Words, k.By, stamp{k.At}}
	}
	return records
}

func known(records map[string]knownRecord) map[coach.Fact]coach.Known {
	if len(records) == 0 {
		return nil
	}
	facts := make(map[coach.Fact]coach.Known, len(records))
	for fact, r := range records {
		facts[coach.Fact(fact)] = coach.Known{Words: r.Words, By: r.By, At: r.At.Time}
	}
	return facts
}

// sealDeal writes a deal, and returns it as it will be read.
func sealDeal(d coach.Deal) (value string, asRead coach.Deal, err error) {
	if value, err = seal(d.Version, newDealRecord(d)); err != nil {
		return "", coach.Deal{}, err
	}
	asRead, _, err = unsealDeal(value)
	return value, asRead, err
}

// unsealDeal reads a deal and its schema.
func unsealDeal(value string) (coach.Deal, int, error) {
	var r dealRecord
	version, err := unseal(value, &r)
	if err != nil {
		return coach.Deal{}, 0, err
	}
	return r.deal(version), r.S, nil
}
