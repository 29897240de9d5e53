package slack

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"dealcoach/internal/coach"
)

func (b *Bot) add(ctx context.Context, c call) (*sheet, error) {
	line, err := coach.ParseAdd(c.text)
	if begun, ok := nameless(c.text); ok {
		return b.addForm(begun), nil
	}
	if err != nil {
		return nil, err
	}
	return b.addLine(ctx, c, line)
}

// nameless reads a line that lacks the name of the deal, if it is one.
func nameless(text string) (coach.AddLine, bool) {
	if strings.TrimSpace(text) == "" {
		return coach.AddLine{}, true
	}
	if _, err := coach.ParseAdd(text); err == nil {
		return coach.AddLine{}, false
	}
	line, err := coach.ParseAdd("? " + text)
	line.Name = ""
	return line, err == nil
}

// addLine adds a deal and says what was understood.
func (b *Bot) addLine(ctx context.Context, c call, line coach.AddLine) (*sheet, error) {
	d, err := coach.NewDeal(c.act, c.person.ID, line)
	if err != nil {
		return nil, err
	}
	if d, err = b.deals.Create(ctx, c.op, d); err != nil {
		return nil, err
	}
	s := &sheet{}
	s.sayf("Added *%s*: %s.", plain(d.Title()), b.facts(d))
	s.hint(plain("Log the next call with: /call " + d.Ref() + " and what happened"))
	return s, nil
}

func (b *Bot) logCall(ctx context.Context, c call) (*sheet, error) {
	if c.text == "" {
		return b.logForm(ctx, c, 0, "")
	}
	if strings.EqualFold(c.text, "help") {
		c.text = "call"
		return b.help(ctx, c)
	}
	if s, err := b.logRecalled(ctx, c); err == nil || errors.Is(err, coach.ErrUnknown) {
		return s, err
	}
	id, rest, err := b.find(ctx, c, true)
	if err != nil {
		return nil, err
	}
	_, s, err := b.logLine(ctx, c, id, rest)
	return s, err
}

// logRecalled logs on the deal that had the name when it was looked up last. The
// commit sees that no other deal may be meant. With any error but
// coach.ErrUnknown nothing was logged, and the deal is to be found first.
func (b *Bot) logRecalled(ctx context.Context, c call) (*sheet, error) {
	if _, _, numbered := coach.ParseRef(c.text); numbered {
		return nil, coach.ErrNotFound
	}
	words := coach.LeadingNames(c.text)
	named, known := b.deals.Recall(words)
	if !known {
		return nil, coach.ErrNotFound
	}
	m := coach.MatchName(c.text, []coach.Named{named})
	if len(m.Found) != 1 || m.Near {
		return nil, coach.ErrNotFound
	}
	c.calling = &coach.Calling{Name: coach.Normalize(named.Name), Words: words}
	_, s, err := b.logLine(ctx, c, named.ID, m.Rest)
	return s, err
}

// logLine logs on a deal what somebody typed after its name, and tells when it was
// logged: now, or by another with the same operation.
func (b *Bot) logLine(ctx context.Context, c call, id int64, text string) (at time.Time, s *sheet, err error) {
	if text == "" {
		return time.Time{}, nil, coach.Refuse("What happened on that call?", "For example: /call acme spoke with Jo, next step demo on Tuesday")
	}
	return b.logOn(ctx, c, id, coach.ParseCall(text, c.act.At))
}

// logOn commits a call and says what was understood.
func (b *Bot) logOn(ctx context.Context, c call, id int64, line coach.CallLine) (at time.Time, s *sheet, err error) {
	if err := c.within(line.CallBack, line.NextOn); err != nil {
		return time.Time{}, nil, err
	}
	nudge := b.vagueness(line)
	told, script, variant := false, nudge.ID, ""
	if script != "" {
		variant = nudge.Variants[0].Key
	}
	act := c.act
	d, err := b.change(ctx, c, id, func(d *coach.Deal) error {
		d.Undoable = true
		if _, told = d.Shown[script]; script != "" && !told {
			d.Show(script, variant)
		}
		return d.LogCall(act, line)
	})
	if err != nil {
		return time.Time{}, nil, err
	}
	if told {
		nudge = coach.Script{} // it is said once per deal
	}
	return d.Last.At, b.logged(ctx, c, &d, line, nudge), nil
}

// logged says what was understood, and what helps now. It stands apart for the sake
// of the stack, like sees.
func (b *Bot) logged(ctx context.Context, c call, d *coach.Deal, line coach.CallLine, nudge coach.Script) *sheet {
	s := b.understood(c, d, line)
	b.suggest(ctx, s, c, *d, line, nudge)
	s.buttons(undoRow, undoButton(*d, c.op))
	return s
}

