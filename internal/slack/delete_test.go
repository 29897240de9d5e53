package slack

import (
	"context"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// hears expects words in an answer.
func hears(t *testing.T, answer, want string) {
	t.Helper()
	if !strings.Contains(answer, want) {
		t.Errorf("was answered %s\nwant %q in it", answer, want)
	}
}

var lead = sender{user: "ULEAD", team: "T1"}

func TestADeletedDealIsNowhereUntilItComesBack(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	o.has(t, "UOWNER", "Globex", nil)
	prompt := o.prompts(t, "UOWNER")
	hears(t, o.types(owner, "/deal delete acme"), "Delete *#1 Acme Ltd*? It then counts nowhere; you can bring it back for a week.")
	if o.deal(t, 1).IsDeleted() {
		t.Fatal("asking has deleted it already")
	}
	hears(t, o.presses(owner, doDelete, o.card("", "").String()), "*#1 Acme Ltd* was deleted.")
	for _, look := range []struct{ line, says string }{
		{"/deal show acme", "I know no deal of yours called “acme”."},
		{"/deal show #1", "#1 Acme Ltd was deleted on Thu 12 Nov."},
		{"/call #1 spoke with Tess", "#1 Acme Ltd was deleted on Thu 12 Nov."},
		{"/deal won #1", "To bring it back: /deal restore #1"},
		{"/deal delete #1", "#1 Acme Ltd was deleted on Thu 12 Nov."},
		{"/deal list", "*Your deals: 1, worth $12,000*"},
		{"/deal list deleted", "*#1 Acme Ltd* was deleted."},
	} {
		hears(t, o.types(owner, look.line), look.says)
		o.fit(t)
	}
	_, s, err := o.prompt(context.Background(), prompt.ID)
	if err != nil {
		t.Fatal(err)
	}
	within(t, s)
	hears(t, s.text(), "*#1 Acme Ltd* was deleted.")
	if p := o.prompts(t, "UOWNER"); len(p.All()) != 1 || p.All()[0].Deal != 2 {
		t.Errorf("the next prompt speaks of %v", p.All())
	}

	hears(t, o.types(rep, "/deal restore #1"), "is not one of yours")
	hears(t, o.types(rep, "/deal list deleted"), "No deal was deleted in the last week.")
	hears(t, o.presses(owner, doRestore, target{deal: 1}.String()), "*#1 Acme Ltd* is back as it was.")
	hears(t, o.types(owner, "/deal restore #1"), "#1 Acme Ltd is not deleted.")
	hears(t, o.types(owner, "/deal list"), "*Your deals: 2, worth $24,000*")
}

func TestTheCardOfADeletedDealLeadsBack(t *testing.T) {
	acme, globex := quietDeal(t, 1, coach.AddLine{Name: "Acme"}), quietDeal(t, 2, coach.AddLine{Name: "Globex"})
	golden(t, "prompt_deleted", promptOf(t, []coach.Deal{acme, globex}, func(all map[int64]*coach.Deal) {
		if err := all[1].Delete(later); err != nil {
			t.Error(err)
		}
		if err := all[2].Absorb(later, &coach.Deal{ID: 3, Name: "Globex Ltd", Owner: "U1", Status: coach.Open}); err != nil {
			t.Error(err)
		}
	}))
}

func TestADeletedDealIsFoundByItsName(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", deleted)
	o.has(t, "UOWNER", "Acme West", deleted)
	hears(t, o.types(owner, "/deal restore acme"), "Several deals fit that name.")
	hears(t, o.types(owner, "/deal restore globex"), "I know no deleted deal of yours called “globex”.")
	hears(t, o.types(owner, "/deal restore"), "Which deal?")
	hears(t, o.types(owner, "/deal restore acme west now"), "I did not expect “now”")
	hears(t, o.types(owner, "/deal restore acme west"), "*#2 Acme West* is back")
}

func TestAWeekLaterADeletedDealIsGoneForGood(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", deleted)
	o.now = func() time.Time { return nine.Add(coach.DeletedFor) }
	hears(t, o.types(owner, "/deal restore #1"), "was deleted more than a week ago")
	hears(t, o.types(owner, "/deal list deleted"), "No deal was deleted")
	if !o.deal(t, 1).IsDeleted() {
		t.Error("it came back")
	}
}

func TestAnOldQuestionChangesNothing(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	o.has(t, "UOWNER", "Globex", nil)
	asked := o.card("", "")
	o.now = func() time.Time { return nine.Add(time.Hour) }
	o.types(lead, "/deal note #1 keep it")
	for kind, at := range map[string]target{doDelete: asked, doMerge: asked.with("2")} {
		was := o.deal(t, 1)
		hears(t, o.presses(owner, kind, at.String()), "#1 Acme Ltd has moved on since: Lee Park made a note.")
		o.fit(t)
		o.unchanged(t, was)
	}
	was := o.deal(t, 2)
	hears(t, o.presses(owner, doDelete, target{deal: 2, prompt: "prompt:gone"}.String()), "has moved on since")
	o.unchanged(t, was)
}

func TestTwoDealsBecomeOne(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", func(d *coach.Deal, a coach.Act) error { return d.Learn(a, coach.Budget, "20k", "Jo") })
	o.second()
	hears(t, o.types(owner, "/deal merge acme into other"), "Merge *#1 Acme Ltd* into *#2 Other*? It would then be:")
	o.fit(t)
	for _, gained := range []string{"contact: nothing → Tess Moreau", "value: nothing → 12,000", "budget: nothing → 20k"} {
		hears(t, strings.Join(o.heard, ""), gained)
	}
	at := o.card("", "").with("2").String()
	answer := o.presses(owner, doMerge, at)
	o.fit(t)
	hears(t, answer, "*#2 Other* is one deal now: Prospect · $12,000 · contact Tess Moreau.")
	hears(t, answer, "*#1 Acme Ltd* was merged into #2.")
	hears(t, o.types(owner, "/deal show #1"), "#1 Acme Ltd was merged into #2 on Thu 12 Nov.")
	hears(t, o.types(owner, "/deal show #2"), "Mon 2 Nov 09:00, on #1: You learned something: budget: 20k.")
	hears(t, o.presses(owner, doMerge, at), "#1 Acme Ltd was merged into #2 on Thu 12 Nov.")
	hears(t, o.types(owner, "/deal restore #1"), "*#1 Acme Ltd* is back as it was.")
}

func TestWhatCannotBeMerged(t *testing.T) {
	for _, one := range []struct{ what, line, says string }{
		{"nothing after the name", "/deal merge #1", "Which deal does it go into?"},
		{"no word between", "/deal merge #1 #2", "Which deal does it go into?"},
		{"itself", "/deal merge #1 into #1", "one and the same deal"},
		{"a deal that is not there", "/deal merge #1 into #9", "There is no deal #9."},
		{"a closed deal into an open one", "/deal merge #3 into #1", "what is over can't become part of what is not"},
		{"an open deal into a closed one", "/deal merge #1 into #3", "the open one would be lost in it"},
		{"somebody else's", "/deal merge #1 into #4", "is not one of yours"},
		{"words at the end", "/deal merge #1 into #2 now", "I did not expect “now”"},
	} {
		t.Run(one.what, func(t *testing.T) {
			o := newOffice(t)
			was := o.has(t, "UOWNER", "Acme Ltd", nil)
			o.has(t, "UOWNER", "Globex", nil)
			o.has(t, "UOWNER", "Initech", closed)
			o.has(t, "UREP", "Umbrella", nil)
			hears(t, o.types(owner, one.line), one.says)
			o.fit(t)
			o.unchanged(t, was)
		})
	}
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	o.has(t, "UREP", "Umbrella", nil)
	hears(t, o.types(lead, "/deal merge #1 into #2"), "The two have different owners")
}
