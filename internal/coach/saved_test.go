package coach

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestEverySettingIsWrittenAsItIsRead(t *testing.T) {
	for name, text := range map[string]string{
		ZoneSetting: "Europe/Berlin", ChannelSetting: "#sales", DigestSetting: "Thu 15:30", DaysSetting: "Mon-Wed,Fri",
		HoursSetting: "08:00-16:30", HolidaysSetting: "2026-12-24,DE", PromptSetting: "08:30",
		LimitsSetting: "prospect=2d,qualified=10d,proposal=7d,negotiation=1d", CurrencySetting: "EUR",
		ManagersSetting: "U1,U2", MostOpenSetting: "12", MostPauseSetting: "3", FactsSetting: "time frame,budget",
	} {
		s := DefaultSettings()
		must(t, s.Set(name, text))
		if got := s.Text(name); got != text || got == DefaultSettings().Text(name) {
			t.Errorf("%s: %q is read as %q", name, text, got)
		}
		again := DefaultSettings()
		must(t, again.Set(name, s.Text(name)))
		if fmt.Sprint(again) != fmt.Sprint(s) {
			t.Errorf("%s: %q is not what was read", name, s.Text(name))
		}
	}
	if n := len(SettingNames()); n != 13 {
		t.Errorf("there are %d settings; are all in this test?", n)
	}
}

func TestSettingsThatCannotBeReadChangeNothing(t *testing.T) {
	for name, wrong := range map[string]string{
		ZoneSetting: "Local", ChannelSetting: "sales", DigestSetting: "Fri", DaysSetting: "Mon-Xyz", HoursSetting: "17:00-09:00",
		HolidaysSetting: "XX", PromptSetting: "25:00", LimitsSetting: "prospect=0d", CurrencySetting: "eur",
		MostOpenSetting: "-1", MostPauseSetting: "0", FactsSetting: "need,weather", "COLOUR": "red",
	} {
		s := DefaultSettings()
		if err := s.Set(name, wrong); err == nil || fmt.Sprint(s) != fmt.Sprint(DefaultSettings()) {
			t.Errorf("%s takes %q: %v %v", name, wrong, err, s)
		}
	}
}

func TestNoneIsNoChannelAndNoHolidays(t *testing.T) {
	s := DefaultSettings()
	must(t, s.Set(ChannelSetting, "#sales"))
	must(t, s.Set(HolidaysSetting, "2026-12-24"))
	must(t, s.Set(ChannelSetting, "None"))
	must(t, s.Set(HolidaysSetting, "none"))
	if s.DigestChannel != "" || s.Holidays != "" || len(s.Work.Off) > 0 || s.Text(ChannelSetting) != None {
		t.Errorf("%+v", s)
	}
}

func TestSavedSettingsWinKeyByKey(t *testing.T) {
	environment := DefaultSettings()
	must(t, environment.Set(ManagersSetting, "U1"))
	must(t, environment.Set(CurrencySetting, "EUR"))
	saved := Saved{Values: map[string]string{
		LimitsSetting: "negotiation=2d", ManagersSetting: "U2,U3", DaysSetting: "whatever a newer version writes", "COLOUR": "red",
	}}
	s := saved.Over(environment)
	for what, ok := range map[string]bool{
		"what was saved":                    s.Limits[Negotiation] == 2,
		"the environment's otherwise":       s.Currency == "EUR",
		"what can't be read is left out":    s.Work.Works(date("Fri 6 Nov")),
		"the saved managers":                s.Manages("U2") && s.Manages("U3"),
		"the environment's managers always": s.Manages("U1"),
		"nobody else":                       !s.Manages("U4"),
		"the text is the saved one's":       saved.Text(environment, ManagersSetting) == "U2,U3",
		"or the environment's":              saved.Text(environment, CurrencySetting) == "EUR" && saved.Text(environment, DaysSetting) == "Mon-Fri",
		"the environment is as it was":      fmt.Sprint(environment.Managers) == "[U1]" && environment.Limits[Negotiation] == 5,
	} {
		if !ok {
			t.Errorf("%s: %+v", what, s)
		}
	}
}

// Manages asks for an admin of the workspace nobody.
func (s Settings) Manages(id string) bool { return Person{ID: id}.Manages(s) }

func TestAdminsAreManagersUntilSomebodySavesWhoIs(t *testing.T) {
	admin := Person{ID: "U9", Admin: true}
	if !admin.Manages(Saved{}.Over(DefaultSettings())) {
		t.Error("an admin is no manager at first")
	}
	if admin.Manages(Saved{Values: map[string]string{ManagersSetting: "U2"}}.Over(DefaultSettings())) {
		t.Error("an admin who is not in the list is a manager still")
	}
	if !admin.Manages(Saved{Values: map[string]string{ManagersSetting: "U2,U9"}}.Over(DefaultSettings())) {
		t.Error("an admin in the list is no manager")
	}
}

func TestPromptsStayWithinHoursThatWereChangedLater(t *testing.T) {
	environment := DefaultSettings()
	must(t, environment.Set(HoursSetting, "08:00-12:00"))
	s := Saved{Values: map[string]string{PromptSetting: "15:00"}}.Over(environment)
	if _, err := s.Check(); err != nil || s.PromptAt != s.Work.From {
		t.Errorf("prompts at %s: %v", s.PromptAt, err)
	}
}