// understood says what was understood.
func (b *Bot) understood(c call, d *coach.Deal, line coach.CallLine) *sheet {
	s := &sheet{}
	what := "you reached them"
	if line.Attempt {
		what = "you tried, no answer yet"
	}
	s.say("Logged on *" + plain(d.Title()) + "*: " + what + ".")
	switch {
	case line.CallBack == c.today():
		s.sayf("Call back *today*%s. I remind by day, so keep an eye on the clock yourself.", atTime(line, line.NextStep == ""))
	case !line.CallBack.IsZero():
		because := ""
		if line.Reason != "" {
			because = ", because " + plain(line.Reason)
		}
		s.sayf("Call back on *%s*%s%s.", line.CallBack.Words(c.today()), atTime(line, line.NextStep == ""), because)
	}
	if line.NextStep != "" {
		on := ""
		if !line.NextOn.IsZero() {
			on = " on *" + line.NextOn.Words(c.today()) + "*" + atTime(line, true)
		}
		s.say("Next step: " + plain(line.NextStep) + on + ".")
	}
	if line.HasValue {
		s.sayf("It is worth *%s* now.", plain(line.Value.In(b.settings().Currency)))
	}
	s.hint("Your note: " + plainCut(line.Note, 500))
	return s
}

// atTime tells the time that goes with a line's date, when this is the date it
// belongs to.
func atTime(line coach.CallLine, belongs bool) string {
	if !line.HasTime || !belongs {
		return ""
	}
	return " at " + line.At.String()
}

// vagueness is the script for a step or a note that gives them nothing; the zero
// one when there is no need.
func (b *Bot) vagueness(line coach.CallLine) coach.Script {
	if !coach.IsVague(line.NextStep) && !coach.IsVague(line.Note) {
		return coach.Script{}
	}
	if fit := b.scripts.At(coach.VagueStep); len(fit) > 0 {
		return fit[0]
	}
	return coach.Script{}
}

// suggest adds what helps right now: the date that was not understood, the
// question what will have changed, or, once per deal, a better reason to call.
func (b *Bot) suggest(ctx context.Context, s *sheet, c call, d coach.Deal, line coach.CallLine, nudge coach.Script) {
	switch {
	case line.NoDate:
		s.say("They want to be called back, and I did not understand when. When is it?")
		s.hint(plain("For example: /call " + d.Ref() + " call back in 3 weeks because they said why"))
	case line.CallBack.After(c.today()) && line.Reason == "":
		r := b.readerOf(ctx, c.person)
		at := target{deal: d.ID, prompt: fmt.Sprintf("%s%d", fromReply, c.act.At.UnixMilli())}
		for _, script := range b.scripts.At(coach.PutOffWithoutReason) {
			b.script(s, script.ID, script.NextVariant(d).Key, "They gave no reason. Before you hang up, ask:", d, r)
			break
		}
		s.buttons("because", named(button(doForm+":"+formBecause, at.String(), "They told me why"), d))
	case nudge.ID != "":
		b.script(s, nudge.ID, nudge.Variants[0].Key, "Give them a reason to take the call:", d, b.readerOf(ctx, c.person))
	}
}

// closing makes the command for an outcome.
func closing(as coach.Status) func(*Bot, context.Context, call) (*sheet, error) {
	return func(b *Bot, ctx context.Context, c call) (*sheet, error) {
		id, reason, err := b.find(ctx, c, true)
		if err != nil {
			return nil, err
		}
		d, err := b.change(ctx, c, id, func(d *coach.Deal) error {
			adds := d.Status == as && d.Reason == "" && reason != ""
			if d.IsClosed() && d.Last.By != c.person.ID && !adds {
				return movedOn{*d, "is " + d.Status.Words() + " already"}
			}
			return d.Close(c.act, as, reason)
		})
		if err != nil {
			return nil, err
		}
		s := &sheet{}
		s.say(b.closed(d))
		if d.Reason == "" {
			s.hint(plain("Why? Add it with: /deal " + strings.ReplaceAll(string(as), "-", "") + " " + d.Ref() + " and the reason. It stays private."))
		}
		if !d.Revisit.IsZero() {
			s.sayf("I'll bring it up again on *%s*: much may have changed by then.", d.Revisit.Words(c.today()))
		}
		b.afterwards(s, replyTo(c, d), d, c.act.At)
		return s, nil
	}
}

