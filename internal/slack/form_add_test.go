package slack

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"dealcoach/internal/coach"
)

func TestAnIncompleteLineOpensTheFormWithWhatWasGiven(t *testing.T) {
	for line, want := range map[string][]string{
		"/deal add":                              {`"initial_option":{"text":{"type":"plain_text","text":"Prospect"`},
		"/deal add contact <!here> stage prop":   {`"initial_value":"\u003c!here\u003e"`, `"initial_option":{"text":{"type":"plain_text","text":"Proposal"`},
		"/deal add benefit 8 % less contact Tom": {`"initial_value":"8 % less"`, `"initial_value":"Tom"`},
	} {
		o := newOffice(t)
		said := o.types(owner, line)
		o.fit(t)
		for _, part := range append(want, `"callback_id":"add"`) {
			if !strings.Contains(said, part) {
				t.Errorf("%s opens, without %s: %s", line, part, said)
			}
		}
	}
}

func TestTheFormAddsADeal(t *testing.T) {
	whole := map[string]string{fieldName: "Acme  <!here>", fieldCompany: "Acme Ltd", fieldContact: "Jo", fieldValue: "12 000", fieldStage: "proposal", fieldBenefit: "8 % less"}
	for _, one := range []struct{ what, field, typed, says string }{
		{"all of it", fieldName, "Acme  <!here>", `Added *#1 Acme \u0026lt;!here\u0026gt;*: Proposal · $12,000 · at Acme Ltd · contact Jo · for them: 8 % less.`},
		{"no name", fieldName, " ", `"errors":{"name":"A deal needs a name.`},
		{"an amount that is none", fieldValue, "a lot", `"errors":{"value":"I can't read that as an amount.`},
		{"a stage that is none", fieldStage, "lunch", `"errors":{"stage":"Choose one of the stages`},
	} {
		t.Run(one.what, func(t *testing.T) {
			o := newOffice(t)
			typed := map[string]string{}
			for field, text := range whole {
				typed[field] = text
			}
			typed[one.field] = one.typed
			said := o.sends(owner, formAdd, "", typed)
			o.fit(t)
			if !strings.Contains(said, one.says) {
				t.Errorf("was answered %s", said)
			}
			if strings.Contains(one.says, "errors") {
				return
			}
			if d := o.deal(t, 1); d.Company != "Acme Ltd" || d.Owner != "UOWNER" || d.Value != 1200000 {
				t.Errorf("it is kept as %+v", d)
			}
		})
	}
}

