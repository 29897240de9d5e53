package slack

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"dealcoach/internal/coach"
	"dealcoach/internal/exchange"
)

// dropped returns the message with files that somebody sent to the bot.
func (e *envelope) dropped() (*slackevents.MessageEvent, bool) {
	m, ok := e.event.InnerEvent.Data.(*slackevents.MessageEvent)
	return m, ok && m.IsIM() && m.SubType == slack.MsgSubTypeFileShare && m.BotID == "" && e.eventID != "" &&
		m.Message != nil && len(m.Message.Files) > 0
}

// file answers a file in the bot's DM with what importing it would do. While the
// bot is being restarted, the event is left to another instance.
func (b *Bot) file(ctx context.Context, e *envelope, m *slackevents.MessageEvent) {
	if m.User == b.home.User {
		b.ack(ctx, e, nil)
		return
	}
	text := strings.TrimSpace(printable(typed(m.Text)))
	to := coach.Posted{Channel: m.Channel, TS: m.ThreadTimeStamp}
	tell := func(ctx context.Context, s *sheet, err error) {
		b.replyOnce(ctx, e, to, b.worded(e, s, err, ""), e.retry == 0)
	}
	soon, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	c, err := b.lineCall(soon, e, m, text)
	if err == nil {
		err = b.errand("preview "+e.eventID, func(ctx context.Context) (*sheet, error) {
			if len(m.Message.Files) > 1 {
				return nil, coach.Refuse("One file at a time, please: nothing was imported.", "Send me the first one again by itself.")
			}
			s, err := b.previewFile(ctx, c, m.Message.Files[0].ID)
			if err == nil && text != "" {
				s.hint("What you wrote with the file was not logged.")
			}
			return s, err
		}, tell)
	}
	if errors.Is(err, errRestarting) {
		return
	}
	b.ack(ctx, e, nil)
	if err != nil {
		tell(ctx, nil, err)
	}
}

// previewFile tells what importing a file would do.
func (b *Bot) previewFile(ctx context.Context, c call, id string) (*sheet, error) {
	f, data, err := b.fetch(ctx, c, id)
	if err != nil {
		return nil, b.fileTrouble(err)
	}
	plan, err := b.job(c).Preview(ctx, data)
	if err != nil {
		return nil, err
	}
	return b.planSheet(ctx, c, f.Name, plan, offer{file: id, hash: hashOf(data), at: c.act.At}), nil
}

// job is an import or export by the sender of c.
func (b *Bot) job(c call) exchange.Job {
	act := c.act
	act.Via = coach.ViaImport
	return exchange.Job{
		Store: b.exchange, People: b, Settings: b.settings(), Act: act, Manager: c.person.Manages(b.settings()),
	}
}

// fetch downloads a file that the sender of c has uploaded.
func (b *Bot) fetch(ctx context.Context, c call, id string) (slack.File, []byte, error) {
	f, err := b.about(ctx, id)
	if err != nil {
		return f, nil, err
	}
	switch {
	case f.User != c.person.ID:
		return f, nil, coach.Refuse("Somebody else uploaded that file, so I leave it alone.", "Download it and send it to me yourself.")
	case f.IsExternal || f.URLPrivateDownload == "":
		return f, nil, coach.Refuse("That file is kept elsewhere, where I can't read it.", "Download it and send me the file itself.")
	case slices.Contains(sheetEndings, endingOf(f.Name)):
		return f, nil, coach.Refuse("I read CSV, and “"+coach.Cut(f.Name, 60)+"” is none: nothing was imported.",
			"Open it in Excel, Numbers or Google Sheets, save or download it as CSV (UTF-8), and send me that.")
	case endingOf(f.Name) != ".csv":
		return f, nil, coach.Refuse("I can only do something with CSV files: “"+coach.Cut(f.Name, 60)+"” was left alone.",
			"What such a file looks like: /deal import")
	case f.Size > exchange.MaxBytes:
		return f, nil, tooLarge()
	}
	data, err := b.content(ctx, f, exchange.MaxBytes)
	return f, data, err
}

// sheetEndings are the files in which people keep tables, beside CSV.
var sheetEndings = []string{".txt", ".tsv", ".xls", ".xlsx", ".xlsm", ".ods", ".numbers"}

func tooLarge() error {
	return coach.Refuse("That file is too large for me: I read "+sizeWords(exchange.MaxBytes)+" at most. Nothing was imported.",
		"Split it into several files, each with the header, and send them one after the other.")
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// progressEvery is how often the message of an import is brought up to date.
const progressEvery = 2 * time.Second