// closed says how a deal ended, each outcome in its own way.
func (b *Bot) closed(d coach.Deal) string {
	title := "*" + plain(d.Title()) + "*"
	worth := ""
	if d.Value != 0 {
		worth = " (" + plain(d.Value.In(b.settings().Currency)) + ")"
	}
	switch d.Status {
	case coach.Won:
		return "Won: " + title + worth + ". Congratulations!"
	case coach.Lost:
		return "Closed as lost: " + title + worth + ". A clear no is a good result: now you know."
	default:
		return "Let go: " + title + worth + ". Thank you; that took courage, and it frees your time for somebody who says yes."
	}
}

func (b *Bot) pause(ctx context.Context, c call) (*sheet, error) {
	return b.until(ctx, c, pauseLine, func(d *coach.Deal, line coach.UntilLine) error {
		return d.PauseUntil(c.act, line.On, line.Reason, b.settings().MostPauses)
	}, func(d coach.Deal) string {
		return "Paused *" + plain(d.Title()) + "* until *" + d.Pause.Until.Words(c.today()) + "*: " + plain(d.Pause.Reason) +
			".\nA kind gesture meanwhile: " + coach.KindnessFor(d.Pause.Reason).Gesture
	})
}

func (b *Bot) snooze(ctx context.Context, c call) (*sheet, error) {
	return b.until(ctx, c, coach.ParseUntil, func(d *coach.Deal, line coach.UntilLine) error {
		return d.SnoozeUntil(c.act, line.On, b.settings().Work)
	}, func(d coach.Deal) string {
		return "Snoozed *" + plain(d.Title()) + "*: not in your prompts until *" + d.Snooze.Words(c.today()) + "*."
	})
}

// pauseLine reads until when and why. With a reason alone, the pause takes the
// time that such a silence usually takes.
func pauseLine(text string, now time.Time) (coach.UntilLine, error) {
	line, err := coach.ParseUntil(text, now)
	_, reason, found := strings.Cut(" "+text, " because ")
	if err == nil || !found {
		return line, err
	}
	k := coach.KindnessFor(reason)
	return coach.UntilLine{On: coach.DateOf(now).Add(k.Wait), Reason: reason}, nil
}

// farthest is how far ahead a date may lie, in years. A later one is a slip, and
// would bury the deal.
const farthest = 10

// within refuses dates beyond that.
func (c call) within(dates ...coach.Date) error {
	for _, on := range dates {
		if on.Year > c.today().Year+farthest {
			return coach.Refuse(fmt.Sprintf("%s is more than %d years ahead.", on.Words(c.today()), farthest), "Name an earlier day.")
		}
	}
	return nil
}

// until is a command with a deal and a date.
func (b *Bot) until(ctx context.Context, c call, parse func(string, time.Time) (coach.UntilLine, error), rule func(*coach.Deal, coach.UntilLine) error, done func(coach.Deal) string) (*sheet, error) {
	id, rest, err := b.find(ctx, c, true)
	if err != nil {
		return nil, err
	}
	line, err := parse(rest, c.act.At)
	if err != nil {
		return nil, err
	}
	if err := c.within(line.On); err != nil {
		return nil, err
	}
	d, err := b.change(ctx, c, id, func(d *coach.Deal) error { return rule(d, line) })
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	s.say(done(d))
	s.hint(plain("To take it up earlier: /deal resume " + d.Ref()))
	return s, nil
}

func (b *Bot) resume(ctx context.Context, c call) (*sheet, error) {
	return b.simply(ctx, c, true, func(d *coach.Deal) error { return d.Resume(c.act) }, "Taken up again")
}

func (b *Bot) reopen(ctx context.Context, c call) (*sheet, error) {
	return b.simply(ctx, c, false, func(d *coach.Deal) error { return d.Reopen(c.act) }, "Reopened")
}

// simply is a command with a deal alone; words after it are refused rather
// than lost.
func (b *Bot) simply(ctx context.Context, c call, open bool, rule func(*coach.Deal) error, done string) (*sheet, error) {
	id, rest, err := b.find(ctx, c, open)
	if err != nil {
		return nil, err
	}
	if rest != "" {
		return nil, coach.Refuse("I did not expect “"+coach.Cut(rest, 60)+"” after the deal's name.", "Leave it out, or log it with /call")
	}
	d, err := b.change(ctx, c, id, rule)
	if err != nil {
		return nil, err
	}
	s := &sheet{}
	s.sayf("%s: *%s*. %s", done, plain(d.Title()), plain(b.assess(c, d).Why))
	return s, nil
}
