package coach

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestADeletedDealComesBackAsItWas(t *testing.T) {
	for _, status := range []Status{Open, Won, Lost, LetGo} {
		d := Deal{ID: 12, Name: "Acme", Status: Open, Owner: "U1"}
		at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
		if status != Open {
			if err := d.Close(Act{By: "U1", At: at}, status, ""); err != nil {
				t.Fatal(err)
			}
		}
		if err := d.Delete(Act{By: "U1", At: at.Add(time.Hour)}); err != nil {
			t.Fatal(err)
		}
		if d.IsOpen() || d.IsClosed() || !d.IsDeleted() || d.Status != status {
			t.Errorf("deleted, a deal that was %s is %+v", status, d)
		}
		var refusal Refusal
		if err := d.Delete(Act{At: at}); !errors.As(err, &refusal) || !strings.Contains(refusal.Reason, "was deleted on Mon 2 Nov") {
			t.Errorf("a second time: %v", err)
		}
		if err := d.LogCall(Act{At: at}, CallLine{}); !errors.As(err, &refusal) || !strings.Contains(refusal.Reason, "deleted") {
			t.Errorf("a call on it: %v", err)
		}
		late := d
		if err := late.Restore(Act{At: at.Add(time.Hour + DeletedFor)}); !errors.As(err, &refusal) {
			t.Errorf("a week later it comes back: %v", err)
		}
		if err := d.Restore(Act{By: "U1", At: at.Add(DeletedFor)}); err != nil || d.Status != status || d.IsDeleted() {
			t.Errorf("it comes back as %+v, %v", d, err)
		}
	}
}

func TestAMergeKeepsWhatIsKnownAndTakesWhatIsNot(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 11, n, 9, 0, 0, 0, time.UTC) }
	into := Deal{
		ID: 7, Name: "Acme", Status: Open, Owner: "U1", Contact: "Jo", Stage: Proposal,
		Created: day(5), Touch: day(6), Outreach: day(9), Attempts: 2, Facts: map[Fact]Known{Need: {Words: "speed"}},
	}
	from := Deal{
		ID: 12, Name: "Acme Ltd", Status: Open, Owner: "U1", Contact: "Ann", Benefit: "8 % less", Value: 1200000,
		Created: day(2), Touch: day(8), Outreach: day(8), Facts: map[Fact]Known{Need: {Words: "price"}, Budget: {Words: "20k"}},
	}
	if err := into.Absorb(Act{By: "U1", At: day(10)}, &from); err != nil {
		t.Fatal(err)
	}
	for _, one := range []struct {
		what      string
		got, want any
	}{
		{"the contact stays", into.Contact, "Jo"},
		{"the stage stays", into.Stage, Proposal},
		{"the benefit comes along", into.Benefit, "8 % less"},
		{"so does the value", into.Value, Money(1200000)},
		{"a known fact stays", into.Facts[Need].Words, "speed"},
		{"an unknown one comes along", into.Facts[Budget].Words, "20k"},
		{"the earlier beginning counts", into.Created, day(2)},
		{"so does the later touch", into.Touch, day(8)},
		{"no attempts since that", into.Attempts, 0},
		{"our later word stays", into.Outreach, day(9)},
		{"the other one points here", from.MergedInto, int64(7)},
		{"and is deleted", from.Deleted, day(10)},
		{"the history tells it", into.News[0].First(), "#12 Acme Ltd"},
		{"with what came along", strings.Contains(into.News[0].Note, "\nvalue: nothing → 12,000"), true},
	} {
		if one.got != one.want {
			t.Errorf("%s: got %v, want %v", one.what, one.got, one.want)
		}
	}
	if from.Facts[Need].Words != "price" {
		t.Error("the other one's facts were changed")
	}
}

func TestAnEditTellsWhatWasThereBefore(t *testing.T) {
	d := Deal{ID: 12, Name: "Acme", Status: Open, Stage: Prospect, Contact: "Jo", Value: 100000}
	to := d.Basics()
	to.Contact, to.Value, to.Stage = "Ann\nLee", 1250000, Proposal
	a := Act{By: "U1", At: time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC), Via: ViaForm}
	if err := d.Edit(a, to); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"its contact and value\ncontact: Jo → Ann Lee\nvalue: 1,000 → 12,500",
		"Proposal\nstage: Prospect → Proposal",
	}
	for i, e := range d.News {
		if e.Note != want[i] || e.Via != ViaForm {
			t.Errorf("line %d is %q by %q", i, e.Note, e.Via)
		}
	}
	if d.Last.Note != "Proposal" || d.Last.Via != "" {
		t.Errorf("the deal itself keeps %+v", d.Last)
	}
}
