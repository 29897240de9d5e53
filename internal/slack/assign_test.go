package slack

import (
	"context"
	"strings"
	"testing"
)

func TestADealIsGivenToColleaguesOnly(t *testing.T) {
	manager := sender{user: "UADMIN", team: "T1"}
	for _, one := range []struct{ what, line, says, owner string }{
		{"to a colleague", "#1 <@UREP|ben>", "Gave *#1 Acme Ltd* to Ben Carter", "UREP"},
		{"to a colleague whose name Slack leaves out", "acme ltd <@UREP>", "Gave *#1 Acme Ltd* to Ben Carter", "UREP"},
		{"to somebody in another workspace of the organisation", "#1 <@USISTER|sue>", "Gave *#1 Acme Ltd* to Sue Sister", "USISTER"},
		{"to the one who has it", "#1 <@UOWNER|mia>", "theirs already", "UOWNER"},
		{"to a deactivated account", "#1 <@UGONE|gus>", "not here any more", "UOWNER"},
		{"to a bot", "#1 <@UROBOT|robot>", "can't have deals", "UOWNER"},
		{"to a visitor", "#1 <@UVISITOR|vera>", "can't have deals", "UOWNER"},
		{"to a stranger", "#1 <@USTRANGE|stan>", "can't have deals", "UOWNER"},
		{"to somebody whom Slack does not know", "#1 <@UNOBODY|nn>", "not here any more", "UOWNER"},
		{"to a name that is no mention", "#1 @ben", "Who takes it over?", "UOWNER"},
		{"to nobody", "#1", "Who takes it over?", "UOWNER"},
		{"with words in between", "#1 please <@UREP|ben>", "Who takes it over?", "UOWNER"},
		{"to two", "#1 <@UREP|ben> <@ULEAD|lee>", "Who takes it over?", "UOWNER"},
	} {
		t.Run(one.what, func(t *testing.T) {
			o := newOffice(t)
			d := o.has(t, "UOWNER", "Acme Ltd", nil)
			said := o.types(manager, "/deal assign "+one.line)
			o.fit(t)
			if !strings.Contains(said, one.says) {
				t.Errorf("was answered %s", said)
			}
			if got := o.deal(t, d.ID).Owner; got != one.owner {
				t.Errorf("it is %s's, want %s's", got, one.owner)
			}
			theirs, err := o.memory.OpenOf(context.Background(), one.owner)
			if err != nil || len(theirs) != 1 {
				t.Errorf("%s has %d open deals (%v)", one.owner, len(theirs), err)
			}
		})
	}
}

func TestNothingIsGivenAwayWhileSlackIsSilent(t *testing.T) {
	o := newOffice(t)
	was := o.has(t, "UOWNER", "Acme Ltd", nil)
	o.types(sender{user: "UADMIN", team: "T1"}, "/deal list") // the admin is known from now on
	o.mute = true
	if said := o.types(sender{user: "UADMIN", team: "T1"}, "/deal assign #1 <@UREP|ben>"); !strings.Contains(said, "nothing was changed") {
		t.Errorf("was answered %s", said)
	}
	o.unchanged(t, was)
}

func TestAChosenDealStillKnowsWhoTakesIt(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme East", nil)
	o.has(t, "UOWNER", "Acme West", nil)
	manager := sender{user: "UADMIN", team: "T1"}
	said := o.types(manager, "/deal assign acme <@UREP|ben>")
	const again = "/deal assign #2 <@UREP>"
	if !strings.Contains(said, `"value":"`+strings.NewReplacer("<", `\u003c`, ">", `\u003e`).Replace(again)+`"`) {
		t.Fatalf("the choice is %s", said)
	}
	if said = o.presses(manager, doAgain+":1", again); !strings.Contains(said, "to Ben Carter") {
		t.Errorf("was answered %s", said)
	}
	if got := o.deal(t, 2).Owner; got != "UREP" {
		t.Errorf("it is %s's", got)
	}
}

func TestTheHistoryTellsWhoGaveItToWhom(t *testing.T) {
	o := newOffice(t)
	o.has(t, "UOWNER", "Acme Ltd", nil)
	o.types(sender{user: "UADMIN", team: "T1"}, "/deal assign #1 <@UREP|ben>")
	o.types(sender{user: "UREP", team: "T1"}, "/deal note #1 <!channel> their year ends in June")
	said := o.types(sender{user: "UREP", team: "T1"}, "/deal show #1")
	o.fit(t)
	for _, want := range []string{"Nora Lindqvist gave it to you.", "You made a note. “&lt;!channel&gt; their year ends in June”"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %s", want, said)
		}
	}
	if strings.Contains(said, "“UREP”") {
		t.Errorf("an id is shown: %s", said)
	}
	if said = o.types(sender{user: "UOWNER", team: "T1"}, "/deal show #1"); !strings.Contains(said, "is not one of yours") {
		t.Errorf("the old owner is shown %s", said)
	}
}
