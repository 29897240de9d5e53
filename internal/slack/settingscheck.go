package slack

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// settingsDraft is what a manager wants to change: a text by each setting's
// name, empty for the environment's, over the saved settings of a version.
type settingsDraft struct {
	Version int64             `json:"v"`
	Changes map[string]string `json:"c"`
}

// faults are errors of a form by its fields.
type faults map[string]string

func (f faults) add(setting, what string) {
	for _, one := range teamFields {
		if one.setting == setting {
			f[one.field] = strings.ToUpper(what[:1]) + what[1:]
		}
	}
}

// checkSettings takes the form for the team's settings, and shows on top of it
// what would change. Nothing is saved yet; the form stays as it was filled in.
func (b *Bot) checkSettings(ctx context.Context, e *envelope) {
	view := e.interaction.View
	soon, cancel := context.WithDeadline(ctx, e.taken.Add(answerWithin))
	defer cancel()
	shown, ok := readShown(view.PrivateMetadata)
	if !ok || view.State == nil {
		b.tell(ctx, e, b.worded(e, nil, unknownForm(), ""))
		return
	}
	c, err := b.callOf(soon, e, coach.ViaForm, view.ID+":"+view.CallbackID)
	if err != nil {
		b.tell(ctx, e, b.worded(e, nil, err, ""))
		return
	}
	if err := b.mayManage(soon, c); err != nil {
		b.refuseForm(ctx, e, err)
		return
	}
	saved, err := b.deals.Settings(soon)
	if err != nil {
		b.refuseForm(ctx, e, err)
		return
	}
	draft, wrong := b.draft(soon, c, saved, shown, typedIn(view.State.Values))
	if len(wrong) > 0 {
		b.ack(ctx, e, slack.NewErrorsViewSubmissionResponse(wrong))
		return
	}
	next, err := b.settingsChanges(soon, c, saved, shown, draft)
	if err != nil {
		b.refuseForm(ctx, e, err)
		return
	}
	b.ack(ctx, e, slack.NewPushViewSubmissionResponse(&next))
}

// draft reads what was typed. A field that somebody else has changed since the
// form was opened is an error when it was changed here too.
func (b *Bot) draft(ctx context.Context, c call, saved coach.Saved, shown shownSettings, typed map[string]string) (settingsDraft, faults) {
	draft, wrong := settingsDraft{saved.Version, map[string]string{}}, faults{}
	for _, one := range teamFields {
		text, ok := typed[one.field]
		if !ok {
			continue
		}
		is := saved.Text(b.environment, one.setting)
		wanted := b.environment.Text(one.setting)
		if text != "" {
			s := b.environment
			if err := s.Set(one.setting, text); err != nil {
				wrong.add(one.setting, err.Error())
				continue
			}
			wanted = s.Text(one.setting)
		}
		_, here := saved.Values[one.setting]
		switch {
		case hash(wanted) == shown[one.setting] && (text != "" || !here), wanted == is && (text != "" || !here):
			continue
		case hash(is) != shown[one.setting]:
			wrong.add(one.setting, coach.Cut(b.nameOf(ctx)(saved.By), 60)+" saved this meanwhile: “"+b.showSetting(ctx, one.setting, is)+
				"”. Nothing of yours was saved. Write that to keep it, or open the form again to change it.")
			continue
		case text == "":
			wanted = ""
		}
		if err := b.fits(ctx, one.setting, wanted, is); err != nil {
			wrong.add(one.setting, b.formError(err, reference()))
			continue
		}
		draft.Changes[one.setting] = wanted
	}
	if len(wrong) == 0 {
		if name, err := b.sound(c, saved, draft); err != nil {
			wrong.add(name, b.formError(err, reference()))
		}
	}
	return draft, wrong
}

// fits refuses what Slack knows better than the parser: channels and people.
func (b *Bot) fits(ctx context.Context, name, text, was string) error {
	switch {
	case text == "" || text == coach.None:
		return nil
	case name == coach.ChannelSetting:
		return b.inChannel(ctx, text)
	case name == coach.ManagersSetting:
		return b.canManage(ctx, strings.Split(text, ","), strings.Split(was, ","))
	default:
		return nil
	}
}

// inChannel refuses a channel that the bot could not post in.
func (b *Bot) inChannel(ctx context.Context, name string) error {
	invite := "Write there: /invite @dealcoach. Then press Next again."
	id, err := b.Channel(ctx, name)
	if err != nil {
		b.log.Warn("no digest channel of that name was found", "err", redact(err))
		return coach.Refuse("I see no channel "+name+".", invite)
	}
	channel, err := b.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
	switch {
	case unknown(err):
		return nil
	case code(err) == "channel_not_found":
		return coach.Refuse("I see no channel "+name+".", invite)
	case err != nil:
		b.log.Warn("slack did not tell of a channel", "err", redact(err))
		return coach.Refuse("Slack does not tell me right now whether I can post in "+name+".", "Press Next again in a moment.")
	case channel.IsArchived:
		return coach.Refuse(name+" is archived.", "Name another channel.")
	case !channel.IsMember:
		return coach.Refuse("I am not in "+name+".", invite)
	}
	return nil
}

