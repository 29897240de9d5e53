package slack

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// The forms, by their callback ids.
const (
	formLater   = "when"
	formBecause = "because"
	formStep    = "step"
	formContact = "contact"
	formLearn   = "learn"
	formWhy     = "why"
	formPause   = "pause"
	formLine    = "line"

	formLog  = "log"
	formAdd  = "add"
	formEdit = "edit"

	formPrompts = "prompts"

	formSettings = "settings"
	formChanges  = "settings-changes"
)

// The fields of forms, by their block ids, and the one input of each.
const (
	fieldOn     = "on"
	fieldReason = "reason"
	fieldWords  = "words"
	fieldName   = "name"
	fieldWho    = "who"
	fieldKind   = "kind"
	fieldReal   = "real"
	fieldLine   = "line"

	fieldDeal    = "deal"
	fieldOther   = "other"
	fieldReached = "reached"
	fieldStep    = "step"
	fieldCompany = "company"
	fieldContact = "contact"
	fieldValue   = "value"
	fieldStage   = "stage"
	fieldBenefit = "benefit"
	fieldOthers  = "others"
	fieldHours   = "hours"

	fieldLimits   = "limits"
	fieldOpen     = "open"
	fieldPauses   = "pauses"
	fieldFacts    = "facts"
	fieldDays     = "days"
	fieldHolidays = "holidays"
	fieldPrompt   = "prompt"
	fieldZone     = "zone"
	fieldChannel  = "channel"
	fieldDigest   = "digest"
	fieldCurrency = "currency"
	fieldManagers = "managers"

	fieldInput = "input"
)

// usualWait is the date that a form proposes, in days from today.
const usualWait = 28

// form builds the form with a callback id, which begins with the deal that it is
// about, filled with what is known.
func (b *Bot) form(id string, at target, d coach.Deal, r reader) slack.ModalViewRequest {
	f := newForm(id, at)
	if id != formLine { // says more of it
		f.say("*" + plain(d.Title()) + "*")
	}
	switch id {
	case formLater:
		f.title = "Later, not now"
		f.date(fieldOn, "When do they want to be called?", r.today.Add(usualWait))
		f.text(fieldReason, "Why then?", "For example: the board meets then", "Their reason, if they gave one. It stays private.", "", coach.MaxReason, true)
	case formBecause:
		f.title = "What will have changed?"
		for _, script := range b.scripts.At(coach.PutOffWithoutReason) {
			words, _ := b.filler(r).Fill(script.NextVariant(d).Words, d)
			f.say("You could ask:\n" + quote(plain(words)))
			break
		}
		f.text(fieldReason, "What did they say will be different by then?", "For example: the budget is set", "It stays private.", d.CallBack.Reason, coach.MaxReason, false)
	case formStep:
		f.title = "The next step"
		f.text(fieldWords, "What happens next?", "For example: demo with the CFO", "", d.Next.Words, coach.MaxWords, false)
		f.date(fieldOn, "When?", b.settings().Work.Add(r.today, 2))
	case formContact:
		f.title = "Someone new"
		f.text(fieldName, "Who looks after it now?", "For example: Ann Lee", "The deal starts again at qualification; its history stays.", "", coach.MaxName, false)
	case formLearn:
		fact, _ := readFact(at.answer)
		f.title = "What you learned"
		f.text(fieldWords, "What do you know about the "+string(fact)+"?", "In a few words", "", d.Facts[fact].Words, coach.MaxWords, false)
		f.text(fieldWho, "Who said it?", "For example: Jo", "", d.Contact, coach.MaxName, true)
	case formWhy:
		b.whyForm(f, d, r)
	case formLine:
		lineForm(f, d)
	case formPause:
		f.title = "Pause"
		f.choice(fieldKind, "Why are they silent?", kindnessLabels())
		f.optionalDate(fieldOn, "Until when? Leave it empty for the usual time", coach.Date{})
		f.text(fieldReason, "In your words", "For example: Anna is on parental leave", "It stays private.", "", coach.MaxReason, true)
	}
	return f.view()
}

func kindnessLabels() (labels []string) {
	for _, k := range coach.Kindnesses {
		labels = append(labels, k.Label)
	}
	return labels
}

func reasonLabels() (labels []string) {
	for _, k := range coach.ReasonKinds {
		labels = append(labels, sentence(string(k)))
	}
	return labels
}

// readFact reads what factID wrote.
func readFact(id string) (coach.Fact, bool) {
	for _, f := range coach.Facts {
		if factID(f) == id {
			return f, true
		}
	}
	return "", false
}

// formSheet is a form in the making.
type formSheet struct {
	id, title string
	at        target
	blocks    []slack.Block
}

func newForm(id string, at target) *formSheet { return &formSheet{id: id, at: at} }

func words(text string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, text, false, false)
}

func (f *formSheet) say(markup string) {
	f.blocks = append(f.blocks, slack.NewSectionBlock(mrkdwn(cutMarkup(markup, maxSection)), nil, nil))
}

func (f *formSheet) input(field, label, hint string, element slack.BlockElement, optional bool) {
	var under *slack.TextBlockObject
	if hint != "" {
		under = words(hint)
	}
	block := slack.NewInputBlock(field, words(label), under, element)
	block.Optional = optional
	f.blocks = append(f.blocks, block)
}

func (f *formSheet) date(field, label string, proposed coach.Date) {
	on := slack.NewDatePickerBlockElement(fieldInput)
	on.InitialDate = proposed.String()
	f.input(field, label, "", on, false)
}

func (f *formSheet) optionalDate(field, label string, proposed coach.Date) {
	on := slack.NewDatePickerBlockElement(fieldInput)
	on.InitialDate = proposed.String()
	f.input(field, label, "", on, true)
}

func (f *formSheet) text(field, label, example, hint, initial string, most int, optional bool) {
	element := slack.NewPlainTextInputBlockElement(words(example), fieldInput)
	element.MaxLength = most
	element.InitialValue = initial
	f.input(field, label, hint, element, optional)
}

func (f *formSheet) choice(field, label string, labels []string) {
	var options []*slack.OptionBlockObject
	for _, one := range labels {
		options = append(options, slack.NewOptionBlockObject(choiceOf(one), words(one), nil))
	}
	f.input(field, label, "", slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, words("Choose one"), fieldInput, options...), false)
}

// choiceOf is the value of the option with a label.
func choiceOf(label string) string { return strings.ToLower(label) }

// notice is what stands in the place of a form that came to nothing.
func notice(s *sheet) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: words("Not saved"), Close: words("Close"), Blocks: slack.Blocks{BlockSet: s.all()},
	}
}

func (f *formSheet) view() slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: f.id, PrivateMetadata: f.at.String(),
		Title: words(f.title), Submit: words("Save"), Close: words("Cancel"),
		Blocks: slack.Blocks{BlockSet: f.blocks},
	}
}

// hash tells what was typed into a form apart.
func hash(values any) string {
	text, _ := json.Marshal(values)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}
