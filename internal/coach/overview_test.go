package coach

import (
	"slices"
	"testing"
)

// viewed makes an open deal and what the coach is to think of it.
func viewed(id int64, value Money, s Situation, late int, next Date) Viewed {
	return Viewed{
		Deal:    Deal{ID: id, Value: value, Stage: Proposal, Status: Open},
		Finding: Finding{Situation: s, Late: late, Next: next},
	}
}

// over is the overview of deals of which the coach thinks what they say.
func over(week string, all ...Viewed) Overview {
	deals, findings := []Deal{}, map[int64]Finding{}
	for _, v := range all {
		deals = append(deals, v.Deal)
		findings[v.ID] = v.Finding
	}
	return NewOverview(deals, week, Facts, func(d Deal) Finding { return findings[d.ID] })
}

func idsOf(all []Viewed) (ids []int64) {
	for _, v := range all {
		ids = append(ids, v.ID)
	}
	return ids
}

func TestAnOverviewPutsFirstWhatMattersMost(t *testing.T) {
	day := func(n int) Date { return Date{Year: 2026, Month: 11, Day: n} }
	for _, row := range []struct {
		name  string
		deals []Viewed
		of    func(Overview) []Viewed
		want  []int64
	}{
		{"a due call-back comes before all else that is due", []Viewed{
			viewed(1, 900, WasAsked, 9, Date{}), viewed(2, 1, CallBackDue, 0, Date{}), viewed(3, 900, NoAssurance, 20, Date{}),
			viewed(4, 1, BackFromPause, 0, Date{}),
		}, func(o Overview) []Viewed { return o.Due }, []int64{2, 3, 1, 4}},
		{"quiet deals stand by value times lateness", []Viewed{
			viewed(1, 100, Quiet, 1, Date{}), viewed(2, 100, GoneDark, 9, Date{}), viewed(3, 1000, QuietAgain, 1, Date{}),
			viewed(4, 1, PutOffAgain, 3, Date{}),
		}, func(o Overview) []Viewed { return o.Quiet }, []int64{3, 2, 1, 4}},
		{"of the waiting ones, the next comes first", []Viewed{
			viewed(1, 900, Waiting, 0, day(30)), viewed(2, 1, Waiting, 0, day(20)),
		}, func(o Overview) []Viewed { return o.Waiting }, []int64{2, 1}},
		{"of the paused ones, the pause that ends first", []Viewed{
			viewed(1, 900, Paused, 0, day(30)), viewed(2, 1, Paused, 0, day(20)),
		}, func(o Overview) []Viewed { return o.Paused }, []int64{2, 1}},
		{"what is on track is in no group", []Viewed{viewed(1, 9, OnTrack, 0, day(30))},
			func(o Overview) []Viewed { return slices.Concat(o.Due, o.Quiet, o.Waiting, o.Paused) }, nil},
		{"of what is not known, the most valuable deal first", []Viewed{
			viewed(1, 9, OnTrack, 0, day(30)), viewed(2, 90, OnTrack, 0, day(30)),
		}, func(o Overview) []Viewed { return o.Gaps }, []int64{2, 1}},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := idsOf(row.of(over("", row.deals...))); !slices.Equal(got, row.want) {
				t.Errorf("got %v, want %v", got, row.want)
			}
		})
	}
}

func TestAnOverviewCountsWhatIsOpen(t *testing.T) {
	won := viewed(1, 900, Closed, 0, Date{})
	won.Status = Won
	focus := viewed(2, 100, OnTrack, 0, Date{})
	focus.Focus, focus.Stage = "2026-W46", Negotiation
	old := viewed(3, 20, Quiet, 1, Date{})
	old.Focus = "2026-W45"
	known := viewed(4, 3, OnTrack, 0, Date{})
	known.Facts = map[Fact]Known{}
	for _, f := range Facts {
		known.Facts[f] = Known{Words: "yes"}
	}
	o := over("2026-W46", won, focus, old, known)
	if o.Open != 3 || o.Value != 123 {
		t.Errorf("%d open, worth %d", o.Open, o.Value)
	}
	want := []StageSum{{Prospect, 0, 0}, {Qualified, 0, 0}, {Proposal, 2, 23}, {Negotiation, 1, 100}}
	if !slices.Equal(o.Stages, want) {
		t.Errorf("stages %v, want %v", o.Stages, want)
	}
	if got := idsOf(o.Focus); !slices.Equal(got, []int64{2}) {
		t.Errorf("focus %v", got)
	}
	if got := idsOf(o.Gaps); !slices.Equal(got, []int64{2, 3}) {
		t.Errorf("gaps %v", got)
	}
}

func TestASituationThatPromptsIsInAGroup(t *testing.T) {
	for _, s := range Situations {
		g := s.Group()
		if needs := g == DueGroup || g == QuietGroup; needs != s.Prompts() {
			t.Errorf("%s is in %q", s, g)
		}
		o := over("", viewed(1, 1, s, 0, Date{}))
		if g != "" && len(o.Of(g)) != 1 {
			t.Errorf("%s is not among its group %s", s, g)
		}
	}
}
