package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// teamField is one field of the form for the team's settings.
type teamField struct {
	field, setting, label, hint string
}

// teamFields are the fields of that form, what decides on prompts first.
var teamFields = []teamField{
	{fieldLimits, coach.LimitsSetting, "Quiet limits of the stages", "Working days without a touch: prospect=14d,proposal=7d; or small, mid, enterprise."},
	{fieldOpen, coach.MostOpenSetting, "Open deals of a rep beyond which I say so", "0 for any number."},
	{fieldPauses, coach.MostPauseSetting, "Pauses of a deal in a row, without a word from them", ""},
	{fieldFacts, coach.FactsSetting, "What to find out before a deal counts as qualified", ""},
	{fieldDays, coach.DaysSetting, "Working days", "For example: Mon-Thu,Sat."},
	{fieldHours, coach.HoursSetting, "Working hours, in each rep's zone", "For example: 09:00-17:00."},
	{fieldHolidays, coach.HolidaysSetting, "Holidays", "Dates and country codes: 2026-12-25,DE,US; or none."},
	{fieldPrompt, coach.PromptSetting, "When reps are prompted, in their zone", "For example: 09:00."},
	{fieldZone, coach.ZoneSetting, "The team's zone", "For example: Europe/Berlin."},
	{fieldChannel, coach.ChannelSetting, "Channel of the weekly digest", "#sales or an id; or none."},
	{fieldDigest, coach.DigestSetting, "When the digest is posted, in the team's zone", "For example: Fri 16:00."},
	{fieldCurrency, coach.CurrencySetting, "Currency", "Three letters, such as USD."},
	{fieldManagers, coach.ManagersSetting, "Managers", ""},
}

// Limits of the form: what its hidden part can carry.
const (
	maxSetting  = 1000 // characters of a text
	maxManagers = 60
)

// teamSettings opens the form for the team's settings.
func (b *Bot) teamSettings(ctx context.Context, c call) (*sheet, error) {
	if c.text != "" {
		return nil, coach.Refuse("I did not expect “"+coach.Cut(c.text, 60)+"” after the command.", "The form asks for everything: /deal settings")
	}
	return b.settingsForm(ctx, c)
}

func (b *Bot) settingsForm(ctx context.Context, c call) (*sheet, error) {
	if err := b.mayManage(ctx, c); err != nil {
		return nil, err
	}
	saved, err := b.deals.Settings(ctx)
	if err != nil {
		return nil, err
	}
	return inForm(b.settingsView(ctx, c, saved), "The form did not open. Nothing is lost.", "Try it once more: /deal settings"), nil
}

// mayManage refuses whoever is no manager, and says whom to ask.
func (b *Bot) mayManage(ctx context.Context, c call) error {
	if c.person.Manages(b.settings()) {
		return nil
	}
	return coach.Refuse("Only a manager can change the team's settings.", b.askManager(ctx))
}

// askManager says whom to ask.
func (b *Bot) askManager(ctx context.Context) string {
	if len(b.settings().Managers) == 0 {
		return "Ask a manager: an admin of this workspace."
	}
	return "Ask " + b.namesOf(ctx, b.settings().Managers, " or ") + "."
}

func (b *Bot) namesOf(ctx context.Context, ids []string, between string) string {
	var names []string
	for _, id := range ids {
		names = append(names, b.nameOf(ctx)(id))
	}
	return strings.Join(names, between)
}

// settingsView is the form, filled with what holds now.
func (b *Bot) settingsView(ctx context.Context, c call, saved coach.Saved) slack.ModalViewRequest {
	f := newForm(formSettings, target{})
	f.title = "Team settings"
	head := "Nothing is saved before you have seen what changes. What you leave empty is as the bot was started."
	if saved.Version > 0 {
		head += "\nLast saved by " + plain(b.nameOf(ctx)(saved.By)) + " on " + coach.DateOf(saved.At.In(c.act.At.Location())).Words(c.today()) + "."
	}
	f.say(head)
	if saved.Version > 0 {
		f.blocks = append(f.blocks, lastChanges())
	}
	shown := shownSettings{}
	for _, one := range teamFields {
		text := saved.Text(b.environment, one.setting)
		shown[one.setting] = hash(text)
		f.input(one.field, one.label, b.origin(ctx, one, saved), teamInput(one, text), true)
	}
	view := f.view()
	view.Submit = words("Next")
	view.PrivateMetadata = shown.String()
	return view
}