// canManage refuses new managers who are not here, and too many.
func (b *Bot) canManage(ctx context.Context, ids, before []string) error {
	if len(ids) > maxManagers {
		return coach.Refuse("Those are more than I can keep.", "Choose "+plural(maxManagers, "person", "people")+" at most.")
	}
	for _, id := range ids {
		if slices.Contains(before, id) {
			continue
		}
		m, err := b.lookUp(ctx, id)
		if err != nil {
			return coach.Refuse("Slack does not tell me right now who all of them are.", "Press Next again in a moment.")
		}
		if m.Gone || m.outside || !b.home.houses(m.team, m.enterprise) {
			return coach.Refuse("Not everybody of them is a colleague here: "+coach.Cut(m.Name, 60)+".", "Choose people of this workspace.")
		}
	}
	return nil
}

// sound refuses settings that don't fit together, and a manager who would shut
// the door behind them: with whoever saves among the managers, there is one.
func (b *Bot) sound(c call, saved coach.Saved, draft settingsDraft) (setting string, err error) {
	if len(draft.Changes) == 0 {
		return teamFields[0].setting, coach.Refuse("Nothing is changed yet.", "Change a field, or close the form.")
	}
	next := saved.With(c.act, draft.Changes)
	s := b.environment
	for _, name := range coach.SettingNames() {
		if err := s.Set(name, next.Text(b.environment, name)); err != nil {
			return name, coach.Refuse(err.Error(), "")
		}
	}
	if name, err := s.Check(); err != nil {
		return name, coach.Refuse(err.Error(), "")
	}
	if !c.person.Manages(next.Over(b.environment)) {
		return coach.ManagersSetting, coach.Refuse("Without you in the list you could not change this back.",
			"Keep yourself in it; another manager can take you out.")
	}
	return "", nil
}

// settingsChanges is the form that shows what changes, line by line, before it
// is saved.
func (b *Bot) settingsChanges(ctx context.Context, c call, saved coach.Saved, shown shownSettings, draft settingsDraft) (slack.ModalViewRequest, error) {
	next := saved.With(c.act, draft.Changes)
	rehearsed, err := b.rehearsed(ctx, saved.Over(b.environment), next.Over(b.environment))
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	hidden, err := json.Marshal(draft)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	if len(hidden) > maxHidden {
		return slack.ModalViewRequest{}, coach.Refuse("That is too much to change at once.", "Save the holidays first, then the rest.")
	}
	f := newForm(formChanges, target{})
	f.title = "What changes"
	f.say(strings.Join(b.changeLines(ctx, saved, draft), "\n"))
	if others := b.meanwhile(ctx, saved, shown, draft); others != "" {
		f.say(others)
	}
	f.say(plain(rehearsed))
	if draft.Changes[coach.ManagersSetting] != "" {
		f.say("From then on only they are managers" + b.andAlways(ctx) + ": an admin of the workspace who is not among them is none.")
	}
	view := f.view()
	view.Close = words("Back")
	view.PrivateMetadata = string(hidden)
	return view, nil
}

// maxHidden is the most that a view's hidden part takes.
const maxHidden = 3000

// changeLines tells of each setting what it is and what it would be.
func (b *Bot) changeLines(ctx context.Context, saved coach.Saved, draft settingsDraft) []string {
	var lines []string
	for _, one := range teamFields {
		to, ok := draft.Changes[one.setting]
		if !ok {
			continue
		}
		was := b.showSetting(ctx, one.setting, saved.Text(b.environment, one.setting))
		is := b.showSetting(ctx, one.setting, to)
		if to == "" {
			is = b.showSetting(ctx, one.setting, b.environment.Text(one.setting)) + ", as the bot was started"
		}
		lines = append(lines, "*"+one.label+"*\n"+plain(was)+"  →  "+plain(is))
	}
	return lines
}

// meanwhile tells what somebody else has saved since the form was opened, and
// stays.
func (b *Bot) meanwhile(ctx context.Context, saved coach.Saved, shown shownSettings, draft settingsDraft) string {
	var lines []string
	for _, one := range teamFields {
		is := saved.Text(b.environment, one.setting)
		if _, mine := draft.Changes[one.setting]; mine || hash(is) == shown[one.setting] {
			continue
		}
		lines = append(lines, "• "+one.label+": "+plain(b.showSetting(ctx, one.setting, is)))
	}
	if len(lines) == 0 {
		return ""
	}
	return "*" + plain(b.nameOf(ctx)(saved.By)) + "* saved meanwhile, and it stays:\n" + strings.Join(lines, "\n")
}

func (b *Bot) andAlways(ctx context.Context) string {
	if len(b.environment.Managers) == 0 {
		return ""
	}
	return " beside " + plain(b.namesOf(ctx, b.environment.Managers, ", "))
}

// readDraft reads what settingsChanges hid. It comes back from outside, so that
// everything is checked anew.
func (b *Bot) readDraft(text string) (settingsDraft, bool) {
	var d settingsDraft
	if json.Unmarshal([]byte(text), &d) != nil || len(d.Changes) == 0 {
		return d, false
	}
	for _, name := range slices.Sorted(maps.Keys(d.Changes)) {
		if s := b.environment; d.Changes[name] != "" && s.Set(name, d.Changes[name]) != nil {
			return d, false
		}
		if !slices.Contains(coach.SettingNames(), name) {
			return d, false
		}
	}
	return d, true
}
