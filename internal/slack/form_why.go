package slack

import (
	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// whyForm asks what is missing of a closed deal, each outcome in its own way.
// Nothing in it must be filled in but a category.
func (b *Bot) whyForm(f *formSheet, d coach.Deal, r reader) {
	const shown = "Shown in Friday's summary, with your name. Leave it empty to say nothing."
	switch d.Status {
	case coach.Won:
		f.title = "Won: what worked?"
		f.text(fieldReason, "What made them say yes?", "For example: the figures of the pilot", "It stays private.", d.Reason, coach.MaxReason, true)
		f.text(fieldLine, "What worked? One line for the channel", "For example: I asked who else decides, early", shown, d.Line, coach.MaxWords, true)
		return
	case coach.Lost:
		f.title = "Lost: why was that?"
		f.category(d, "What did they give as the reason?")
		f.text(fieldReason, "In their words", "For example: the price was too high", "It stays private.", d.Reason, coach.MaxReason, true)
		b.offer(f, coach.AfterALoss, "To find out why they really did not buy:", d, r)
		f.text(fieldReal, "And what was really behind it?", "It can be added later", "It stays private.", d.RealReason, coach.MaxReason, true)
	default:
		f.title = "Let go: why was that?"
		b.offer(f, coach.LettingGo, "If they have not heard it yet, you could close with:", d, r)
		f.category(d, "What stood in the way?")
		f.text(fieldReal, "And what was really behind it?", "It can be added later", "It stays private.", d.RealReason, coach.MaxReason, true)
	}
	f.optionalDate(fieldOn, "Look at it again on", d.Revisit)
	f.text(fieldLine, "What did you learn? One line for the channel", "For example: talk about money in the first call", shown, d.Line, coach.MaxWords, true)
}

// category asks for the reason as a category; the one that is known is chosen.
func (f *formSheet) category(d coach.Deal, label string) {
	f.choice(fieldKind, label, reasonLabels())
	menu, ok := f.blocks[len(f.blocks)-1].(*slack.InputBlock).Element.(*slack.SelectBlockElement)
	if !ok {
		return
	}
	for _, one := range menu.Options {
		if one.Value == string(d.ReasonKind) {
			menu.InitialOption = one
		}
	}
}

// offer adds the words of the script for a moment.
func (b *Bot) offer(f *formSheet, at coach.Moment, lead string, d coach.Deal, r reader) {
	for _, script := range b.scripts.At(at) {
		words, _ := b.filler(r).Fill(script.NextVariant(d).Words, d)
		f.say(lead + "\n" + quote(plain(words)))
		return
	}
}
