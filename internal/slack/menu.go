package slack

import (
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// moreMenu is the action of the menu behind the dots: what is used less, so that
// a card's row stays short. An option's value is a button's, and its action.
const moreMenu = "more"

// Slack's limits for such a menu.
const (
	maxMenu        = 5
	maxOptionValue = 150
)

// buttonsAndMenu adds a row of buttons with a menu at its end. What fits in no
// menu is a button, as a menu of one would be.
func (s *sheet) buttonsAndMenu(block string, row, less []*slack.ButtonBlockElement) {
	var options []*slack.OptionBlockObject
	for _, one := range less {
		value := one.Value + " " + one.ActionID
		if len(less) < 2 || len(options) == maxMenu || utf8.RuneCountInString(value) > maxOptionValue {
			row = append(row, one)
			continue
		}
		options = append(options, slack.NewOptionBlockObject(value, words(one.Text.Text), nil))
	}
	elements := make([]slack.BlockElement, 0, len(row)+1)
	for _, one := range row {
		elements = append(elements, one)
	}
	if len(options) > 0 {
		elements = append(elements, slack.NewOverflowBlockElement(moreMenu, options...))
	}
	s.add(slack.NewActionBlock(block, elements...))
}

// unfolded is what was clicked, with an option of the menu as the button that it
// stands for.
func unfolded(action slack.BlockAction) slack.BlockAction {
	if action.ActionID != moreMenu {
		return action
	}
	value := action.SelectedOption.Value
	if i := strings.LastIndexByte(value, ' '); i >= 0 {
		action.Value, action.ActionID = value[:i], value[i+1:]
	}
	return action
}
