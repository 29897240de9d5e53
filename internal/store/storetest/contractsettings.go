package storetest

import (
	"strconv"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// savedBy is a first save of somebody's.
func savedBy(user string) coach.Saved {
	return coach.Saved{By: user, At: start, Values: map[string]string{
		coach.LimitsSetting: "prospect=20d", coach.HolidaysSetting: coach.None,
	}}
}

// settingsAre expects what is saved.
func settingsAre(t *testing.T, s Store, want coach.Saved) {
	t.Helper()
	got, err := s.Settings(t.Context())
	must(t, err)
	equal(t, "settings", got, want)
}

var settingsTests = []contractTest{
	{"at first nobody has saved any", func(t *testing.T, s Store) { settingsAre(t, s, coach.Saved{}) }},
	{"what is saved is read back, with who saved it and when", func(t *testing.T, s Store) {
		v := savedBy("U1")
		must(t, s.SaveSettings(t.Context(), "one", v))
		v.Version, v.At = 1, startRead
		settingsAre(t, s, v)
		v.By, v.Values = "U2", map[string]string{coach.CurrencySetting: "EUR"}
		must(t, s.SaveSettings(t.Context(), "two", v))
		v.Version = 2
		settingsAre(t, s, v)
	}},
	{"of two who saved over the same one, the second is told, and nothing is overwritten", func(t *testing.T, s Store) {
		must(t, s.SaveSettings(t.Context(), "one", savedBy("U1")))
		timer := coach.Timer{Name: coach.DigestTimer, Due: start}
		fails(t, "the second save", s.SaveSettings(t.Context(), "two", savedBy("U2"), timer), coach.ErrConflict)
		want := savedBy("U1")
		want.Version, want.At = 1, startRead
		settingsAre(t, s, want)
		_, any, err := s.NextDue(t.Context())
		must(t, err)
		equal(t, "there is a timer", any, false)
	}},
	{"a save that is repeated is saved once", func(t *testing.T, s Store) {
		for range 2 {
			must(t, s.SaveSettings(t.Context(), "one", savedBy("U1")))
		}
		want := savedBy("U1")
		want.Version, want.At = 1, startRead
		settingsAre(t, s, want)
	}},
	{"a save moves timers in the same commit", func(t *testing.T, s Store) {
		must(t, s.SetTimer(t.Context(), coach.Timer{Name: coach.DigestTimer, Due: start}))
		must(t, s.SaveSettings(t.Context(), "one", savedBy("U1"), coach.Timer{Name: coach.DigestTimer, Due: start.Add(time.Hour)}))
		at, _, err := s.NextDue(t.Context())
		must(t, err)
		equal(t, "the digest's instant", at, ms(start.Add(time.Hour)))
	}},
	{"each save is kept with what it changed, the newest first", func(t *testing.T, s Store) {
		v := savedBy("U1")
		must(t, s.SaveSettings(t.Context(), "one", v))
		must(t, s.SaveSettings(t.Context(), "one", v))
		v.Version, v.By, v.At = 1, "U2", start.Add(time.Hour)
		v.Values = map[string]string{coach.LimitsSetting: "prospect=9d", coach.CurrencySetting: "EUR"}
		must(t, s.SaveSettings(t.Context(), "two", v))
		fails(t, "a save over what was there before", s.SaveSettings(t.Context(), "three", v), coach.ErrConflict)
		want := []coach.SettingsSave{
			{By: "U2", At: startRead.Add(time.Hour), Changes: []coach.SettingChange{
				{Name: coach.LimitsSetting, Was: "prospect=20d", Is: "prospect=9d"},
				{Name: coach.HolidaysSetting, Was: coach.None, Is: ""},
				{Name: coach.CurrencySetting, Was: "", Is: "EUR"},
			}},
			{By: "U1", At: startRead, Changes: []coach.SettingChange{
				{Name: coach.LimitsSetting, Is: "prospect=20d"}, {Name: coach.HolidaysSetting, Is: coach.None},
			}},
		}
		for n, expected := range map[int][]coach.SettingsSave{9: want, 1: want[:1], 0: nil} {
			got, err := s.SettingsSaves(t.Context(), n)
			must(t, err)
			equal(t, "saves", got, expected)
		}
	}},
	{"the last 200 saves are kept", func(t *testing.T, s Store) {
		v := savedBy("U1")
		for i := range coach.MaxSettingsSaves + 1 {
			v.Version, v.Values = int64(i), map[string]string{coach.MostOpenSetting: strconv.Itoa(i)}
			must(t, s.SaveSettings(t.Context(), strconv.Itoa(i), v))
		}
		got, err := s.SettingsSaves(t.Context(), 1000)
		must(t, err)
		equal(t, "saves", len(got), coach.MaxSettingsSaves)
		equal(t, "the oldest", got[len(got)-1].Changes[0].Is, "1")
	}},
	{"the reps' timers are moved, those of one part, and nobody else's", func(t *testing.T, s Store) {
		_, err := s.UpdateRep(t.Context(), "U1", "hours", start.Add(2*time.Hour), away(monday.Add(7)))
		must(t, err)
		for _, user := range []string{"U2", "U3", "U4"} {
			must(t, s.SetTimer(t.Context(), coach.Timer{Name: coach.PromptTimer(user), Due: start.Add(2 * time.Hour)}))
		}
		must(t, s.SetTimer(t.Context(), coach.Timer{Name: coach.DigestTimer, Due: start.Add(2 * time.Hour)}))
		part := coach.Timer{Name: "settings:0", Due: start}
		must(t, s.SetTimer(t.Context(), part))
		equal(t, "claimed", claimAll(t, s, longLease), []coach.Timer{{Name: part.Name, Due: startRead}})
		asked := map[string]coach.Rep{}
		moved, err := s.Retime(t.Context(), part, func(rep string) bool { return rep != "U4" }, func(r coach.Rep, due time.Time) (time.Time, bool) {
			if asked[r.ID] = r; !due.Equal(ms(start.Add(2 * time.Hour))) {
				t.Errorf("%s stands at %s", r.ID, due)
			}
			return start.Add(-time.Minute), r.ID != "U3"
		})
		must(t, err)
		equal(t, "moved", moved, 2)
		equal(t, "the known rep", asked["U1"], coach.Rep{ID: "U1", Version: 1, Since: startRead, Back: monday.Add(7), AwayFrom: monday, From: 8 * 60, To: 16 * 60})
		equal(t, "a rep who is not known", asked["U2"], coach.Rep{ID: "U2"})
		equal(t, "asked of", len(asked), 3)
		at := ms(start.Add(-time.Minute))
		equal(t, "due now, the part's timer being gone", claimAll(t, s, longLease), []coach.Timer{
			{Name: coach.PromptTimer("U1"), Due: at}, {Name: coach.PromptTimer("U2"), Due: at},
		})
	}},
	{"a timer that is claimed is not moved: its look sets it", func(t *testing.T, s Store) {
		must(t, s.SetTimer(t.Context(), coach.Timer{Name: coach.PromptTimer("U1"), Due: start}))
		claimAll(t, s, longLease)
		moved, err := s.Retime(t.Context(), coach.Timer{Name: "settings:0", Due: start}, func(string) bool { return true },
			func(coach.Rep, time.Time) (time.Time, bool) { return start.Add(-time.Hour), true })
		must(t, err)
		equal(t, "moved", moved, 0)
	}},
	{"a save without an operation is refused", func(t *testing.T, s Store) {
		if s.SaveSettings(t.Context(), "", savedBy("U1")) == nil {
			t.Error("it was saved")
		}
		settingsAre(t, s, coach.Saved{})
	}},
	{"when time is up nothing is saved", func(t *testing.T, s Store) {
		fails(t, "the save", s.SaveSettings(over(t), "one", savedBy("U1")), coach.ErrUnavailable)
		settingsAre(t, s, coach.Saved{})
	}},
}
