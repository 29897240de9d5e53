package slack

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// What marks a message as ours in its metadata. Anybody in the workspace can
// read it, so it holds the opaque id alone.
const (
	metadataType = "dealcoach_message"
	metadataID   = "id"
)

// Send posts or edits one message of the outbox. See schedule.Sender for what
// its errors mean.
func (b *Bot) Send(ctx context.Context, d coach.Delivery) (coach.Posted, error) {
	ctx = patient(ctx)
	switch d.Kind {
	case coach.PromptMessage:
		return b.sendPrompt(ctx, d)
	case coach.DigestMessage:
		return b.placeDigest(ctx, d)
	case coach.ThreadMessage:
		return b.sendPage(ctx, d)
	case coach.RefreshMessage:
		return b.refresh(ctx, d)
	case coach.EditMessage:
		return b.editDigest(ctx, d)
	case coach.HomeMessage:
		return b.sendHome(ctx, d.To)
	case coach.TeamMessage:
		return coach.Posted{}, b.sendTeam(ctx)
	case coach.NoticeMessage:
		return b.sendNotice(ctx, d)
	default:
		return coach.Posted{}, b.stranger(d)
	}
}

// newerWithin is how long a message of an unknown kind is left for others: while
// versions change one after the other, a newer instance knows it.
const newerWithin = time.Hour

// stranger is the fate of a message of an unknown kind.
func (b *Bot) stranger(d coach.Delivery) error {
	if time.Since(d.First) > newerWithin {
		return coach.Undeliverable{Reason: coach.UnknownKind}
	}
	return coach.Held{Wait: 2 * time.Second, Cause: errors.New("this version does not know such a message; leaving it to a newer one")}
}

func (b *Bot) sendPrompt(ctx context.Context, d coach.Delivery) (coach.Posted, error) {
	if !d.Repeated() { // else it may be there already
		if err := b.inPeace(ctx, d); err != nil {
			return coach.Posted{}, err
		}
	}
	_, s, err := b.prompt(ctx, d.ID)
	if err != nil {
		return coach.Posted{}, unread(err)
	}
	find := b.place
	if d.Repeated() {
		find = b.direct // to look in
	}
	channel, err := find(ctx, d.To)
	if err != nil {
		return coach.Posted{}, notPosted(err)
	}
	posted, err := b.postOnce(ctx, d, coach.Posted{Channel: channel}, s)
	if err == nil && channel == d.To {
		b.rooms.remember(d.To, posted.Channel)
	}
	return posted, err
}

// postOnce posts a message that must be there exactly once, in a channel, or with
// a TS in the thread of that message: when an earlier attempt may have got
// through, it looks before it posts.
func (b *Bot) postOnce(ctx context.Context, d coach.Delivery, to coach.Posted, s *sheet) (coach.Posted, error) {
	if d.Repeated() {
		ts, err := b.look(ctx, to, d)
		if err != nil {
			return coach.Posted{}, err
		}
		if ts != "" {
			return coach.Posted{Channel: to.Channel, TS: ts}, nil
		}
	}
	if !d.NotAfter.IsZero() && b.now().After(d.NotAfter) {
		return coach.Posted{}, coach.ErrDropped
	}
	if d.Late(time.Now()) {
		return coach.Posted{}, errHeldUp
	}
	options := []slack.MsgOption{
		slack.MsgOptionText(s.text(), false),
		slack.MsgOptionBlocks(s.all()...),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
		slack.MsgOptionMetadata(slack.SlackMetadata{
			EventType: metadataType, EventPayload: map[string]any{metadataID: d.ID},
		}),
	}
	if to.TS != "" {
		options = append(options, slack.MsgOptionTS(to.TS))
	}
	at, ts, err := b.api.PostMessageContext(ctx, to.Channel, options...)
	switch {
	case err != nil:
		return coach.Posted{}, fate(err)
	case ts == "":
		return coach.Posted{}, errors.New("slack answered without saying where it was posted")
	}
	return coach.Posted{Channel: at, TS: ts}, nil
}

// errHeldUp means that the process was halted for so long that another may have
// taken the message over: it is left alone.
var errHeldUp = errors.New("held up until the lease was nearly over; nothing was posted")

