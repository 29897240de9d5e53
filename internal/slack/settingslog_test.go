package slack

import (
	"strconv"
	"strings"
	"testing"

	"dealcoach/internal/coach"
)

func TestTheLastChangesArePagesUnderTheForm(t *testing.T) {
	o := newOffice(t)
	v := coach.Saved{By: "UADMIN", At: nine}
	for i := range 20 {
		v.Version, v.Values = int64(i), map[string]string{coach.MostOpenSetting: strconv.Itoa(100 + i), "A_NEW_ONE": strings.Repeat("<&>", 400)}
		if err := o.memory.SaveSettings(t.Context(), strconv.Itoa(i), v); err != nil {
			t.Fatal(err)
		}
	}
	boss := sender{user: "UADMIN", team: "T1"}
	for page, want := range map[string]string{"": "118  →  119", "0": "118  →  119", "1": "110  →  111", "2": "102  →  103", "99": "100  →  101", "-4": "118  →  119", "x": "118  →  119"} {
		said := o.presses(boss, doSaves, page)
		o.fit(t)
		if !strings.Contains(said, want) || strings.Contains(said, "2  →  "+want) {
			t.Errorf("page %q does not tell %q: %s", page, want, coach.Cut(said, 600))
		}
	}
	if said := o.presses(boss, doSaves, "2"); !strings.Contains(said, "Page 3 of 3") || !strings.Contains(said, `"Newer"`) || strings.Contains(said, `"Older"`) {
		t.Errorf("the last page is %s", coach.Cut(said, 600))
	}
	if said := o.types(boss, "/deal settings"); !strings.Contains(said, "Last changes") {
		t.Error("the form has no such button")
	}
}
