package store

import (
	"maps"
	"strings"
	"sync"
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
	External string      `json:"ex,omitzero"`
	Contact  string      `json:"ct,omitzero"`
	Role     string      `json:"cl,omitzero"`
	Benefit  string      `json:"bf,omitzero"`
	Value    coach.Money `json:"v,omitzero"`
	Stage    string      `json:"sg"`
	Owner    string      `json:"o"`
	Status   string      `json:"st"`
	ClosedAt stamp       `json:"ca,omitzero"`
	Reason   string      `json:"r,omitzero"`
	Closing  string      `json:"cp,omitzero"`
	Kind     string      `json:"rk,omitzero"`
	Real     string      `json:"rr,omitzero"`
	Line     string      `json:"ln,omitzero"`
	Revisit  day         `json:"rv,omitzero"`

	Deleted    stamp `json:"de,omitzero"`
	MergedInto int64 `json:"mi,omitzero"`

	Created  stamp  `json:"cr,omitzero"`
	Touch    stamp  `json:"t,omitzero"`
	Outreach *stamp `json:"or,omitempty"` // usually Touch
	Attempts int    `json:"at,omitzero"`
	PutOffs  int    `json:"po,omitzero"`

	Contacts []contactRecord        `json:"cs,omitempty"`
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

type contactRecord struct {
	Name string `json:"n"`
	Role string `json:"r,omitzero"`
	Left bool   `json:"l,omitzero"`
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
	Situation  string `json:"s,omitzero"`
}

// young reports whether a deal's record holds what a program before schema 3
// would lose. Such a program may lose what serves for minutes or for counting
// alone: see harmless in the tests.
func young(d *coach.Deal) bool {
	return d.External != "" || d.Role != "" || len(d.Contacts) > 0 || !d.Deleted.IsZero() || d.MergedInto != 0
}

func newDealRecord(d *coach.Deal) dealRecord {
	return dealRecord{
		S: schemaFor(young(d)), ID: d.ID, Name: d.Name, Company: d.Company, Contact: d.Contact, Role: d.Role, Benefit: d.Benefit,
		External: d.External, Value: d.Value, Stage: string(d.Stage), Owner: d.Owner,
		Status: string(d.Status), ClosedAt: stampOf(d.ClosedAt), Reason: d.Reason, Closing: d.ClosingOp,
		Kind: string(d.ReasonKind), Real: d.RealReason, Line: d.Line, Revisit: day{d.Revisit},
		Deleted: stampOf(d.Deleted), MergedInto: d.MergedInto,
		Created: stampOf(d.Created), Touch: stampOf(d.Touch), Outreach: stampOf(d.Outreach).unless(d.Touch),
		Attempts: d.Attempts, PutOffs: d.PutOffs, Moved: d.Moved, Pauses: d.Pauses, Facts: knownRecords(d.Facts),
		Contacts: contactRecords(d.Contacts),
		Sent:     sentRecord{string(d.Sent.How), stampOf(d.Sent.At)}, Doubt: stampOf(d.Doubt),
		CallBack: newCallBackRecord(d),
		Pause:    pauseRecord{day{d.Pause.Until}, d.Pause.Reason},
		Snooze:   day{d.Snooze},
		Next:     stepRecord{d.Next.Words, day{d.Next.On}},
		Asked:    askedRecord{d.Asked.Script, d.Asked.Variant, stampOf(d.Asked.At)},
		Nudge: nudgeRecord{
			d.Nudge.Prompt, stampOf(d.Nudge.At), day{d.Nudge.On}, d.Nudge.Count, day{d.Nudge.FirstQuiet}, string(d.Nudge.Situation),
		},
		Focus: d.Focus, Shown: shownVariants(d.Shown), Acted: stampOf(d.Acted).unless(d.Last.At), Last: newLastRecord(d),
	}
}

func newCallBackRecord(d *coach.Deal) callBackRecord {
	c := d.CallBack
	usual := d.Touch
	if c.On.IsZero() {
		usual = time.Time{}
	}
	return callBackRecord{day{c.On}, c.Reason, stampOf(c.Set).unless(usual), c.Ours}
}

// callBack reads it; usual is when it was set, if it does not say.
func (r callBackRecord) callBack(usual time.Time) coach.CallBack {
	if r.On.IsZero() {
		usual = time.Time{}
	}
	return coach.CallBack{On: r.On.Date, Reason: r.Reason, Set: r.Set.or(usual), Ours: r.Ours}
}

func (r *dealRecord) deal(version int64) coach.Deal {
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
		ID: r.ID, Version: version, Name: r.Name, Company: r.Company, Contact: r.Contact, Role: r.Role, Benefit: r.Benefit,
		External: r.External, Value: r.Value, Stage: coach.Stage(r.Stage), Owner: r.Owner,
		Status: coach.Status(r.Status), ClosedAt: r.ClosedAt.Time, Reason: r.Reason, ClosingOp: r.Closing,
		ReasonKind: coach.ReasonKind(r.Kind), RealReason: r.Real, Line: r.Line, Revisit: r.Revisit.Date,
		Deleted: r.Deleted.Time, MergedInto: r.MergedInto,
		Created: r.Created.Time, Touch: r.Touch.Time, Outreach: r.Outreach.or(touch),
		Attempts: r.Attempts, PutOffs: r.PutOffs, Moved: r.Moved, Pauses: r.Pauses, Facts: known(r.Facts),
		Contacts: contacts(r.Contacts),
		Sent:     coach.Sent{How: coach.How(r.Sent.How), At: r.Sent.At.Time}, Doubt: r.Doubt.Time,
		CallBack: r.CallBack.callBack(touch),
		Pause:    coach.Pause{Until: r.Pause.Until.Date, Reason: r.Pause.Reason},
		Snooze:   r.Snooze.Date,
		Next:     coach.Step{Words: r.Next.Words, On: r.Next.On.Date},
		Asked:    coach.Asked{Script: r.Asked.Script, Variant: r.Asked.Variant, At: r.Asked.At.Time},
		Nudge: coach.Nudge{
			Prompt: r.Nudge.Prompt, At: r.Nudge.At.Time, On: r.Nudge.On.Date, Count: r.Nudge.Count,
			FirstQuiet: r.Nudge.FirstQuiet.Date, Situation: coach.Situation(r.Nudge.Situation),
		},
		Focus: r.Focus, Shown: r.Shown, Acted: r.Acted.or(acted), Last: last,
	}
}

