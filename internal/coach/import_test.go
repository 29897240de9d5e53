package coach

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestAnImportedDealsClocksGoOnFromItsLastTouch(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	days := func(n int) Instant { return Instant{At: now.AddDate(0, 0, -n), Fine: 24 * time.Hour} }
	for story, tt := range map[string]struct {
		row             Row
		created, touch  int // days ago
		closed          int // days ago; -1: open
		revisit, callOn Date
	}{
		"nothing is known":               {Row{}, 0, 0, -1, Date{}, Date{}},
		"a last touch":                   {Row{Touch: days(30)}, 30, 30, -1, Date{}, Date{}},
		"a creation":                     {Row{Created: days(90)}, 90, 90, -1, Date{}, Date{}},
		"both":                           {Row{Created: days(90), Touch: days(30)}, 90, 30, -1, Date{}, Date{}},
		"an open deal's end is a hope":   {Row{Closed: Instant{At: now.AddDate(0, 1, 0)}}, 0, 0, -1, Date{}, Date{}},
		"won then":                       {Row{Status: Won, Touch: days(30), Closed: days(20)}, 30, 30, 20, Date{}, Date{}},
		"lost at the last touch":         {Row{Status: Lost, Touch: days(30)}, 30, 30, 30, Date{}, Date{}},
		"lost lately for the budget":     {Row{Status: Lost, Closed: days(20), Reason: "no budget"}, 0, 0, 20, Date{2027, 5, 3}, Date{}},
		"lost long ago for the budget":   {Row{Status: Lost, Closed: days(400), Reason: "no budget"}, 0, 0, 400, Date{}, Date{}},
		"a call-back that is due":        {Row{CallBack: CallBack{On: Date{2026, 11, 2}}}, 0, 0, -1, Date{}, Date{2026, 11, 2}},
		"a closed deal has no call-back": {Row{Status: Won, Closed: days(1), CallBack: CallBack{On: Date{2026, 12, 2}}}, 0, 0, 1, Date{}, Date{}},
	} {
		t.Run(story, func(t *testing.T) {
			tt.row.Name, tt.row.Owner = "Acme", "U1"
			d, err := FromRow(Act{By: "U1", At: now, Via: ViaImport}, tt.row)
			if err != nil {
				t.Fatal(err)
			}
			ago := func(at time.Time) int {
				if at.IsZero() {
					return -1
				}
				return int(now.Sub(at).Hours() / 24)
			}
			if ago(d.Created) != tt.created || ago(d.Touch) != tt.touch || !d.Outreach.Equal(d.Touch) || ago(d.ClosedAt) != tt.closed {
				t.Errorf("created %v, touched %v, tried %v, closed %v", d.Created, d.Touch, d.Outreach, d.ClosedAt)
			}
			if d.Revisit != tt.revisit || d.CallBack.On != tt.callOn {
				t.Errorf("another look on %v, call back on %v", d.Revisit, d.CallBack.On)
			}
			if len(d.News) != 1 || d.News[0].Kind != Imported || d.News[0].Via != ViaImport || d.IsOpen() != (tt.closed < 0) {
				t.Errorf("its news are %+v, and it is %s", d.News, d.Status)
			}
		})
	}
}