// Withdraw deletes a message that another attempt has posted too.
func (b *Bot) Withdraw(ctx context.Context, p coach.Posted) error {
	_, _, err := b.api.DeleteMessageContext(ctx, p.Channel, p.TS)
	if code(err) == "message_not_found" {
		return nil
	}
	return redact(err)
}

// How far the look-up in a channel's history goes: back to the first attempt,
// with room for clocks that differ.
const (
	lookSlack = 2 * time.Hour
	lookPage  = 200
	lookPages = 10
)

// oldest is where the look-up ends, as Slack writes instants. In a rehearsal
// nobody knows what Slack's clock shows: there is no end then but the pages.
func (b *Bot) oldest(first time.Time) string {
	if b.rehearses() {
		return ""
	}
	return fmt.Sprintf("%d.000000", first.Add(-lookSlack).Unix())
}

// look finds a message of ours that an earlier attempt posted.
func (b *Bot) look(ctx context.Context, to coach.Posted, d coach.Delivery) (ts string, err error) {
	read := b.readChannel
	if to.TS != "" {
		read = b.readThread
	}
	cursor := ""
	for range lookPages {
		page, err := read(ctx, to, b.oldest(d.First), cursor)
		if err != nil {
			return "", notPosted(err)
		}
		for _, m := range page.Messages {
			if isOurs(m, d.ID) {
				return m.Timestamp, nil
			}
		}
		if !page.HasMore {
			return "", nil
		}
		cursor = page.ResponseMetaData.NextCursor
	}
	return "", coach.Undeliverable{Reason: "the channel is too busy to tell whether it was posted"}
}

func (b *Bot) readChannel(ctx context.Context, at coach.Posted, oldest, cursor string) (*slack.GetConversationHistoryResponse, error) {
	return b.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
		ChannelID: at.Channel, Limit: lookPage, IncludeAllMetadata: true, Oldest: oldest, Cursor: cursor,
	})
}

func isOurs(m slack.Message, id string) bool {
	if m.Metadata.EventType == metadataType && m.Metadata.EventPayload[metadataID] == id {
		return true
	}
	if len(m.Blocks.BlockSet) == 0 {
		return false
	}
	return m.Blocks.BlockSet[0].ID() == id
}

// refresh edits a posted prompt to the present state. Doing it twice does no
// harm, so a lost answer is simply tried again.
func (b *Bot) refresh(ctx context.Context, d coach.Delivery) (coach.Posted, error) {
	id := coach.RefreshedBy(d.ID)
	at, posted, err := b.deals.Posted(ctx, id)
	if err != nil {
		return coach.Posted{}, unread(err)
	}
	p, s, err := b.prompt(ctx, id)
	if err != nil {
		return coach.Posted{}, unread(err)
	}
	if !posted {
		if b.now().After(p.NotAfter) {
			return coach.Posted{}, coach.ErrDropped
		}
		return coach.Posted{}, coach.Held{Wait: time.Second, Cause: errors.New("not posted yet")}
	}
	return at, b.amend(ctx, at, s)
}

// amend changes a posted message; one that cannot be changed any more is dropped.
func (b *Bot) amend(ctx context.Context, at coach.Posted, s *sheet) error {
	_, _, _, err := b.api.UpdateMessageContext(ctx, at.Channel, at.TS,
		slack.MsgOptionText(s.text(), false), slack.MsgOptionBlocks(s.all()...))
	switch {
	case err == nil:
		return nil
	case slices.Contains([]string{"message_not_found", "cant_update_message", "edit_window_closed"}, code(err)):
		return coach.ErrDropped
	default:
		return notPosted(err)
	}
}

// unread is the fate of a message whose record could not be read: nothing was
// posted.
func unread(err error) error {
	if errors.Is(err, coach.ErrNotFound) {
		return coach.ErrDropped
	}
	return coach.Held{Wait: time.Second, Cause: err}
}

// notPosted is fate for calls that post nothing, or that may be repeated: they
// never leave a doubt.
func notPosted(err error) error {
	held := coach.Held{}
	dead := coach.Undeliverable{}
	switch err := fate(err); {
	case errors.As(err, &held), errors.As(err, &dead):
		return err
	default:
		return coach.Held{Wait: afterDialFailure, Cause: err}
	}
}