func contactRecords(all []coach.Contact) (records []contactRecord) {
	for _, c := range all {
		records = append(records, contactRecord(c))
	}
	return records
}

func contacts(records []contactRecord) (all []coach.Contact) {
	for _, r := range records {
		all = append(all, coach.Contact(r))
	}
	return all
}

func knownRecords(facts map[coach.Fact]coach.Known) map[string]knownRecord {
	if len(facts) == 0 {
		return nil
	}
	records := make(map[string]knownRecord, len(facts))
	for fact, k := range facts {
		records[string(fact)] = knownRecord{k.Words, k.By, stampOf(k.At)}
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

func shownVariants(variants map[string]string) map[string]string {
	if len(variants) == 0 {
		return nil
	}
	return maps.Clone(variants)
}

// sealDeal writes a deal, and leaves it as it will be read: the record holds what
// will be in it then, unless a text had to be mended.
func sealDeal(d *coach.Deal) (value string, err error) {
	record := dealRecords.Get().(*dealRecord)
	defer record.done()
	*record = newDealRecord(d)
	if value, err = seal(d.Version, record); err != nil {
		return "", err
	}
	if strings.Contains(value, mended) {
		*d, _, err = unsealDeal(value)
		return value, err
	}
	*d = record.deal(d.Version)
	return value, nil
}

// mended is what is written in the place of a byte that is no text.
const mended = `\ufffd`

// unsealDeal reads a deal and its schema.
func unsealDeal(value string) (coach.Deal, int, error) {
	r := dealRecords.Get().(*dealRecord)
	defer r.done()
	version, err := unseal(value, r)
	if err != nil {
		return coach.Deal{}, 0, err
	}
	return r.deal(version), r.S, nil
}

// dealRecords are empty records: a large thing that serves for a moment.
var dealRecords = sync.Pool{New: func() any { return new(dealRecord) }}

// done empties the record for the next deal.
func (r *dealRecord) done() {
	*r = dealRecord{}
	dealRecords.Put(r)
}