func TestARevisionKeepsWhatTheRowSaysNothingOf(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	a := Act{By: "U0", At: now, Via: ViaImport}
	fresh := func() Deal {
		d, err := FromRow(Act{By: "U1", At: now.AddDate(0, -1, 0)}, Row{
			AddLine: AddLine{Name: "Acme", Company: "Acme Corp", Value: 500}, Owner: "U1", External: "A1",
			CallBack: CallBack{On: Date{2026, 12, 1}, Reason: "the board meets"},
		})
		if err != nil {
			t.Fatal(err)
		}
		d.ID, d.News, d.PutOffs, d.Attempts = 12, nil, 2, 3
		return d
	}
	for story, tt := range map[string]struct {
		row     Row
		changed bool
		holds   func(d Deal) bool
	}{
		"nothing":                        {Row{}, false, func(d Deal) bool { return d.Company == "Acme Corp" && d.Value == 500 }},
		"the same words, spaced":         {Row{AddLine: AddLine{Company: "Acme  Corp"}}, false, func(d Deal) bool { return d.Company == "Acme Corp" }},
		"a value of nothing":             {Row{AddLine: AddLine{HasValue: true}}, true, func(d Deal) bool { return d.Value == 0 }},
		"a step forward":                 {Row{AddLine: AddLine{Stage: Proposal}}, true, func(d Deal) bool { return d.PutOffs == 0 && d.Stage == Proposal }},
		"a newer touch settles silence":  {Row{Touch: Instant{At: now.AddDate(0, 0, -1)}}, true, func(d Deal) bool { return d.Attempts == 0 && d.CallBack.On.IsZero() }},
		"an older touch does not":        {Row{Touch: Instant{At: now.AddDate(0, -2, 0)}}, false, func(d Deal) bool { return d.Attempts == 3 }},
		"another day to call, no reason": {Row{CallBack: CallBack{On: Date{2027, 1, 4}}}, true, func(d Deal) bool { return d.CallBack.On == Date{2027, 1, 4} && d.CallBack.Reason == "" }},
		"a pause":                        {Row{Pause: Pause{Date{2027, 1, 4}, "holidays"}}, true, func(d Deal) bool { return d.Pause.Reason == "holidays" }},
		"another owner":                  {Row{Owner: "U2"}, true, func(d Deal) bool { return d.Owner == "U2" && d.News[0].Kind == Assigned && len(d.News) == 1 }},
		"its end": {Row{Status: Lost, Reason: "price"}, true, func(d Deal) bool {
			return d.Status == Lost && d.ClosedAt.Equal(now) && d.ReasonKind == PriceReason && d.CallBack.On.IsZero()
		}},
	} {
		t.Run(story, func(t *testing.T) {
			d := fresh()
			changed, err := d.Revise(a, tt.row)
			if err != nil || changed != tt.changed || !tt.holds(d) || (len(d.News) > 0) != changed {
				t.Errorf("changed %v, %v: %+v", changed, err, d)
			}
		})
	}
	for story, row := range map[string]Row{
		"another external id":       {External: "A2"},
		"a name that is too long":   {AddLine: AddLine{Name: strings.Repeat("x", MaxName+1)}},
		"a touch that lies ahead":   {Touch: Instant{At: now.Add(time.Hour)}},
		"a reason that is too long": {Status: Lost, Reason: strings.Repeat("x", MaxReason+1)},
		"a pause without a reason":  {Pause: Pause{Until: Date{2027, 1, 4}}},
	} {
		t.Run(story, func(t *testing.T) {
			d, before := fresh(), fresh()
			changed, err := d.Revise(a, row)
			var refusal Refusal
			if !errors.As(err, &refusal) || refusal.Hint == "" || changed || d.Version != before.Version || d.Name != before.Name || len(d.News) > 0 {
				t.Errorf("changed %v, %v: %+v", changed, err, d)
			}
		})
	}
}

func TestAReopenedOrDeletedDealIsWhatItIsForAnImport(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	a := Act{By: "U1", At: now}
	d, err := FromRow(a, Row{AddLine: AddLine{Name: "Acme"}, Owner: "U1", Status: Lost, Closed: Instant{At: now.AddDate(0, -1, 0)}, Reason: "price"})
	if err != nil {
		t.Fatal(err)
	}
	if changed, err := d.Revise(a, Row{Status: Open}); err != nil || !changed || !d.IsOpen() || d.Reason != "" || !d.Touch.Equal(now) {
		t.Errorf("reopened: %v, %v, %+v", changed, err, d)
	}
	if err := d.Delete(a); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Revise(a, Row{AddLine: AddLine{Contact: "Jo"}}); err == nil || d.Contact != "" {
		t.Errorf("a deleted deal was changed: %v", err)
	}
}