func TestAnEditOverwritesNobodysChange(t *testing.T) {
	for _, one := range []struct {
		what      string
		typed     map[string]string
		meanwhile func(*coach.AddLine)
		says      string
		want      coach.AddLine
	}{
		{
			"nobody else is there", map[string]string{fieldValue: "13k", fieldContact: ""}, nil,
			"*#1 Acme Ltd* is up to date: Proposal · $13,000.", coach.AddLine{Name: "Acme Ltd", Value: 1300000, Stage: coach.Proposal},
		}, {
			"another field is changed meanwhile", map[string]string{fieldValue: "13k"}, func(l *coach.AddLine) { l.Stage = coach.Negotiation },
			"Negotiation · $13,000", coach.AddLine{Name: "Acme Ltd", Contact: "Tess Moreau", Value: 1300000, Stage: coach.Negotiation},
		}, {
			"the same field is changed meanwhile", map[string]string{fieldName: "Acme Inc", fieldValue: "13k"}, func(l *coach.AddLine) { l.Value = 1500000 },
			`"errors":{"value":"This was changed meanwhile: “15,000”.`, coach.AddLine{Name: "Acme Ltd", Contact: "Tess Moreau", Value: 1500000, Stage: coach.Proposal},
		}, {
			"both say the same", map[string]string{fieldName: "Acme Inc", fieldValue: "15k"}, func(l *coach.AddLine) { l.Value = 1500000 },
			"*#1 Acme Inc* is up to date", coach.AddLine{Name: "Acme Inc", Contact: "Tess Moreau", Value: 1500000, Stage: coach.Proposal},
		}, {
			"contacts have roles, and there are more of them", map[string]string{fieldContact: "Tess Moreau, CFO", fieldOthers: "Sam Lee, CTO\n\nAnn (left)"}, nil,
			"contact Tess Moreau, CFO", coach.AddLine{Name: "Acme Ltd", Contact: "Tess Moreau", Role: "CFO", Value: 1200000, Stage: coach.Proposal,
				Others: []coach.Contact{{Name: "Sam Lee", Role: "CTO"}, {Name: "Ann", Left: true}}},
		}, {
			"a role without a name", map[string]string{fieldContact: ", CFO"}, nil,
			`"errors":{"contact":"I need a name before the role.`, coach.AddLine{Name: "Acme Ltd", Contact: "Tess Moreau", Value: 1200000, Stage: coach.Proposal},
		}, {
			"another role without a name", map[string]string{fieldOthers: ", CTO"}, nil,
			`"errors":{"others":"I need a name before`, coach.AddLine{Name: "Acme Ltd", Contact: "Tess Moreau", Value: 1200000, Stage: coach.Proposal},
		}, {
			"nothing is different", nil, nil,
			`"errors":{"name":"Nothing is different yet.`, coach.AddLine{Name: "Acme Ltd", Contact: "Tess Moreau", Value: 1200000, Stage: coach.Proposal},
		},
	} {
		t.Run(one.what, func(t *testing.T) {
			o := newOffice(t)
			was := o.has(t, "UOWNER", "Acme Ltd", nil)
			said := o.types(owner, "/deal edit acme")
			o.fit(t)
			hidden := opened{1, marksOf(was.Basics())}.String()
			if !strings.Contains(said, fmt.Sprintf(`"private_metadata":%q`, hidden)) || !strings.Contains(said, `"initial_value":"12,000"`) {
				t.Fatalf("it opens %s", said)
			}
			if one.meanwhile != nil {
				_, err := o.memory.Update(t.Context(), 1, "meanwhile", func(d *coach.Deal) error {
					line := d.Basics()
					one.meanwhile(&line)
					return d.Edit(coach.Act{By: "UADMIN", At: nine}, line)
				})
				if err != nil {
					t.Fatal(err)
				}
			}
			said = o.sends(owner, formEdit, hidden, filledIn(was.Basics(), one.typed))
			o.fit(t)
			if !strings.Contains(said, one.says) {
				t.Errorf("was answered %s", said)
			}
			one.want.HasValue = true
			if got := o.deal(t, 1).Basics(); !reflect.DeepEqual(got, one.want) {
				t.Errorf("it is %+v, want %+v", got, one.want)
			}
		})
	}
}

func TestAForgedEditIsRefused(t *testing.T) {
	o := newOffice(t)
	was := o.has(t, "UOWNER", "Acme Ltd", nil)
	for _, hidden := range []string{"", "1", "0 a b c d e f g", "x a b c d e f g", "1 a b c d e f g h"} {
		if said := o.sends(owner, formEdit, hidden, filledIn(was.Basics(), nil)); !strings.Contains(said, "I don't know that form any more") {
			t.Errorf("%q was answered %s", hidden, said)
		}
	}
	o.unchanged(t, was)
}

// A form that was opened before deals had other contacts says nothing of them.
func TestAnOlderEditFormLeavesTheOtherContacts(t *testing.T) {
	o := newOffice(t)
	was := o.has(t, "UOWNER", "Acme Ltd", func(d *coach.Deal, a coach.Act) error { return d.Meet(a, "Jo Miller, CFO") })
	marks := marksOf(was.Basics())
	typed := filledIn(was.Basics(), map[string]string{fieldValue: "13k"})
	delete(typed, fieldOthers)
	o.sends(owner, formEdit, opened{1, marks[:len(marks)-1]}.String(), typed)
	if is := o.deal(t, 1); is.Value != 1300000 || is.People() != "Tess Moreau · Jo Miller, CFO" {
		t.Errorf("it is %+v", is.Basics())
	}
}

func TestTheLongestDealFitsItsForm(t *testing.T) {
	o := newOffice(t)
	long := coach.AddLine{
		Name: strings.Repeat("&", coach.MaxName), Company: strings.Repeat("🚀", coach.MaxName),
		Contact: strings.Repeat("<", coach.MaxName), Benefit: strings.Repeat("\"", coach.MaxWords), Value: 1e13, Stage: coach.Negotiation,
	}
	d, err := coach.NewDeal(coach.Act{By: "UOWNER", At: nine}, "UOWNER", long)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.memory.Create(t.Context(), "long", d); err != nil {
		t.Fatal(err)
	}
	if said := o.types(owner, "/deal edit #1"); !strings.Contains(said, `"callback_id":"edit"`) {
		t.Errorf("was answered %s", said)
	}
	o.fit(t)
}