func TestAChangeToNothingGoesBackToTheEnvironment(t *testing.T) {
	was := Saved{Version: 3, By: "U1", Values: map[string]string{CurrencySetting: "EUR", PromptSetting: "08:00"}}
	is := was.With(Act{By: "U2", At: on("Mon 2 Nov", "10:00")}, map[string]string{CurrencySetting: "", MostOpenSetting: "10"})
	if got := fmt.Sprint(is.Values); got != "map[MOST_OPEN:10 PROMPT_AT:08:00]" || is.By != "U2" || is.Version != 3 {
		t.Errorf("%+v", is)
	}
	if was.Values[CurrencySetting] != "EUR" {
		t.Error("what was saved before has changed")
	}
}

func TestOnlyFactsThatTheTeamAsksForAreMissing(t *testing.T) {
	d := Deal{Stage: Proposal, Status: Open, Facts: map[Fact]Known{Budget: {Words: "20k"}}}
	if got := fmt.Sprint(d.Gaps([]Fact{Need, Budget, Decider})); got != "[decider need]" {
		t.Error(got)
	}
}

func TestHowManyPausesIsTheTeams(t *testing.T) {
	d, err := NewDeal(mia("Mon 2 Nov", "10:00"), "U1", AddLine{Name: "Acme"})
	must(t, err)
	must(t, d.PauseUntil(mia("Mon 2 Nov", "11:00"), date("Mon 9 Nov"), "ill", 1))
	refused(t, d.PauseUntil(mia("Mon 9 Nov", "11:00"), date("Mon 16 Nov"), "ill", 1), "paused once in a row")
	for _, day := range []string{"Mon 9 Nov", "Mon 16 Nov"} {
		must(t, d.PauseUntil(mia(day, "11:00"), date("Mon 30 Nov"), "ill", 3))
	}
	refused(t, d.PauseUntil(mia("Mon 30 Nov", "11:00"), date("Mon 7 Dec"), "ill", 3), "paused 3 times in a row")
}

func TestARehearsalTellsWhatLimitsWouldHaveSent(t *testing.T) {
	now := on("Mon 30 Nov", "10:00")
	silentSince := func(id int64, owner, day string) Deal {
		d, err := NewDeal(Act{By: owner, At: on(day, "10:00")}, owner, AddLine{Name: "Acme", Stage: Negotiation})
		must(t, err)
		d.ID = id
		return d
	}
	limits := func(days string) Settings {
		s := DefaultSettings()
		must(t, s.Set(LimitsSetting, "negotiation="+days))
		return s
	}
	both := []Deal{silentSince(1, "U1", "Mon 2 Nov"), silentSince(2, "U1", "Mon 2 Nov")}
	doubted := silentSince(1, "U1", "Mon 2 Nov")
	doubted.Doubt = on("Thu 26 Nov", "10:00")
	for _, row := range []struct {
		what  string
		deals []Deal
		s     Settings
		want  Rehearsal
	}{
		{"nothing is open", nil, limits("5d"), Rehearsal{}},
		{"within a wide limit nothing is sent", both, limits("30d"), Rehearsal{}},
		{"two deals of one rep come in one message, again after 3 and 7 working days", both, limits("5d"), Rehearsal{Prompts: 3, People: 1, Most: 2}},
		{"two reps get one each", []Deal{silentSince(1, "U1", "Mon 16 Nov"), silentSince(2, "U2", "Mon 16 Nov")}, limits("8d"), Rehearsal{Prompts: 2, People: 2, Most: 1}},
		{"a doubt counts from its day on", []Deal{doubted}, limits("30d"), Rehearsal{Prompts: 1, People: 1, Most: 1}},
		{"before the last touch it was not silent", []Deal{silentSince(1, "U1", "Fri 27 Nov")}, limits("1d"), Rehearsal{}},
	} {
		if got := Rehearse(row.deals, row.s, now); got != row.want {
			t.Errorf("%s: %+v, want %+v", row.what, got, row.want)
		}
	}
	for _, d := range both {
		if d.Nudge.Count != 0 {
			t.Error("the deals were changed")
		}
	}
}

// A rehearsal of a thousand deals has to be ready while a form waits.
func BenchmarkRehearse(b *testing.B) {
	s := DefaultSettings()
	if err := s.Set(HolidaysSetting, "DE"); err != nil {
		b.Fatal(err)
	}
	var deals []Deal
	for i := range 1000 {
		at := on("Mon 2 Nov", "10:00").Add(-time.Duration(i) * time.Hour)
		d, err := NewDeal(Act{By: "U1", At: at}, fmt.Sprint("U", i%10), AddLine{Name: strings.Repeat("x", 20)})
		if err != nil {
			b.Fatal(err)
		}
		d.ID = int64(i + 1)
		deals = append(deals, d)
	}
	for b.Loop() {
		Rehearse(deals, s, on("Mon 30 Nov", "10:00"))
	}
}
