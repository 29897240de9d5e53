package main

import (
	"log/slog"
	"regexp"
	"strings"

	"dealcoach/internal/coach"
	"dealcoach/internal/slack"
)

// checkRendered checks that every prompt shows the present state: brought up to
// date once more, it reads as before. A prompt is kept up to date as long as it
// is the newest that speaks of its deals.
func (o *office) checkRendered(b books) {
	o.Helper()
	bot := o.observer()
	for _, r := range o.reps {
		room := o.workspace.DM(r.id)
		for i, before := range o.workspace.Messages(room) {
			id := idOf(before)
			if !o.isNewest(b, id) {
				continue
			}
			_, err := bot.Send(o.Context(), coach.Delivery{Message: coach.Message{ID: coach.RefreshID(id), Kind: coach.RefreshMessage}})
			if after := o.workspace.Messages(room)[i]; err != nil || !readsAlike(after.Text, before.Text) {
				o.Errorf("%s read\n%s\nand ought to read\n%s\n(%v)", id, indent(before.Text), indent(after.Text), err)
			}
		}
	}
}

// readsAlike compares two renderings. Of two that were cut because they are long, it
// compares the lines that both have: versions may cut in different places.
func readsAlike(one, other string) bool {
	a, cut := strings.CutSuffix(ungreeted(one), "…")
	b, cutToo := strings.CutSuffix(ungreeted(other), "…")
	if !cut || !cutToo {
		return a == b && cut == cutToo
	}
	most := strings.LastIndexByte(a[:min(len(a), len(b))], '\n')
	return most > 0 && a[:most] == b[:most]
}

// ungreeted leaves out the name in the greeting: Slack did not tell it to each
// instance.
func ungreeted(text string) string {
	return regexp.MustCompile(`^Good morning(, \w+)?\.`).ReplaceAllString(text, "")
}

// observer is a bot that answers nobody.
func (o *office) observer() *slack.Bot {
	o.Helper()
	scripts, err := readScripts("")
	if err != nil {
		o.Fatal(err)
	}
	app, token := o.workspace.Tokens()
	log := slog.New(slog.DiscardHandler)
	settings := coach.DefaultSettings()
	settings.Zone = place(mia)
	return slack.NewBot(slack.Options{
		Client: slack.NewClient(slack.Access{AppToken: app, BotToken: token, APIURL: o.workspace.APIURL()}, log),
		Deals:  o.store, Scripts: scripts, Settings: func() coach.Settings { return settings }, Now: o.Now, Connections: 1, Log: log,
	})
}

func (o *office) isNewest(b books, prompt string) bool {
	p, err := o.store.Prompt(o.Context(), prompt)
	if err != nil {
		o.Errorf("%s: %v", prompt, err)
		return false
	}
	for _, c := range p.All() {
		if b.deals[c.Deal].Nudge.Prompt != prompt {
			return false
		}
	}
	return true
}
