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
	value, again, err := sealDeal(d)
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
		"an event whose words tell its note": func(d *coach.Deal) {
			d.Last.Kind, d.Last.Note = coach.NewContact, "Jo"
		},
	} {
		t.Run(story, func(t *testing.T) {
			want := usual
			change(&want)
			value, got, err := sealDeal(want)
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s\nis read as %+v, %v\nwant %+v", value, got, err, want)
			}
		})
	}
}
