package slack

import (
	"context"
	"slices"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"dealcoach/internal/coach"
)

// homeTab is what Slack calls the tab in the event of its opening.
const homeTab = "home"

// homeOpened asks for the Home tab of whoever has opened it. It is drawn on its
// way through the outbox, like all that follows a change: so one drawing follows
// the other, and the last one shows the newest state.
func (b *Bot) homeOpened(ctx context.Context, e slackevents.EventsAPIEvent, opened *slackevents.AppHomeOpenedEvent) {
	if opened.Tab != homeTab {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, tellWithin)
	defer cancel()
	p, err := b.admit(ctx, sender{user: opened.User, team: e.TeamID, enterprise: e.EnterpriseID})
	if err != nil {
		return // they see an empty tab
	}
	_, err = persist(ctx, func(ctx context.Context) (*sheet, error) {
		if err := b.watch(ctx, p); err != nil {
			return nil, err
		}
		return nil, b.deals.ShowHome(ctx, p.ID)
	})
	if err != nil {
		b.log.Warn("a Home tab was opened and could not be drawn", "user", p.ID, "err", redact(err))
	}
}

// sendHome draws somebody's Home tab from the present state. Doing it twice does
// no harm.
func (b *Bot) sendHome(ctx context.Context, user string) (coach.Posted, error) {
	// In doubt it is better to wait: a manager would see the tab change.
	if _, err := b.lookUp(ctx, user); err != nil {
		return coach.Posted{}, coach.Held{Wait: time.Second, Cause: err}
	}
	p, err := b.admit(ctx, sender{user, b.home.Team, b.home.Enterprise})
	if err != nil {
		return coach.Posted{}, coach.ErrDropped
	}
	look, err := b.outlookOf(ctx, p)
	if err != nil {
		return coach.Posted{}, unread(err)
	}
	s, err := b.homeSheet(ctx, call{person: p, act: b.act(p, coach.ViaHome)}, look)
	if err != nil {
		return coach.Posted{}, unread(err)
	}
	_, err = b.api.PublishViewContext(ctx, slack.PublishViewContextRequest{UserID: user, View: homeView(s, look)})
	if slices.Contains([]string{"not_enabled", "user_not_found", "user_disabled", "hash_conflict"}, code(err)) {
		return coach.Posted{}, coach.ErrDropped
	}
	if err != nil {
		return coach.Posted{}, notPosted(err)
	}
	return coach.Posted{}, nil
}

func homeView(s *sheet, l outlook) slack.HomeTabViewRequest {
	return slack.HomeTabViewRequest{
		Type: slack.VTHomeTab, PrivateMetadata: l.String(), Blocks: slack.Blocks{BlockSet: s.all()},
	}
}

// inHome reports whether something was clicked on the Home tab.
func (e *envelope) inHome() bool { return e.viewType() == slack.VTHomeTab }

// overHome answers a click on the Home tab, where there is no message to answer
// below. Where there is one, it is answered there if no modal can be opened.
func (b *Bot) overHome(ctx context.Context, e *envelope, title string, s *sheet) {
	if _, err := b.api.OpenViewContext(ctx, e.interaction.TriggerID, modalOf(title, s)); err != nil {
		b.log.Warn("could not answer in a modal", "err", redact(err))
		if e.responseURL() != "" {
			b.respond(ctx, e, s, false)
		}
	}
}

// showOver shows a deal over the Home tab.
func (b *Bot) showOver(ctx context.Context, e *envelope, c call, id int64) {
	d, err := b.read(ctx, c, id)
	s := &sheet{}
	if err == nil {
		s, err = b.whole(ctx, c, d)
	}
	if err != nil {
		b.respond(ctx, e, b.worded(e, nil, err, ""), false)
		return
	}
	at := target{deal: d.ID}.String()
	row := []*slack.ButtonBlockElement{named(button(doForm+":"+formEdit, at, "Edit"), d)}
	if d.IsOpen() {
		row = append([]*slack.ButtonBlockElement{named(button(doForm+":"+formLog, at, "Log a call"), d)}, row...)
		s.hint(plain("The words that fit now: /deal ask " + d.Ref()))
	}
	s.buttons("over", row...)
	b.overHome(ctx, e, "Deal "+d.Ref(), s)
}
