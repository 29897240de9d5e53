package slack

import (
	"bytes"
	"context"

	"dealcoach/internal/coach"
)

// aboutName is the file of everything that is kept of a person.
const aboutName = "about-me.json"

// exportMe sends somebody everything that is kept of them. It reports whether there
// was a file.
func (b *Bot) exportMe(ctx context.Context, c call) (*sheet, bool, error) {
	cannot := coach.Refuse("I can't look through everything from here.",
		"Whoever runs me can, with: bot export -person "+c.person.ID+". Your deals come with: /deal export")
	if b.keepsOf == nil {
		return nil, false, cannot
	}
	about, err := b.keepsOf(ctx, c.person.ID)
	if err != nil {
		b.log.Warn("could not gather what is kept of somebody", "user", c.person.ID, "err", err)
		return nil, false, cannot
	}
	var file bytes.Buffer
	n, err := b.job(c).ExportPerson(ctx, about, &file)
	if err != nil {
		return nil, false, err
	}
	channel, err := b.direct(ctx, c.person.ID)
	if err != nil {
		return nil, false, b.fileTrouble(err)
	}
	words := "Everything that I keep of you, as of " + plain(coach.DateOf(c.act.At).Words(c.today())) + "."
	if err := b.send(ctx, channel, words, upload{aboutName, file.Bytes()}); err != nil {
		return nil, false, b.fileTrouble(err)
	}
	s := &sheet{}
	s.sayf("Sent to our direct messages: %s, with everything that I keep of you, %s among it.", aboutName, tallied(n, "deal"))
	s.hint("It holds what you wrote privately")
	return s, true, nil
}
