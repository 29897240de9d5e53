package slack

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// sendPage posts a page of the thread below a digest, as soon as that is posted.
// A digest that never will be takes its thread with it.
func (b *Bot) sendPage(ctx context.Context, d coach.Delivery) (coach.Posted, error) {
	id, n, ok := coach.ThreadOf(d.ID)
	if !ok {
		return coach.Posted{}, coach.Undeliverable{Reason: "a page of no thread"}
	}
	digest, err := b.deals.Digest(ctx, id)
	if err != nil {
		return coach.Posted{}, unread(err)
	}
	pages := digest.Thread()
	if n > len(pages) {
		return coach.Posted{}, coach.ErrDropped
	}
	to, posted, err := b.deals.Posted(ctx, id)
	if err != nil {
		return coach.Posted{}, unread(err)
	}
	if !posted {
		return coach.Posted{}, b.waitFor(ctx, id, n)
	}
	at, err := b.postOnce(ctx, d, to, b.pageSheet(digest, pages, n, b.nameOf(ctx)))
	if gone(err) {
		return coach.Posted{}, coach.ErrDropped
	}
	return at, err
}

// mostWait is the longest that a page waits before it looks again whether its
// digest is posted.
const mostWait = time.Minute

// waitFor puts a page off until its digest is posted, each page a second longer
// than the one before, so that they come in their order.
func (b *Bot) waitFor(ctx context.Context, digest string, page int) error {
	letters, err := b.deals.DeadLetters(ctx, lettersRead)
	if err != nil {
		return unread(err)
	}
	if slices.ContainsFunc(letters, func(l coach.DeadLetter) bool { return l.ID == digest }) {
		return coach.ErrDropped
	}
	return coach.Held{Wait: min(time.Duration(page)*time.Second, mostWait), Cause: errNotPosted}
}

// lettersRead is how many of the newest dead letters are looked through for a
// digest.
const lettersRead = 100

var errNotPosted = errors.New("the digest is not posted yet")

// gone reports that somebody has deleted the message whose thread it was.
func gone(err error) bool {
	var held coach.Held
	if errors.As(err, &held) {
		err = held.Cause
	}
	return code(err) == "thread_not_found"
}

// pageSheet lists deals with name and value, and with what their owners wrote for
// the channel; where there are several pages, it says which this is.
func (b *Bot) pageSheet(d coach.Digest, pages []coach.Page, n int, nameOf func(string) string) *sheet {
	s := &sheet{}
	page := pages[n-1]
	head := "All deals closed this week"
	if len(pages) > 1 {
		head += fmt.Sprintf(", %d of %d", n, len(pages))
	}
	s.sayf("*%s*", head)
	b.roll(s, titleWon, page.Won, nameOf)
	b.roll(s, titleLetGo, page.LetGo, nameOf)
	b.roll(s, titleLost, page.Lost, nameOf)
	mark(s, coach.ThreadID(d.ID, n))
	return s
}

func (b *Bot) roll(s *sheet, title string, deals []coach.Ended, nameOf func(string) string) {
	if len(deals) == 0 {
		return
	}
	lines := []string{title}
	for _, e := range deals {
		line := "• *" + plain(e.Name) + "*" + b.worth(e)
		if e.Line != "" {
			line += " · " + plain(coach.Cut(nameOf(e.Owner), coach.OwnerShown)) + said(e)
		}
		lines = append(lines, line)
	}
	s.say(strings.Join(lines, "\n"))
}

// said is what the owner wrote for the channel, if anything.
func said(e coach.Ended) string {
	if e.Line == "" {
		return ""
	}
	return ": “" + plain(coach.Cut(e.Line, coach.LineShown)) + "”"
}

// worth is a deal's value as it follows its name, if it has one.
func (b *Bot) worth(e coach.Ended) string {
	if e.Value == 0 {
		return ""
	}
	return " · " + plain(e.Value.In(b.settings().Currency))
}

func (b *Bot) readThread(ctx context.Context, at coach.Posted, oldest, cursor string) (*slack.GetConversationHistoryResponse, error) {
	page := &slack.GetConversationHistoryResponse{}
	var err error
	page.Messages, page.HasMore, page.ResponseMetaData.NextCursor, err = b.api.GetConversationRepliesContext(ctx, &slack.GetConversationRepliesParameters{
		ChannelID: at.Channel, Timestamp: at.TS, Limit: lookPage, IncludeAllMetadata: true, Oldest: oldest, Cursor: cursor,
	})
	return page, err
}
