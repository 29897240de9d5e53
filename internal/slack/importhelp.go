package slack

import (
	"context"
	"fmt"
	"strings"

	"dealcoach/internal/coach"
	"dealcoach/internal/exchange"
)

// template is a file to fill in: what people can tell of a deal, and two of them.
func template(today coach.Date) []byte {
	return fmt.Appendf(nil, `external id,name,company,contact,value,stage,benefit,owner,last touch,next step
CRM-1,New website,Acme,Jo Miller,12000,proposal,ship two days faster,,%s,send the draft
CRM-2,Support contract,Globex,Ann Lee,3500,qualified,,,,
`, today.Add(-7))
}

const templateName = "deals-template.csv"

// importing tells how an import goes: by a file in the bot's DM.
func (b *Bot) importing(_ context.Context, c call) (*sheet, error) {
	s := &sheet{}
	s.say("*Import:* send me a CSV file in our direct messages. I show you first what I understood; nothing is imported before you press the button.")
	s.say("The first row names the columns, in any order. `name` is enough; I also know `external id`, `company`, `contact`, `value`, `stage`, `benefit`, `owner`, `last touch` and more, under the names that other systems use. For example:")
	s.say("```" + plain(string(template(c.today()))) + "```")
	if c.person.Manages(b.settings()) {
		s.say("As a manager you import for everybody: `owner` is an e-mail address, a name as in Slack, or a user id. A row without one is yours.")
	} else {
		s.say("What you import is yours. A manager can import for everybody.")
	}
	s.hint("With an `external id` the same file may be sent again: what is here already is brought up to date, and nothing is there twice. Up to " + sizeWords(exchange.MaxBytes) + ".")
	s.buttons("import", button(doTemplate, "-", "Send me this as a file"))
	return s, nil
}

// sendTemplate sends the file to fill in to a person's DM.
func (b *Bot) sendTemplate(ctx context.Context, c call) (*sheet, error) {
	channel, err := b.direct(ctx, c.person.ID)
	if err != nil {
		return nil, b.fileTrouble(err)
	}
	if err := b.send(ctx, channel, "Fill it in with your own deals, and send it back to me here.", upload{templateName, template(c.today())}); err != nil {
		return nil, b.fileTrouble(err)
	}
	s := &sheet{}
	s.sayf("Sent to our direct messages: %s.", templateName)
	return s, nil
}

// templatePressed sends the file to fill in.
func (b *Bot) templatePressed(ctx context.Context, e *envelope, c call) {
	err := b.errand("template "+c.person.ID, func(ctx context.Context) (*sheet, error) { return b.sendTemplate(ctx, c) },
		func(ctx context.Context, s *sheet, err error) { b.respond(ctx, e, b.worded(e, s, err, ""), false) })
	if err != nil {
		b.respond(ctx, e, b.worded(e, nil, err, ""), false)
	}
}

// onlyTeam reads what follows /deal export: nothing, or the word team.
func (b *Bot) onlyTeam(c call) (team bool, err error) {
	switch strings.ToLower(c.text) {
	case "":
		return false, nil
	case "team":
		if !c.person.Manages(b.settings()) {
			return false, coach.Refuse("Only a manager can export the team's deals.", "Yours come with: /deal export")
		}
		return true, nil
	}
	return false, coach.Refuse("I don't know what to export with “"+coach.Cut(c.text, 60)+"”.", "Yours come with /deal export, the team's with /deal export team")
}
