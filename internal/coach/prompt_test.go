package coach

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"dealcoach/prompts"
)

func scripts(t testing.TB) Scripts {
	t.Helper()
	s, err := ParseScripts(prompts.FS)
	must(t, err)
	return s
}

// quietDeals makes n deals that have been quiet since Mon 2 Nov, worth 1,000,
// 2,000 and so on.
func quietDeals(t testing.TB, n int) []Deal {
	var all []Deal
	for i := range n {
		d := acme(t)
		d.ID, d.Value = int64(i+1), Money(100000*(i+1))
		all = append(all, d)
	}
	return all
}

func prompt(t *testing.T, deals []Deal, now time.Time) (Prompt, bool) {
	t.Helper()
	return DailyPrompt("U1", deals, scripts(t), DefaultSettings(), now)
}

func ids(cards []Card) (all []int64) {
	for _, c := range cards {
		all = append(all, c.Deal)
	}
	return all
}

func TestNothingToSayIsSilence(t *testing.T) {
	if p, any := prompt(t, quietDeals(t, 5), on("Wed 11 Nov", "09:00")); any {
		t.Errorf("prompted: %+v", p)
	}
}

func TestTheTopThreeAreCards(t *testing.T) {
	deals := quietDeals(t, 5)
	must(t, deals[0].LogCall(mia("Mon 2 Nov", "11:00"), CallLine{CallBack: date("Thu 12 Nov")}))
	p, any := prompt(t, deals, on("Thu 12 Nov", "09:00"))
	if !any {
		t.Fatal("no prompt")
	}
	if got := ids(p.Cards); !slices.Equal(got, []int64{1, 5, 4}) {
		t.Errorf("cards %v, want the due call-back first, then by value", got)
	}
	if got := ids(p.More); !slices.Equal(got, []int64{3, 2}) {
		t.Errorf("rest %v", got)
	}
	if p.ID != "prompt:U1:2026-11-12" || !p.NotAfter.Equal(on("Thu 12 Nov", "17:00")) {
		t.Errorf("id %s, not after %s", p.ID, p.NotAfter)
	}
	if c := p.Cards[1]; c.Script != "timing" || c.Before != "qualify-decider" || c.Why == "" {
		t.Errorf("a quiet deal's card: %+v", c)
	}
	if c := p.Cards[0]; c.Script != "what-will-have-changed" || c.Before != "" {
		t.Errorf("a due call-back's card: %+v", c)
	}
}

func TestASnoozedDealIsLeftOut(t *testing.T) {
	deals := quietDeals(t, 1)
	must(t, deals[0].SnoozeUntil(mia("Wed 11 Nov", "10:00"), date("Tue 17 Nov"), DefaultSettings().Work))
	for _, day := range []string{"Thu 12 Nov", "Mon 16 Nov"} {
		if _, any := prompt(t, deals, on(day, "09:00")); any {
			t.Errorf("prompted on %s", day)
		}
	}
	if _, any := prompt(t, deals, on("Tue 17 Nov", "09:00")); !any {
		t.Error("not prompted when the snooze was over")
	}
}

// days plays a quiet deal from Thu 12 Nov on and lists the working days (from 0)
// on which it was prompted; each day's act comes after that day's prompt.
func days(t *testing.T, n int, acts map[int]func(*Deal, Act) error) (prompted []int) {
	t.Helper()
	work := DefaultSettings().Work
	d := acme(t)
	for i := range n {
		day := work.Add(date("Thu 12 Nov"), i)
		if p, any := prompt(t, []Deal{d}, day.At(9*60, time.UTC)); any {
			prompted = append(prompted, i)
			d.Prompted(p, p.All()[0])
		}
		if act := acts[i]; act != nil {
			must(t, act(&d, Act{By: "U1", At: day.At(10*60, time.UTC)}))
		}
	}
	return prompted
}

func TestTheBackOff(t *testing.T) {
	attempt := func(d *Deal, a Act) error { return d.LogCall(a, CallLine{Attempt: true}) }
	touch := func(d *Deal, a Act) error { return d.LogCall(a, CallLine{}) }
	ask := func(d *Deal, a Act) error { return d.Ask(a, "timing", "a", Say) }
	tests := []struct {
		story string
		acts  map[int]func(*Deal, Act) error
		want  []int
	}{
		{"ignored, it comes again after 3, 7 and 14 working days, then not by itself", nil, []int{0, 3, 10, 24}},
		{"after a voicemail it comes again after 3", map[int]func(*Deal, Act) error{0: attempt}, []int{0, 3, 10, 24}},
		{"a later voicemail starts that over", map[int]func(*Deal, Act) error{5: attempt}, []int{0, 3, 8, 15, 29}},
		{"after a touch it is quiet only when the limit is over", map[int]func(*Deal, Act) error{0: touch}, []int{0, 8, 11, 18}},
		{"after asking, the answer is wanted after 3", map[int]func(*Deal, Act) error{0: ask}, []int{0, 3, 10, 24}},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			if got := days(t, 31, tt.acts); !slices.Equal(got, tt.want) {
				t.Errorf("prompted on working days %v, want %v", got, tt.want)
			}
		})
	}
}

