package coach

import (
	"os"
	"strings"
	"sync"
	"testing"
)

func TestCallsToldInOneLine(t *testing.T) {
	for _, tt := range []struct{ told, callBack, reason, step, stepOn string }{
		{told: "spoke to Jo, she likes it"},
		{told: ""},
		{told: "call back in 3 weeks", callBack: "2026-12-09"},
		{told: "left vm, call back Tuesday 10am", callBack: "2026-11-24"},
		{told: "he asked me to ring him back after new year because the budget is new then.", callBack: "2027-01-04", reason: "the budget is new then"},
		{told: "wants a callback end of January due to a reorganisation", callBack: "2027-01-31", reason: "a reorganisation"},
		{told: "Call me back on 24.11., she said", callBack: "2026-11-24"},
		{told: "not a good time, try again tomorrow", callBack: "2026-11-19"},
		{told: "asked to be called back in Q1", callBack: "2027-01-01"},
		{told: "she is out till Monday, call back then", callBack: "2026-11-23"},
		{told: "call back 2 weeks because he travels", callBack: "2026-12-02", reason: "he travels"},
		{told: "call back when they have moved"},
		{told: "call back because they merge in May", reason: "they merge in May"},
		{told: "call back Friday because of the audit. Met the new CFO on Monday.", callBack: "2026-11-20", reason: "of the audit"},
		{told: "he did not call back on Tuesday"},
		{told: "call back 24.11.2024"},
		{told: "good talk, next step demo Tuesday", step: "demo", stepOn: "2026-11-24"},
		{told: "next step: send the contract by Friday", step: "send the contract", stepOn: "2026-11-20"},
		{told: "next: on 1 Dec, workshop with Ann", step: "workshop with Ann", stepOn: "2026-12-01"},
		{told: "Next steps are to ask Dr. Lee and to write the offer", step: "ask Dr. Lee and to write the offer"},
		{told: "next step demo on Tuesday with the CTO", step: "demo on Tuesday with the CTO", stepOn: "2026-11-24"},
		{told: "next step send deck. She was kind.", step: "send deck"},
		{told: "next step call on 24. November", step: "call", stepOn: "2026-11-24"},
		{told: "next step send offer Friday, call back Monday because of the board", step: "send offer", stepOn: "2026-11-20", callBack: "2026-11-23", reason: "of the board"},
		{told: "call back in two weeks because of budget, next step send the deck", callBack: "2026-12-02", reason: "of budget", step: "send the deck"},
		{told: "next step: call back Monday", step: "call back", stepOn: "2026-11-23", callBack: "2026-11-23"},
		{told: "the next stepping stone is Tuesday"},
	} {
		t.Run(tt.told, func(t *testing.T) {
			got := ParseCall(tt.told, wednesday)
			if got.CallBack.String() != tt.callBack || got.Reason != tt.reason {
				t.Errorf("call back %q because %q, want %q because %q", got.CallBack, got.Reason, tt.callBack, tt.reason)
			}
			if got.NextStep != tt.step || got.NextOn.String() != tt.stepOn {
				t.Errorf("next step %q on %q, want %q on %q", got.NextStep, got.NextOn, tt.step, tt.stepOn)
			}
			if got.Note != tt.told {
				t.Errorf("the note is %q", got.Note)
			}
		})
	}
}

func TestWhoWasNotReached(t *testing.T) {
	for _, told := range []string{
		"voicemail", "left vm", "VM", "left a message with reception", "no answer", "n/a", "not in", "Not in, call back Tuesday",
		"not in today", "didn't reach her", "didn’t pick up", "couldn't get hold of Jo", "could not reach him", "no reply", "no response yet",
		"e-mailed", "emailed the offer", "sent an email", "sent her another email", "mailed", "tried to call twice", "tried calling",
		"no pick-up", "nobody there", "line was busy", "out of office", "never replied", "he hasn't called back, left a message",
		"haven't spoken to her, left vm", "left vm, wants to be called back tomorrow", "unable to reach", "texted", "no answer. Next step: meet them in May",
	} {
		if !ParseCall(told, wednesday).Attempt {
			t.Errorf("%q was taken for a touch", told)
		}
	}
}

func TestWhoWasReached(t *testing.T) {
	for _, told := range []string{
		"", "great call", "not interested", "it is not in the budget", "spoke to Jo", "met her for lunch", "they emailed back",
		"she e-mailed me", "left vm, then she called back and we talked", "he left me a voicemail", "next step: leave a voicemail",
		"next step send an email on Tuesday", "got her voicemail but reached him later", "asked me to call back in May", "she sent the order",
		"emailed, and they replied: yes", "vmware renewal is theirs",
	} {
		if ParseCall(told, wednesday).Attempt {
			t.Errorf("%q was taken for an attempt", told)
		}
	}
}

func TestLinesReadAtTheSameTime(t *testing.T) {
	phrases, err := os.ReadFile("testdata/phrases.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(phrases), "\n")
	alone := make([]CallLine, len(lines))
	for i, line := range lines {
		alone[i] = ParseCall(line, wednesday)
	}
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for i, line := range lines {
				if got := ParseCall(line, wednesday); got != alone[i] {
					t.Errorf("%q\n is %+v beside others\n and %+v alone", line, got, alone[i])
				}
			}
		})
	}
	readers.Wait()
}

func FuzzParseCall(f *testing.F) {
	for _, told := range []string{
		"cb 2-3 wks, board meets then; worth €12 000 or 3,5k", "ooo 20 dec - 5 jan", "mon the 14th call back - waiting on legal", "next tue 10am w/ cfo",
		"left vm, call back Tue because of budget", "next step: call back Monday, then 24.11.", "Next: x. Call back", "didn’t reach. next step",
	} {
		f.Add(told)
	}
	f.Fuzz(func(t *testing.T, told string) {
		got := ParseCall(told, wednesday)
		if got.Note != told {
			t.Errorf("the note of %q is %q", told, got.Note)
		}
		if got.HasTime && (got.At < 0 || got.At >= 24*60 || got.CallBack.IsZero() && got.NextOn.IsZero()) {
			t.Errorf("%q: at %d of no day", told, got.At)
		}
		if got.NoDate && !got.CallBack.IsZero() || !got.HasValue && got.Value != 0 || got.Value < 0 {
			t.Errorf("%q is understood as %+v", told, got)
		}
		for _, d := range []Date{got.CallBack, got.NextOn} {
			if !d.IsZero() && d.Before(DateOf(wednesday)) {
				t.Errorf("%q: %s has passed", told, d)
			}
		}
	})
}

func BenchmarkParseCall(b *testing.B) {
	for name, told := range map[string]string{
		"step":   "spoke with Jo about the offer, next step demo on Tuesday",
		"back":   "spoke with Jo, call back in 3 weeks because the budget is set then",
		"missed": "left a vm",
		"amount": "they want to see a demo, 12k",
		"worst":  "left a message, then she rang: call back in 3 weeks because of the budget round, next step send the offer on 24 Nov at 10am",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				ParseCall(told, wednesday)
			}
		})
	}
}
