package slack

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
	"dealcoach/internal/exchange"
)

// importPressed begins the import that a preview offers, or goes on with it.
func (b *Bot) importPressed(ctx context.Context, e *envelope, c call, value string) {
	o, ok := readOffer(value)
	at := coach.Posted{Channel: e.interaction.Channel.ID, TS: e.interaction.Container.MessageTs}
	var err error
	switch {
	case !ok || !b.isDirect(ctx, at, c.person):
		err = unknownButton()
	case !o.holds(c.act.At):
		err = coach.Refuse("That preview is of "+coach.DateOf(o.at.In(c.act.At.Location())).Words(c.today())+", and the deals have moved on since: nothing was imported.",
			"Send me the file again, and I show you what it would do now.")
	default:
		run := &importRun{bot: b, call: c, offer: o, at: at, name: "your file"}
		err = b.errand(importKey(c), run.work, run.tell)
	}
	if err != nil {
		b.respond(ctx, e, b.worded(e, nil, err, ""), false)
	}
}

// importKey is the errand of an import: one at a time for each person.
func importKey(c call) string { return "import " + c.person.ID }

// isDirect reports whether a message is in the DM of a person.
func (b *Bot) isDirect(ctx context.Context, at coach.Posted, p coach.Person) bool {
	channel, err := b.direct(ctx, p.ID)
	return err == nil && at.TS != "" && (channel == at.Channel || channel == p.ID)
}

// importRun is one import at work, shown in the message of its preview.
type importRun struct {
	bot   *Bot
	call  call
	offer offer
	at    coach.Posted
	name  string // of the file

	report *exchange.Report // set when it came to its end

	mu          sync.Mutex
	done, total int
}

// work imports the file. What it returns, or the report, takes the place of the
// preview.
func (r *importRun) work(ctx context.Context) (*sheet, error) {
	b := r.bot
	_ = b.overwrite(ctx, r.at, r.shown()) // the next edit says more
	f, data, err := b.fetch(ctx, r.call, r.offer.file)
	switch {
	case err != nil && ctx.Err() != nil:
		return r.stopped(ctx, err), nil
	case err != nil:
		return nil, b.fileTrouble(err)
	case hashOf(data) != r.offer.hash:
		return nil, coach.Refuse("That is not the file that I showed you: nothing was imported.", "Send it to me again.")
	}
	r.name = f.Name
	report, err := r.importing(ctx, data)
	var refusal coach.Refusal
	switch {
	case errors.As(err, &refusal):
		return nil, err
	case err != nil:
		return r.stopped(ctx, err), nil
	}
	r.report = &report
	return nil, nil
}

// importing does it, and shows how far it is every now and then.
func (r *importRun) importing(ctx context.Context, data []byte) (exchange.Report, error) {
	over, shown := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(shown)
		tick := time.NewTicker(progressEvery)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				_ = r.bot.overwrite(ctx, r.at, r.shown())
			case <-over:
				return
			}
		}
	}()
	report, err := r.bot.job(r.call).Import(ctx, data, r.reached)
	close(over)
	<-shown
	return report, err
}

func (r *importRun) reached(done, total int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.done, r.total = done, total
}

func (r *importRun) shown() *sheet {
	r.mu.Lock()
	defer r.mu.Unlock()
	return importingSheet(r.name, r.done, r.total, r.offer)
}

// stopped tells why it did not come to its end.
func (r *importRun) stopped(ctx context.Context, err error) *sheet {
	r.mu.Lock()
	defer r.mu.Unlock()
	why := "something went wrong on my side."
	switch {
	case ctx.Err() != nil:
		why = "I'm being restarted."
	case errors.Is(err, coach.ErrUnavailable), errors.Is(err, coach.ErrUnknown):
		why = "my memory (Redis) can't be reached right now."
	}
	r.bot.log.Warn("an import was cut short", "done", r.done, "rows", r.total, "err", redact(err))
	return stoppedSheet(r.name, r.done, r.total, why, r.offer)
}

// sendFailed sends the rows that could not be taken, ready to be mended.
func (r *importRun) sendFailed(ctx context.Context, report exchange.Report) error {
	if len(report.Failed) == 0 {
		return nil
	}
	var rows strings.Builder
	if err := report.WriteFailed(&rows); err != nil {
		return r.bot.fileTrouble(err)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), tellWithin)
	defer cancel()
	words := tallied(len(report.Failed), "row") + " of " + plainCut(r.name, 80) + " to mend: the last column says why. Send the file back to me when it is done."
	if err := r.bot.send(ctx, r.at.Channel, words, upload{failedName(r.name), []byte(rows.String())}); err != nil {
		return r.bot.fileTrouble(err)
	}
	return nil
}

// failedName names the file with the rows to mend after the one that they are from.
func failedName(name string) string {
	base := strings.TrimSuffix(name, name[len(name)-len(endingOf(name)):])
	return coach.Cut(strings.TrimSuffix(base, "-to-mend"), 80) + "-to-mend.csv"
}

// tell puts the outcome in the place of the preview. It has to be there, so it is
// tried again; when the message is gone, it comes as a new one.
func (r *importRun) tell(ctx context.Context, s *sheet, err error) {
	b := r.bot
	if s == nil && err == nil {
		s = importedSheet(r.name, *r.report, r.sendFailed(ctx, *r.report))
	}
	s = b.worded(&envelope{}, s, err, "")
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), tellWithin)
	defer cancel()
	for wait := time.Second; ; wait *= 2 {
		err := b.overwrite(ctx, r.at, s)
		if code(err) == "message_not_found" {
			err = b.write(ctx, r.at.Channel, s)
		}
		if err == nil {
			return
		}
		if code(err) != "" && code(err) != "ratelimited" || ctx.Err() != nil || wait > 8*time.Second {
			b.log.Warn("could not tell how an import ended", "err", redact(err))
			return
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
		}
	}
}

// overwrite brings a message of the bot's up to date.
func (b *Bot) overwrite(ctx context.Context, at coach.Posted, s *sheet) error {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	_, _, _, err := b.api.UpdateMessageContext(ctx, at.Channel, at.TS,
		slack.MsgOptionText(s.text(), false), slack.MsgOptionBlocks(s.all()...))
	return err
}

// write posts a message that may be lost.
func (b *Bot) write(ctx context.Context, channel string, s *sheet) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), callTimeout)
	defer cancel()
	_, _, err := b.api.PostMessageContext(ctx, channel, slack.MsgOptionText(s.text(), false), slack.MsgOptionBlocks(s.all()...))
	return err
}
