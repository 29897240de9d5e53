package slack

import (
	"bytes"
	"context"
	"strings"
	"time"

	"dealcoach/internal/coach"
)

// The files of an export.
const (
	dealsName   = "deals.csv"
	historyName = "history.csv"
)

// exportWithin is how long a command waits for an export. One that takes longer
// tells in the DM how it ended.
const exportWithin = answerWithin - 300*time.Millisecond

// export sends somebody their deals as files to their DM; a manager, if they want,
// the team's.
func (b *Bot) export(_ context.Context, c call) (*sheet, error) {
	put, late := b.exportMe, "On its way: "+aboutName+" comes to our direct messages when it is done."
	if !strings.EqualFold(c.text, "me") {
		team, err := b.onlyTeam(c)
		if err != nil {
			return nil, err
		}
		late = "On their way: " + dealsName + " and " + historyName + " come to our direct messages when they are done."
		put = func(ctx context.Context, c call) (*sheet, bool, error) { return b.exportNow(ctx, c, team) }
	}
	type outcome struct {
		sheet *sheet
		err   error
	}
	told, gone := make(chan outcome), make(chan struct{})
	sent := false
	err := b.errand("export "+c.person.ID, func(ctx context.Context) (s *sheet, err error) {
		s, sent, err = put(ctx, c)
		return s, err
	}, func(ctx context.Context, s *sheet, err error) {
		select {
		case told <- outcome{s, err}:
		case <-gone:
			if !sent { // else the files say it themselves
				b.tellLate(ctx, c, b.worded(&envelope{}, s, err, ""))
			}
		}
	})
	if err != nil {
		return nil, err
	}
	select {
	case o := <-told:
		return o.sheet, o.err
	case <-time.After(exportWithin):
		close(gone)
	}
	s := &sheet{}
	s.say(late)
	return s, nil
}

// tellLate tells in a person's DM how something ended that took long.
func (b *Bot) tellLate(ctx context.Context, c call, s *sheet) {
	channel, err := b.direct(context.WithoutCancel(ctx), c.person.ID)
	if err == nil {
		err = b.write(ctx, channel, s)
	}
	if err != nil {
		b.log.Warn("could not tell how an export ended", "err", redact(err))
	}
}

// exportNow puts the files together and sends them. It reports whether there were any.
func (b *Bot) exportNow(ctx context.Context, c call, team bool) (s *sheet, sent bool, err error) {
	owner, whose, who := c.person.ID, "Your deals", "you have"
	if team {
		owner, whose, who = "", "The team's deals", "the team has"
	}
	var deals, history bytes.Buffer
	job := b.job(c)
	n, err := job.Export(ctx, owner, &deals)
	if err != nil {
		return nil, false, err
	}
	s = &sheet{}
	if n == 0 {
		s.sayf("There is nothing to export yet: %s no deals.", who)
		s.hint("Add one with `/deal add`, or many with `/deal import`")
		return s, false, nil
	}
	lines, err := job.ExportHistory(ctx, owner, &history)
	if err != nil {
		return nil, false, err
	}
	channel, err := b.direct(ctx, c.person.ID)
	if err != nil {
		return nil, false, b.fileTrouble(err)
	}
	words := whose + ", " + tallied(n, "deal") + ", as of " + plain(coach.DateOf(c.act.At).Words(c.today())) + ". " + dealsName + " can be sent back to me: I read what I write."
	files := []upload{{dealsName, deals.Bytes()}}
	if lines > 0 {
		files = append(files, upload{historyName, history.Bytes()})
	}
	if err := b.send(ctx, channel, words, files...); err != nil {
		return nil, false, b.fileTrouble(err)
	}
	s.sayf("Sent to our direct messages: %s with %s, and %s with %s.", dealsName, tallied(n, "deal"), historyName, tallied(lines, "line"))
	return s, true, nil
}
