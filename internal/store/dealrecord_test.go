package store

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

func TestARecordOfTheFirstSchemaIsRead(t *testing.T) {
	const first = `6 {"s":1,"id":12,"n":"Acme","sg":"proposal","o":"U1","st":"open","cr":1794007750000,"t":1794785350000,` +
		`"at":2,"cb":{"on":"2026-11-24","r":"the board meets"},` +
		`"l":{"t":1794785350001,"k":"put-off","n":"call back on Tuesday","on":"2026-11-24"}}`
	d, schema, err := unsealDeal(first)
	if err != nil || schema != 1 {
		t.Fatalf("schema %d, %v", schema, err)
	}
	if !d.Outreach.IsZero() || !d.Acted.IsZero() || !d.CallBack.Set.IsZero() || d.Last.By != "" {
		t.Errorf("what was left out was nothing then, but it is read as %+v", d)
	}
	if d.Last.Note != "call back on Tuesday" || d.Last.At.UnixMilli() != 1794785350001 {
		t.Errorf("the last event is read as %+v", d.Last)
	}
	again := d
	value, err := sealDeal(&again)
	if err != nil || !strings.Contains(value, `"s":2`) || !reflect.DeepEqual(again, d) {
		t.Errorf("written anew it is\n%s\nwhich is read as\n%+v, %v, want\n%+v", value, again, err, d)
	}
}

func TestWhatIsLeftOutOfARecordIsReadAsItWas(t *testing.T) {
	at := time.Date(2026, 11, 24, 9, 30, 0, 0, time.UTC)
	usual := coach.Deal{
		ID: 12, Name: "Acme", Owner: "U1", Status: coach.Open, Created: at, Touch: at, Outreach: at, Acted: at,
		CallBack: coach.CallBack{On: coach.DateOf(at), Set: at},
		Last:     coach.Event{At: at, By: "U1", Kind: coach.PutOff, On: coach.DateOf(at)},
	}
	for story, change := range map[string]func(*coach.Deal){
		"all is as usual":                   func(*coach.Deal) {},
		"an attempt after the touch":        func(d *coach.Deal) { d.Outreach = at.Add(time.Hour) },
		"an act after the event":            func(d *coach.Deal) { d.Acted = at.Add(time.Hour) },
		"a call-back set later":             func(d *coach.Deal) { d.CallBack.Set = at.Add(time.Hour) },
		"an event after the touch":          func(d *coach.Deal) { d.Last.At = at.Add(time.Hour) },
		"an event by somebody else":         func(d *coach.Deal) { d.Last.By = "U2" },
		"an event by the coach":             func(d *coach.Deal) { d.Last.By = "" },
		"no attempt":                        func(d *coach.Deal) { d.Outreach = time.Time{} },
		"no act":                            func(d *coach.Deal) { d.Acted = time.Time{} },
		"a call-back set at no known time":  func(d *coach.Deal) { d.CallBack.Set = time.Time{} },
		"no call-back":                      func(d *coach.Deal) { d.CallBack = coach.CallBack{} },
		"no event":                          func(d *coach.Deal) { d.Last = coach.Event{} },
		"an event of no kind":               func(d *coach.Deal) { d.Last.Kind = "" },
		"an event at no known time":         func(d *coach.Deal) { d.Last.At = time.Time{} },
		"no touch, but all that follows it": func(d *coach.Deal) { d.Touch = time.Time{} },
		"several contacts": func(d *coach.Deal) {
			d.Contact, d.Role, d.Contacts = "Jo", "CFO", []coach.Contact{{Name: "Sam", Role: "CTO"}, {Name: "Ann", Left: true}}
		},
		"an event whose words tell its note": func(d *coach.Deal) {
			d.Last.Kind, d.Last.Note = coach.NewContact, "Jo"
		},
	} {
		t.Run(story, func(t *testing.T) {
			want := usual
			change(&want)
			got := want
			value, err := sealDeal(&got)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s\nis read as %+v, %v\nwant %+v", value, got, err, want)
			}
		})
	}
}

// Writing returns the deal as the next who reads it will see it, without reading
// it again.
func FuzzADealIsReturnedAsItWillBeRead(f *testing.F) {
	f.Add("Acme", "", int64(1795420800123), int64(0), 2026, 11, 24)
	f.Add("A\xffcme", "\\ufffd", int64(-62135596800000), int64(1), 0, 0, 0)
	f.Add("", "<&>\u2028", int64(1)<<61, int64(-1), 2026, 2, 30)
	f.Add("\ufffd", "\x00", int64(7), int64(999_999), 12026, 1, 1)
	f.Add("x", "y", int64(7), int64(1), -1, 1, 1)
	f.Fuzz(func(t *testing.T, one, other string, ms, ns int64, year, month, dayOf int) {
		at := time.UnixMilli(ms).Add(time.Duration(ns))
		on := coach.Date{Year: year, Month: time.Month(month), Day: dayOf}
		d := coach.Deal{
			ID: ms, Version: ns, Name: one, Company: other, External: one, Contact: other, Benefit: one, Value: coach.Money(ns),
			Stage: coach.Stage(other), Owner: one, Status: coach.Status(other), ClosedAt: at, Reason: one, ClosingOp: other,
			ReasonKind: coach.ReasonKind(one), RealReason: other, Line: one, Revisit: on, Deleted: at, MergedInto: ns,
			Created: at, Touch: at.Add(time.Duration(ns)), Outreach: at, Attempts: month, PutOffs: dayOf, Moved: month, Pauses: year,
			Facts:    map[coach.Fact]coach.Known{coach.Fact(one): {Words: other, By: one, At: at}, coach.Fact(other): {}},
			CallBack: coach.CallBack{On: on, Reason: one, Set: at, Ours: ns > 0},
			Pause:    coach.Pause{Until: on, Reason: other}, Snooze: on, Next: coach.Step{Words: one, On: on},
			Asked: coach.Asked{Script: one, Variant: other, At: at}, Sent: coach.Sent{How: coach.How(one), At: at}, Doubt: at,
			Nudge: coach.Nudge{Prompt: one, At: at, On: on, Count: month, FirstQuiet: on, Situation: coach.Situation(other)},
			Focus: one, Shown: map[string]string{one: other}, Acted: at,
			Last: coach.Event{At: at, By: other, Kind: coach.EventKind(one), Note: other, On: on, Via: coach.Via(one), Deal: ns},
		}
		d.Shown[other] = one
		asRead := d
		value, err := sealDeal(&asRead)
		if err != nil {
			return // and is not stored
		}
		read, _, err := unsealDeal(value)
		if err != nil || !reflect.DeepEqual(read, asRead) {
			t.Errorf("%q\nis read as %+v, %v\nbut was returned as %+v", value, read, err, asRead)
		}
	})
}