func TestALongIgnoredDealIsOnlyInTheTail(t *testing.T) {
	deals := quietDeals(t, 2)
	deals[1].Nudge = Nudge{On: date("Mon 2 Nov"), Count: 4}
	p, _ := prompt(t, deals, on("Thu 12 Nov", "09:00"))
	if got := ids(p.Cards); !slices.Equal(got, []int64{1}) {
		t.Errorf("cards %v", got)
	}
	if got := ids(p.More); !slices.Equal(got, []int64{2}) {
		t.Errorf("tail %v", got)
	}
}

func TestVariantsTakeTurns(t *testing.T) {
	d := acme(t)
	var got []string
	for i := range 4 {
		now := on("Thu 12 Nov", "09:00")
		p, _ := prompt(t, []Deal{d}, now)
		got = append(got, p.Cards[0].Variant)
		d.Prompted(p, p.Cards[0])
		d.Nudge.On, d.Nudge.Count = Date{}, 0
		if i > 0 && got[i] == got[i-1] {
			t.Errorf("the same wording twice in a row: %v", got)
		}
	}
	if got[0] != got[3] {
		t.Errorf("three wordings must come round: %v", got)
	}
}

func TestFill(t *testing.T) {
	d := acme(t)
	text, missing := Filler{Rep: "Mia"}.Fill("{contact} of {company}: {benefit}, {rep}", d)
	if text != "Jo of Acme: ship two days faster, Mia" || missing != nil {
		t.Errorf("%q, missing %v", text, missing)
	}
	d.Contact, d.Benefit = "", ""
	text, missing = Filler{Rep: "Mia"}.Fill("{contact}: {benefit}", d)
	if text != "Acme: get where you wanted to be" || !slices.Equal(missing, []string{"benefit"}) {
		t.Errorf("%q, missing %v", text, missing)
	}
	if got, _ := (Filler{Rep: "Mia"}).Fill("{contact}", Deal{Name: "{rep}"}); got != "{rep}" {
		t.Errorf("a name that looks like a placeholder was filled in: %q", got)
	}
}

// What leads a card, and what is worth a look before it.
func TestWhatLeads(t *testing.T) {
	callBack := func(reason string) func(*Deal) error {
		return func(d *Deal) error {
			return d.LogCall(mia("Mon 2 Nov", "11:00"), CallLine{CallBack: date("Thu 12 Nov"), Reason: reason})
		}
	}
	tests := []struct {
		story        string
		what         func(*Deal) error
		on           string
		lead, before string
	}{
		{"a quiet deal: the timing, after the fact that matters most in Proposal", nil, "Thu 12 Nov", "timing", "qualify-decider"},
		{"the next time: whether anything has changed", promptedOn("Thu 12 Nov"), "Tue 17 Nov", "timing", "anything-changed"},
		{"a call-back with a reason: be prepared", callBack("the board meets"), "Thu 12 Nov", "pre-call", ""},
		{"a call-back without one: what will have changed", callBack(""), "Thu 12 Nov", "what-will-have-changed", ""},
		{"the third put-off: how probable is it", func(d *Deal) error {
			d.PutOffs = 2
			return callBack("later")(d)
		}, "Thu 12 Nov", "probability", ""},
		{"a due call that was moved twice: courage first", func(d *Deal) error {
			must(t, callBack("the board meets")(d))
			must(t, d.SnoozeUntil(mia("Wed 11 Nov", "10:00"), date("Thu 12 Nov"), DefaultSettings().Work))
			return d.SnoozeUntil(mia("Thu 12 Nov", "10:00"), date("Fri 13 Nov"), DefaultSettings().Work)
		}, "Fri 13 Nov", "pre-call", "reluctance"},
		{"gone dark: a voicemail", triedOn("Wed 4 Nov", "Thu 5 Nov", "Fri 6 Nov"), "Thu 12 Nov", "gone-dark-voicemail", ""},
		{"then its e-mail", func(d *Deal) error {
			must(t, triedOn("Wed 4 Nov", "Thu 5 Nov")(d))
			return d.Ask(mia("Fri 6 Nov", "10:00"), "gone-dark-voicemail", "a", Voicemail)
		}, "Thu 12 Nov", "gone-dark-email", ""},
		{"no assurance: the words to let go with", doubtedOn("Thu 5 Nov"), "Thu 12 Nov", "let-go", ""},
		{"back from a pause: something of use to them", func(d *Deal) error {
			return d.PauseUntil(mia("Mon 2 Nov", "11:00"), date("Thu 12 Nov"), "leave", 2)
		}, "Thu 12 Nov", "add-value", ""},
		{"put off three times and quiet: how probable is it", func(d *Deal) error { d.PutOffs = 3; return nil }, "Thu 12 Nov", "probability", ""},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			d := acme(t)
			if tt.what != nil {
				must(t, tt.what(&d))
			}
			p, any := prompt(t, []Deal{d}, on(tt.on, "09:00"))
			if !any {
				t.Fatalf("no prompt; it is %+v", d.Assess(DefaultSettings(), on(tt.on, "09:00")))
			}
			if c := p.Cards[0]; c.Script != tt.lead || c.Before != tt.before {
				t.Errorf("%s is led by %q after %q, want %q after %q", c.Situation, c.Script, c.Before, tt.lead, tt.before)
			}
		})
	}
}

