package store

import (
	"testing"

	"dealcoach/internal/coach"
)

func TestEverythingOfAPersonIsGathered(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		s := open(t, url, nil)
		peopled(t, s)
		a, err := s.About(t.Context(), "U0MIA")
		if err != nil {
			t.Fatal(err)
		}
		if !a.Known || a.Rep.From != 480 || a.Home != "quiet" || !a.Watches || !a.Absent || len(a.Saves) != 1 {
			t.Errorf("their own: %+v", a)
		}
		if len(a.Deals) != 3 || a.Deals[0].Deal.Contact != "Jo Miller" || len(a.Deals[0].Events) != 3 {
			t.Errorf("their deals: %+v", a.Deals)
		}
		if len(a.Elsewhere) != 2 || a.Elsewhere[0].Deal.ID != 3 || len(a.Elsewhere[0].Events) != 2 || a.Elsewhere[0].Deal.Contact != "" {
			t.Errorf("with others' deals: %+v", a.Elsewhere)
		}
		if len(a.Prompts) != 1 || len(a.Digests) != 1 || a.Digests[0].Line == "" || len(a.Messages) == 0 {
			t.Errorf("what was written to them: %+v, %+v, %+v", a.Prompts, a.Digests, a.Messages)
		}
		if _, err := s.ErasePerson(t.Context(), "U0MIA", nil, false); err != nil {
			t.Fatal(err)
		}
		a, err = s.About(t.Context(), "U0MIA")
		if err != nil || a.Known || len(a.Deals)+len(a.Elsewhere)+len(a.Prompts)+len(a.Digests)+len(a.Messages) > 0 {
			t.Errorf("after they were erased: %+v, %v", a, err)
		}
		if _, err := s.About(t.Context(), coach.Left); err == nil {
			t.Error("somebody who left is a person")
		}
	})
}
