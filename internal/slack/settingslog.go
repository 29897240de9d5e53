package slack

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// savesPage is how many saves of the team's settings are shown at once.
const savesPage = 8

// lastChanges is the button that shows who saved what.
func lastChanges() *slack.ActionBlock {
	return slack.NewActionBlock("saves", button(doSaves, "0", "Last changes"))
}

// showSaves shows a page of the last saves, on top of the form or in the place of
// the page that is open.
func (b *Bot) showSaves(ctx context.Context, e *envelope, c call, rest, value string) {
	err := b.mayManage(ctx, c)
	var saves []coach.SettingsSave
	if err == nil {
		saves, err = b.deals.SettingsSaves(ctx, coach.MaxSettingsSaves)
	}
	if err != nil {
		b.respond(ctx, e, b.worded(e, nil, err, ""), false)
		return
	}
	page, _ := strconv.Atoi(value) // no number is the newest page
	s := b.savesAt(ctx, c, saves, page)
	if rest != "" && e.inModal() {
		b.inModalsPlace(ctx, e, "Last changes", s)
		return
	}
	if _, err := b.api.PushViewContext(ctx, e.interaction.TriggerID, modalOf("Last changes", s)); err != nil {
		b.log.Warn("could not show the last changes", "err", redact(err))
	}
}

// savesAt is one page; the newest saves are on page 0.
func (b *Bot) savesAt(ctx context.Context, c call, saves []coach.SettingsSave, page int) *sheet {
	last := max(len(saves)-1, 0) / savesPage
	page = min(max(page, 0), last)
	from := page * savesPage
	s := &sheet{}
	if len(saves) == 0 {
		s.say("Nobody has saved settings here yet. They are as the bot was started.")
	}
	for _, save := range saves[from:min(from+savesPage, len(saves))] {
		s.say(b.saveLines(ctx, c, save))
	}
	var row []*slack.ButtonBlockElement
	if page > 0 {
		row = append(row, button(doSaves+":newer", strconv.Itoa(page-1), "Newer"))
	}
	if page < last {
		row = append(row, button(doSaves+":older", strconv.Itoa(page+1), "Older"))
	}
	if len(row) > 0 {
		s.buttons("pages", row...)
		s.hint(fmt.Sprintf("Page %d of %d. The last %d saves are kept.", page+1, last+1, coach.MaxSettingsSaves))
	}
	return s
}

// saveLines tells who saved, when, and each setting before and after.
func (b *Bot) saveLines(ctx context.Context, c call, save coach.SettingsSave) string {
	at := save.At.In(c.act.At.Location())
	lines := []string{fmt.Sprintf("*%s %s, %s*", coach.DateOf(at).Words(c.today()), at.Format("15:04"), plain(b.nameOf(ctx)(save.By)))}
	text := func(name, text string) string {
		if text == "" {
			return "as the bot was started"
		}
		return b.showSetting(ctx, name, text)
	}
	for _, one := range save.Changes {
		label := one.Name // of a setting that another version of the program knows
		for _, field := range teamFields {
			if field.setting == one.Name {
				label = field.label
			}
		}
		lines = append(lines, "• "+plain(label)+": "+plain(text(one.Name, one.Was))+"  →  "+plain(text(one.Name, one.Is)))
	}
	if len(save.Changes) == 0 {
		lines = append(lines, "• nothing was different")
	}
	return strings.Join(lines, "\n")
}
