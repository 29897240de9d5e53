package slack

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// saveSettings saves what was shown. When somebody else has saved in between,
// nothing is saved and nothing is lost: the form with what was typed lies below.
func (b *Bot) saveSettings(ctx context.Context, e *envelope) {
	view := e.interaction.View
	soon, cancel := context.WithDeadline(ctx, e.taken.Add(answerWithin))
	defer cancel()
	c, err := b.callOf(soon, e, coach.ViaForm, view.ID+":"+view.CallbackID)
	if err == nil {
		err = b.mayManage(soon, c)
	}
	draft, ok := b.readDraft(view.PrivateMetadata)
	if err == nil && !ok {
		err = unknownForm()
	}
	if err != nil {
		b.tell(ctx, e, b.worded(e, nil, err, ""))
		return
	}
	s, err := persist(soon, func(ctx context.Context) (*sheet, error) { return b.keepSettings(ctx, c, draft) })
	if err != nil {
		b.tell(ctx, e, b.worded(e, nil, err, ""))
		return
	}
	done := saved(s)
	done.ClearOnClose = true
	b.ack(ctx, e, slack.NewUpdateViewSubmissionResponse(&done))
}

// keepSettings commits a draft with the digest's next instant, and tells what
// was saved.
func (b *Bot) keepSettings(ctx context.Context, c call, draft settingsDraft) (*sheet, error) {
	is, err := b.deals.Settings(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := b.sound(c, is, draft); err != nil {
		return nil, err
	}
	next := is.With(c.act, draft.Changes)
	next.Version = draft.Version
	timers, err := b.digestMoves(ctx, draft, next.Over(b.environment))
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(coach.PromptSettings, func(name string) bool { _, changed := draft.Changes[name]; return changed }) {
		timers = append(timers, coach.SettingsTimers(b.now())...)
	}
	err = b.deals.SaveSettings(ctx, c.op, next, timers...)
	if errors.Is(err, coach.ErrConflict) {
		if is, err = b.deals.Settings(ctx); err != nil {
			return nil, err
		}
		return nil, b.savedMeanwhile(ctx, is, draft)
	}
	if err != nil {
		return nil, err
	}
	next.Version++
	b.saved(next)
	s := &sheet{}
	s.say("The team's settings are saved. They count from now on, for everybody.")
	var lines []string
	for _, one := range teamFields {
		if _, ok := draft.Changes[one.setting]; ok {
			lines = append(lines, "• "+one.label+": "+plain(b.showSetting(ctx, one.setting, next.Text(b.environment, one.setting))))
		}
	}
	s.say(strings.Join(lines, "\n"))
	return s, nil
}

// digestMoves is the digest's timer when its instant may have changed. The first
// one of a team is set by the loop that looks for what is due.
func (b *Bot) digestMoves(ctx context.Context, draft settingsDraft, next coach.Settings) ([]coach.Timer, error) {
	moves := false
	for _, name := range []string{coach.DigestSetting, coach.ZoneSetting, coach.ChannelSetting} {
		_, changed := draft.Changes[name]
		moves = moves || changed
	}
	if !moves || next.DigestChannel == "" {
		return nil, nil
	}
	last, ok, err := b.deals.LastDigest(ctx)
	if err != nil || !ok {
		return nil, err
	}
	return []coach.Timer{{Name: coach.DigestTimer, Due: coach.NextDigest(last, next)}}, nil
}

// savedMeanwhile tells who saved, and what is different now from what was to be
// saved.
func (b *Bot) savedMeanwhile(ctx context.Context, is coach.Saved, draft settingsDraft) error {
	var lines []string
	for _, one := range teamFields {
		if _, mine := draft.Changes[one.setting]; mine {
			lines = append(lines, one.label+": "+b.showSetting(ctx, one.setting, is.Text(b.environment, one.setting)))
		}
	}
	return coach.Refuse(b.nameOf(ctx)(is.By)+" saved the settings meanwhile, so yours were not saved, and nothing was overwritten. Now it is:\n"+strings.Join(lines, "\n"),
		"Close this: your form is as you filled it in. Press Next to see what would change now.")
}
