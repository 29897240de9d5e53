package slack

import (
	"cmp"
	"context"
	"strings"
	"unicode"

	"dealcoach/internal/coach"
)

// command is one row of the command table, from which both the routing and
// the help are made.
type command struct {
	slash   string // "/deal"
	words   []string
	usage   string // what follows the word
	does    string
	example string
	run     func(b *Bot, ctx context.Context, c call) (*sheet, error)
}

// call is a command as somebody gave it.
type call struct {
	person coach.Person
	act    coach.Act
	op     string // the operation id: one command is one change
	line   string // all that was typed
	raw    string // the same as Slack wrote it, with ids in the mentions
	text   string // what follows the command's word

	calling *coach.Calling // how the deal was called, when its name was not looked up
}

// today is the day where the person is.
func (c call) today() coach.Date { return c.act.Today() }

// commands is the table. The first word is the command's name, the rest are
// other spellings of it.
func commands() []command {
	return []command{
		{"/call", nil, "<deal> <what happened>", "logs a call in one line; alone it opens a form", "/call acme spoke with Jo, call back in 3 weeks because the budget is set then", (*Bot).logCall},
		{"/deal", []string{"list", "ls", ""}, "[quiet|due|waiting|paused|all|won|lost|let-go|deleted] [@rep]", "shows the pipeline, most urgent first", "/deal list quiet", (*Bot).list},
		{"/deal", []string{"add", "new"}, "<name> [value] [contact <name>] [stage <stage>] [benefit <words>]", "adds a deal; alone it opens a form", "/deal add Acme 12k contact Jo Miller stage proposal", (*Bot).add},
		{"/deal", []string{"show"}, "<deal>", "shows the deal: facts, history, what the coach thinks", "/deal show acme", (*Bot).show},
		{"/deal", []string{"why"}, "<deal>", "tells the rule, the two clocks and the limit behind its situation", "/deal why #12", (*Bot).why},
		{"/deal", []string{"ask"}, "<deal>", "shows the words that fit now, with the answers", "/deal ask acme", (*Bot).ask},
		{"/deal", []string{"know", "learn"}, "<deal> <need|budget|process|decider|time|benefit|contact> <words>", "notes what you learned, and who said it", "/deal know acme budget 20k approved, says Jo", (*Bot).know},
		{"/deal", []string{"edit"}, "<deal>", "opens the form with its name, company, contact, value, stage and benefit", "/deal edit acme", (*Bot).edit},
		{"/deal", []string{"note"}, "<deal> <words>", "keeps a note in its history; it counts as no call", "/deal note acme their year ends in June", (*Bot).note},
		{"/deal", []string{"unknown", "gaps"}, "[@rep]", "lists what you don't know yet, the most valuable deal first", "/deal unknown", (*Bot).gaps},
		{"/deal", []string{"focus"}, "[deal]", "chooses the one or two to bring to a close this week", "/deal focus acme", (*Bot).focus},
		{"/deal", []string{"stage"}, "<deal> <stage>", "moves it to another stage; a higher one is a step forward", "/deal stage acme proposal", (*Bot).stage},
		{"/deal", []string{"won"}, "<deal> [reason]", "closes it as won", "/deal won acme", closing(coach.Won)},
		{"/deal", []string{"lost"}, "<deal> [reason]", "closes it as lost: they said no or bought elsewhere", "/deal lost acme they bought elsewhere", closing(coach.Lost)},
		{"/deal", []string{"letgo", "let-go"}, "<deal> [reason]", "lets it go with grace: we stop pursuing", "/deal letgo acme", closing(coach.LetGo)},
		{"/deal", []string{"pause"}, "<deal> until <when> because <reason>", "leaves it in peace while silence has a good reason", "/deal pause acme until 11 January because Jo is on leave", (*Bot).pause},
		{"/deal", []string{"snooze"}, "<deal> <when>", "leaves it out of prompts until then", "/deal snooze acme next Tuesday", (*Bot).snooze},
		{"/deal", []string{"resume"}, "<deal>", "ends a pause or a snooze", "/deal resume acme", (*Bot).resume},
		{"/deal", []string{"reopen"}, "<deal>", "takes a closed deal up again", "/deal reopen acme", (*Bot).reopen},
		{"/deal", []string{"delete", "remove"}, "<deal>", "takes out a deal that was a mistake, after asking; for a week it can come back", "/deal delete acme", (*Bot).remove},
		{"/deal", []string{"restore"}, "<deal>", "brings a deleted deal back as it was; `/deal list deleted` finds it", "/deal restore #12", (*Bot).restore},
		{"/deal", []string{"merge"}, "<deal> into <deal>", "makes one deal of two that are the same, after asking", "/deal merge acme into #7", (*Bot).merge},
		{"/deal", []string{"assign", "give"}, "<deal> @rep", "gives it to another rep; for managers", "/deal assign acme @ben", (*Bot).assign},
		{"/deal", []string{"off", "away"}, "[until <when> | end]", "sends you no prompts while you are away; alone it tells until when", "/deal off until 7 December", (*Bot).off},
		{"/deal", []string{"back"}, "", "ends your absence: the prompts go on", "/deal back", (*Bot).back},
		{"/deal", []string{"hours"}, "[from-to | default]", "sets your own working hours, at whose beginning the prompt comes; alone it tells them", "/deal hours 08:00-16:00", (*Bot).hours},
		{"/deal", []string{"import"}, "", "tells how to bring deals in from a CSV file", "/deal import", (*Bot).importing},
		{"/deal", []string{"export"}, "[team | me]", "sends you your deals and their history as CSV files; a manager the team's; `me`, everything that is kept of you", "/deal export", (*Bot).export},
		{"/deal", []string{"digest"}, "[preview|post]", "shows you what the channel will read of this week, as far as it is known; a manager may post it early", "/deal digest preview", (*Bot).digest},
		{"/deal", []string{"settings", "setup"}, "", "opens the team's settings: limits, hours, holidays, the digest, managers; for managers", "/deal settings", (*Bot).teamSettings},
		{"/deal", []string{"help", "?"}, "[word]", "tells what I can do", "/deal help pause", (*Bot).help},
	}
}