// A closed deal comes back once, on the day of another look, with what is known
// of it.
func TestARevisit(t *testing.T) {
	d := acme(t)
	must(t, d.Close(mia("Tue 3 Nov", "10:00"), Lost, "no budget this year"))
	if d.ReasonKind != BudgetReason || d.Revisit.String() != "2027-05-03" {
		t.Fatalf("a budget reason leads to another look in half a year: %s, %s", d.ReasonKind, d.Revisit)
	}
	day := func(text string) time.Time {
		d, err := ParseDate(text)
		must(t, err)
		return d.At(9*60, time.UTC)
	}
	if p, any := prompt(t, []Deal{d}, day("2027-04-30")); any {
		t.Errorf("before its day: %+v", p)
	}
	p, any := prompt(t, []Deal{d}, day("2027-05-03"))
	if !any || p.Cards[0].Script != "revisit" || p.Cards[0].Before != "pre-call" {
		t.Fatalf("on its day: %+v", p)
	}
	must(t, d.LeaveClosed(Act{By: "U1", At: day("2027-05-03")}))
	if p, any := prompt(t, []Deal{d}, day("2027-05-04")); any {
		t.Errorf("left closed: %+v", p)
	}
}

func TestTheFirstWorkingDayOfAWeekHasMore(t *testing.T) {
	deals := quietDeals(t, 41)
	deals[3].Stage = Negotiation
	p, _ := prompt(t, deals, on("Mon 16 Nov", "09:00"))
	if !slices.Equal(p.Focus, []int64{41, 40}) {
		t.Errorf("focus %v, want the two that weigh most", p.Focus)
	}
	if p.TooMany != 41 || p.LetGo != 1 {
		t.Errorf("too many: %d, let go %d first", p.TooMany, p.LetGo)
	}
	p, _ = prompt(t, deals, on("Tue 17 Nov", "09:00"))
	if p.Focus != nil || p.TooMany != 0 {
		t.Errorf("on Tuesday: focus %v, too many %d", p.Focus, p.TooMany)
	}
}

func BenchmarkDailyPrompt(b *testing.B) {
	for _, n := range []int{40, 500} {
		b.Run(fmt.Sprintf("%d deals", n), func(b *testing.B) {
			deals, all, now := quietDeals(b, n), scripts(b), on("Thu 12 Nov", "09:00")
			for b.Loop() {
				DailyPrompt("U1", deals, all, DefaultSettings(), now)
			}
		})
	}
}

func TestAPromptThatNobodyReadDoesNotCount(t *testing.T) {
	s := DefaultSettings()
	quiet := acme(t)
	quiet.Nudge = Nudge{Prompt: "prompt:U1:2026-11-10", At: on("Tue 10 Nov", "09:00"), On: DateOf(on("Tue 10 Nov", "09:00")), Count: 1, FirstQuiet: DateOf(on("Tue 10 Nov", "09:00"))}
	unread := quiet
	unread.Unprompted("prompt:U1:2026-11-10")
	if unread.Nudge.Count != 0 || !unread.Nudge.On.IsZero() || !unread.Nudge.FirstQuiet.IsZero() {
		t.Errorf("it counts on: %+v", unread.Nudge)
	}
	other := quiet
	other.Unprompted("prompt:U1:2026-11-09")
	acted := quiet
	must(t, acted.WasTouched(mia("Tue 10 Nov", "11:00"), s.Work))
	nudge := acted.Nudge
	acted.Unprompted("prompt:U1:2026-11-10")
	if other.Nudge != quiet.Nudge || acted.Nudge != nudge {
		t.Errorf("another prompt, or an act since, changed %+v to %+v and %+v", quiet.Nudge, other.Nudge, acted.Nudge)
	}
}
