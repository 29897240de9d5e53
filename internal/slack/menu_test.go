package slack

import (
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// picks chooses an option of a card's menu.
func (o *office) picks(from sender, value string) string {
	in := o.pressed(from, moreMenu, "")
	clicked := in.ActionCallback.BlockActions[0]
	clicked.Type, clicked.SelectedOption = "overflow", slack.OptionBlockObject{Value: value}
	return o.takes(&envelope{kind: envelopeInteraction, interaction: &in})
}

func TestWhatIsInACardsMenuIsAsGoodAsAButton(t *testing.T) {
	at := target{deal: 1, prompt: replyAt(nine)}
	const theirs, none = "is not one of yours", "know that button"
	for _, one := range []struct{ what, value, says, toOthers string }{
		{"a touch", at.String() + " " + doSpoke, "You logged a call.", theirs},
		{"a form", at.String() + " " + doForm + ":" + formPause, `"callback_id":"pause"`, theirs},
		{"nothing", "", none, none},
		{"no action", at.String(), none, none},
		{"an action that is none", at.String() + " erase", none, theirs},
	} {
		t.Run(one.what, func(t *testing.T) {
			o := newOffice(t)
			o.has(t, "UOWNER", "Acme Ltd", nil)
			hears(t, o.picks(owner, one.value), one.says)
			o.fit(t)
			hears(t, o.picks(rep, one.value), one.toOthers)
		})
	}
}

func TestAMenuHoldsNoMoreThanSlackTakes(t *testing.T) {
	d := coach.Deal{ID: 1, Name: "Acme"}
	long := target{deal: 1, prompt: "prompt:" + strings.Repeat("x", maxOptionValue)}
	for what, less := range map[string][]*slack.ButtonBlockElement{
		"none":      nil,
		"one":       {button(doSpoke, "1", "a")},
		"many":      {button("a", "1", "a"), button("b", "1", "b"), button("c", "1", "c"), button("d", "1", "d"), button("e", "1", "e"), button("f", "1", "f")},
		"long ones": {button("a", long.String(), "a"), button("b", long.String(), "b")},
	} {
		s := &sheet{}
		s.say(what)
		s.buttonsAndMenu("do", []*slack.ButtonBlockElement{named(button(doLetGo, "1", "Let it go"), d)}, less)
		within(t, s)
		n := 0
		for _, e := range s.blocks[1].(*slack.ActionBlock).Elements.ElementSet {
			if menu, ok := e.(*slack.OverflowBlockElement); ok {
				n += len(menu.Options)
				continue
			}
			n++
		}
		if n != 1+len(less) {
			t.Errorf("%s: %d of %d can be used", what, n, 1+len(less))
		}
	}
}
