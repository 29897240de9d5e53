package coach

import (
	"testing"
	"time"
)

func TestAValueThatACallChangesIsInTheHistoryWithWhatItWas(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	a := Act{By: "U1", At: at, Via: ViaCommand}
	for _, tt := range []struct {
		story string
		was   Money
		line  CallLine
		kind  EventKind
		want  string
	}{
		{"another value", 1200000, CallLine{Note: "more seats", HasValue: true, Value: 2000000}, Touched, "more seats\nvalue: 12,000 → 20,000"},
		{"the first one, without a note", 0, CallLine{HasValue: true, Value: 2000000}, Touched, "value: nothing → 20,000"},
		{"with a call-back", 100, CallLine{HasValue: true, Value: 200, CallBack: DateOf(at).Add(7)}, PutOff, "value: 1 → 2"},
		{"the same", 100, CallLine{Note: "as before", HasValue: true, Value: 100}, Touched, "as before"},
	} {
		d := Deal{Name: "Acme", Status: Open, Value: tt.was}
		if err := d.LogCall(a, tt.line); err != nil {
			t.Fatal(err)
		}
		if e := d.News[0]; e.Kind != tt.kind || e.Note != tt.want || e.By != "U1" || e.Via != ViaCommand {
			t.Errorf("%s: %+v, want the note %q", tt.story, e, tt.want)
		}
	}
}