// origin is the hint below a field: an example, and where the value comes from.
func (b *Bot) origin(ctx context.Context, one teamField, saved coach.Saved) string {
	text := b.environment.Text(one.setting)
	if one.setting == coach.ManagersSetting {
		if len(b.environment.Managers) == 0 {
			return "Leave it empty, and the admins of the workspace are the managers."
		}
		return "Always managers: " + b.namesOf(ctx, b.environment.Managers, ", ") + ". Until a list is saved here, so are the admins of the workspace."
	}
	from := "As the bot was started."
	if _, ok := saved.Values[one.setting]; ok {
		from = "Saved here. Empty: " + coach.Cut(text, 100)
	}
	return strings.TrimSpace(one.hint + " " + from)
}

// teamInput is the input of a field.
func teamInput(one teamField, text string) slack.BlockElement {
	switch one.setting {
	case coach.FactsSetting:
		var options, chosen []*slack.OptionBlockObject
		asked, _ := coach.ParseFacts(text)
		for _, fact := range coach.Facts {
			option := slack.NewOptionBlockObject(string(fact), words(sentence(string(fact))), nil)
			options = append(options, option)
			if slices.Contains(asked, fact) {
				chosen = append(chosen, option)
			}
		}
		boxes := slack.NewCheckboxGroupsBlockElement(fieldInput, options...)
		boxes.InitialOptions = chosen
		return boxes
	case coach.ManagersSetting:
		people := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, words("Choose people"), fieldInput)
		if text != coach.None {
			people.InitialUsers = strings.Split(text, ",")
		}
		return people
	default:
		input := slack.NewPlainTextInputBlockElement(words("As the bot was started"), fieldInput)
		input.MaxLength, input.InitialValue = maxSetting, coach.Cut(text, maxSetting)
		return input
	}
}

// shownSettings is a mark of what each field held when the form was opened.
type shownSettings map[string]string

// String writes it for the form's hidden part.
func (s shownSettings) String() string {
	text, _ := json.Marshal(s)
	return string(text)
}

func readShown(text string) (shownSettings, bool) {
	var s shownSettings
	err := json.Unmarshal([]byte(text), &s)
	return s, err == nil && len(s) == len(teamFields)
}

// showSetting is the text of a setting for people.
func (b *Bot) showSetting(ctx context.Context, name, text string) string {
	switch {
	case name == coach.ManagersSetting && text == coach.None:
		return "the admins of the workspace"
	case name == coach.ManagersSetting:
		return b.namesOf(ctx, strings.Split(text, ","), ", ")
	default:
		return strings.ReplaceAll(coach.Cut(text, 200), ",", ", ")
	}
}

// rehearsed tells what settings would have sent in the last four weeks, beside
// those of now.
func (b *Bot) rehearsed(ctx context.Context, now, next coach.Settings) (string, error) {
	open, total, err := b.deals.OpenAll(ctx, rehearsedDeals)
	if err != nil {
		return "", err
	}
	was, is := coach.Rehearse(open, now, b.now()), coach.Rehearse(open, next, b.now())
	text := "With these settings I would have sent " + sent(is, " in the last four weeks") + "; with those of now, " + sent(was, "") + "."
	text += "\nThat is an estimate, from what is known of the open deals today"
	if total > len(open) {
		text += fmt.Sprintf(", counting the %d of %d with the oldest touch", len(open), total)
	}
	return text + ". Nobody gets more than one prompt a day.", nil
}

// rehearsedDeals is how many open deals are counted: the answer has to come
// while the form waits.
const rehearsedDeals = 500

func sent(r coach.Rehearsal, when string) string {
	if r.Prompts == 0 {
		return "no prompts" + when
	}
	return fmt.Sprintf("about %s to %s%s, at most %s a day to one",
		plural(r.Prompts, "prompt", "prompts"), plural(r.People, "person", "people"), when, plural(r.Most, "deal", "deals"))
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
