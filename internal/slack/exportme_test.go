package slack

import (
	"context"
	"errors"
	"strings"
	"testing"

	"dealcoach/internal/coach"
)

func TestEverythingThatIsKeptOfSomebodyComesToThemAlone(t *testing.T) {
	o := newOffice(t)
	o.keepsOf = nil
	if said := o.types(owner, "/deal export me"); !strings.Contains(said, "Whoever runs me can, with: bot export -person UOWNER") {
		t.Errorf("where it is not given out: %s", said)
	}
	o.keepsOf = func(context.Context, string) (coach.About, error) { return coach.About{}, errors.New("no rights") }
	if said := o.types(owner, "/deal export me"); !strings.Contains(said, "Whoever runs me can") || strings.Contains(said, "no rights") {
		t.Errorf("where Redis does not let it: %s", said)
	}
	o.keepsOf = func(_ context.Context, user string) (coach.About, error) {
		return coach.About{Rep: coach.Rep{ID: user}, Deals: []coach.DealStory{{Deal: coach.Deal{ID: 1, Name: "Acme", Owner: user}}}}, nil
	}
	for _, who := range []string{"UOWNER", "UREP"} {
		o.cabinet.received = nil
		said := o.types(sender{user: who, team: "T1"}, "/deal export ME")
		o.fit(t)
		if !strings.Contains(said, "about-me.json, with everything that I keep of you, 1 deal among it") {
			t.Errorf("%s was answered %s", who, said)
		}
		if sent := strings.Join(o.cabinet.received, "\n"); !strings.Contains(sent, `"user id": "`+who+`"`) || !strings.Contains(sent, "Acme") {
			t.Errorf("%s was sent %s", who, sent)
		}
	}
}
