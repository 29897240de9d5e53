package slack

import (
	"fmt"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// outcomeMarks tell the three outcomes apart.
var outcomeMarks = map[coach.Status]string{coach.Won: ":trophy:", coach.LetGo: ":dove_of_peace:", coach.Lost: ":no_entry_sign:"}

// foretold shows the rep which of their deals the next summary will name, and
// takes a line about each until the summary is made.
func (b *Bot) foretold(s *sheet, p coach.Prompt, deals map[int64]coach.Deal) {
	if len(p.Ended) == 0 {
		return
	}
	s.divider()
	day := coach.DateOf(p.DigestAt)
	s.sayf("*In the summary for the channel on %s at %s*", day.Words(p.On), p.DigestAt.Format("15:04"))
	made := !b.now().Before(p.DigestAt)
	for _, id := range p.Ended {
		d := deals[id]
		if d.ID == 0 || d.IsOpen() || d.IsDeleted() {
			continue
		}
		e := coach.Ended{Name: d.Name, Value: d.Value, Line: d.Line}
		words := fmt.Sprintf("%s *%s*%s · %s%s", outcomeMarks[d.Status], plain(e.Name), b.worth(e), d.Status.Words(), said(e))
		if made {
			s.say(words)
			continue
		}
		label := "Add a line"
		if d.Line != "" {
			label = "Change the line"
		}
		s.sayBeside(words, named(button(doForm+":"+formLine, target{deal: d.ID, prompt: p.ID}.String(), label), d))
	}
	switch {
	case made:
		s.hint("The summary has been made.")
	case p.MoreEnded > 0:
		s.hint(fmt.Sprintf("and %d more: `/deal list won`. What worked, or what did you learn? Your line stands there with your name.", p.MoreEnded))
	default:
		s.hint("What worked, or what did you learn? Your line stands there with your name.")
	}
}

// sayBeside is say with a button beside it.
func (s *sheet) sayBeside(markup string, b *slack.ButtonBlockElement) {
	s.lines = append(s.lines, markup)
	s.add(slack.NewSectionBlock(mrkdwn(cutMarkup(markup, maxSection)), nil, slack.NewAccessory(b)))
}

// lineForm asks for what the channel may read about a closed deal.
func lineForm(f *formSheet, d coach.Deal) {
	f.title = "A line for the channel"
	f.say("*" + plain(d.Title()) + "* · " + d.Status.Words())
	f.text(fieldLine, "What worked, or what did you learn?", "For example: I asked who else decides, early",
		"Shown in the weekly summary, with your name. Leave it empty to say nothing.", d.Line, coach.MaxWords, true)
}