// command answers a slash command.
func (b *Bot) command(ctx context.Context, e *envelope) {
	from := e.sender()
	op := operation("command", from.user, cmp.Or(e.command.TriggerID, e.id))
	e.caused(op)
	line := strings.TrimSpace(printable(e.command.Command + " " + typed(e.command.Text)))
	b.answer(ctx, e, line, func(ctx context.Context) (*sheet, error) {
		person, err := b.admit(ctx, from)
		if err != nil {
			return nil, err
		}
		return b.obey(ctx, order{person: person, line: line, raw: e.command.Text, op: op, via: coach.ViaCommand})
	})
}

// operation names what somebody does by what Slack calls it. The person is part
// of it, so that nobody is given the result of what another did.
func operation(how, user, by string) string {
	const most = 200 // an Undo carries it in its value
	if len(by) > most {
		by = hash(by)
	}
	return how + ":" + user + ":" + by
}

// printable makes text of what was typed: control characters become spaces, and
// marks that would turn the direction of what follows are left out.
func printable(text string) string {
	odd := func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r > '~' }
	if !strings.ContainsFunc(text, odd) {
		return text
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

// order is one line that somebody typed or clicked together.
type order struct {
	person        coach.Person
	line, raw, op string
	via           coach.Via
}

// obey carries out an order.
func (b *Bot) obey(ctx context.Context, o order) (*sheet, error) {
	c := call{person: o.person, act: b.act(o.person, o.via), op: o.op, line: o.line, raw: o.raw}
	slash, rest, _ := strings.Cut(o.line, " ")
	word, after := cutWord(rest)
	for _, row := range b.table {
		if row.slash != slash {
			continue
		}
		if row.words == nil {
			c.text = strings.TrimSpace(rest)
			return row.run(b, ctx, c)
		}
		if row.is(word) {
			c.text = after
			return row.run(b, ctx, c)
		}
	}
	return nil, coach.Refuse("I don't know “"+coach.Cut(word, 60)+"”.", "Here is all I know: /deal help")
}

func (row command) is(word string) bool {
	for _, w := range row.words {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}

// cutWord splits off the first word.
func cutWord(text string) (word, rest string) {
	text = strings.TrimSpace(text)
	i := strings.IndexFunc(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' })
	if i < 0 {
		return text, ""
	}
	return text[:i], strings.TrimSpace(text[i:])
}
