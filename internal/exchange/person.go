package exchange

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"

	"dealcoach/internal/coach"
)

// personFile is everything of one person as JSON that a person can read too. What
// is not there was never kept.
type personFile struct {
	AsOf     string              `json:"as of"`
	ID       string              `json:"user id"`
	Name     string              `json:"name in Slack (not kept),omitempty"`
	Own      ownPart             `json:"your own settings"`
	Saves    []map[string]string `json:"team settings that you saved,omitempty"`
	Deals    []map[string]any    `json:"your deals"`
	Others   []map[string]any    `json:"what you have to do with deals of others"`
	Prompts  []promptPart        `json:"daily messages of the last 60 days"`
	Digests  []map[string]string `json:"what weekly summaries say of your deals"`
	Messages []map[string]string `json:"records of messages to you"`
}

type ownPart struct {
	Since    string `json:"known since,omitempty"`
	Looked   string `json:"deals last looked at on,omitempty"`
	AwayFrom string `json:"off from,omitempty"`
	Back     string `json:"off until,omitempty"`
	Hours    string `json:"hours,omitempty"`
	Home     string `json:"view of the Home tab,omitempty"`
	Watches  bool   `json:"looks at the deals of the team,omitempty"`
	Absent   bool   `json:"among those who are gone or away for long,omitempty"`
}

type promptPart struct {
	On    string              `json:"on"`
	Deals []map[string]string `json:"deals"`
}

// ExportPerson writes everything that is kept of a person as one JSON file, and
// returns how many deals of theirs are in it.
func (j Job) ExportPerson(ctx context.Context, about coach.About, w io.Writer) (int, error) {
	nameOf := j.namer(ctx)
	id := about.Rep.ID
	f := personFile{
		AsOf: j.timeCell(j.Act.At), ID: id, Name: nameOf(id),
		Own: ownPart{
			Since: j.timeCell(about.Rep.Since), Looked: about.Rep.LookedOn.String(), AwayFrom: about.Rep.AwayFrom.String(),
			Back: about.Rep.Back.String(), Home: about.Home, Watches: about.Watches, Absent: about.Absent,
		},
		Deals: []map[string]any{}, Others: []map[string]any{}, Prompts: []promptPart{}, Digests: []map[string]string{}, Messages: []map[string]string{},
	}
	if about.Rep.OwnHours() {
		f.Own.Hours = about.Rep.From.String() + "-" + about.Rep.To.String()
	}
	for _, save := range about.Saves {
		part := map[string]string{"when": j.timeCell(save.At)}
		for _, c := range save.Changes {
			part[c.Name] = c.Was + " → " + c.Is
		}
		f.Saves = append(f.Saves, part)
	}
	for _, story := range about.Deals {
		f.Deals = append(f.Deals, j.dealPart(story, nameOf))
	}
	for _, story := range about.Elsewhere {
		f.Others = append(f.Others, map[string]any{
			"#": story.Deal.Ref(), "name": story.Deal.Name, "history": j.historyPart(story.Events, nameOf),
		})
	}
	for _, p := range about.Prompts {
		part := promptPart{On: p.On.String()}
		for _, c := range slices.Concat(p.Cards, p.More) {
			part.Deals = append(part.Deals, map[string]string{
				"#": coach.Deal{ID: c.Deal}.Ref(), "situation": string(c.Situation), "why": c.Why, "script": c.Script,
			})
		}
		f.Prompts = append(f.Prompts, part)
	}
	for _, m := range about.Digests {
		f.Digests = append(f.Digests, said(map[string]string{
			"summary": m.Digest, "#": coach.Deal{ID: m.Deal}.Ref(), "name": m.Name, "value": amountCell(m.Value), "line": m.Line,
		}))
	}
	for _, m := range about.Messages {
		f.Messages = append(f.Messages, said(map[string]string{
			"id": m.ID, "kind": m.Kind, "state": m.State, "channel": m.Channel, "ts": m.TS,
		}))
	}
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return len(f.Deals), out.Encode(f)
}

// dealPart is a deal with the columns of an export, what else is known, and its
// history.
func (j Job) dealPart(story coach.DealStory, nameOf func(string) string) map[string]any {
	part := map[string]any{"history": j.historyPart(story.Events, nameOf)}
	d := story.Deal
	for _, m := range exported {
		if text := j.exportCell(d, m, nameOf); text != "" {
			part[names[m][0]] = text
		}
	}
	known := map[string]string{}
	for fact, is := range d.Facts {
		known[string(fact)] = strings.TrimSpace(is.Words + " " + is.By)
	}
	if len(known) > 0 {
		part["what is known"] = known
	}
	if d.IsDeleted() {
		part["deleted"] = j.timeCell(d.Deleted)
	}
	if d.Focus != "" {
		part["chosen for the week"] = d.Focus
	}
	return part
}

// historyPart is a history, the oldest first.
func (j Job) historyPart(events []coach.Event, nameOf func(string) string) []map[string]string {
	lines := []map[string]string{}
	for _, e := range slices.Backward(events) {
		lines = append(lines, said(map[string]string{
			"when": j.timeCell(e.At), "who": e.By, "who name": nameOf(e.By), "what": string(e.Kind),
			"about": e.On.String(), "note": e.Note, "from where": string(e.Via),
		}))
	}
	return lines
}

// said leaves out what says nothing.
func said(cells map[string]string) map[string]string {
	maps.DeleteFunc(cells, func(_, text string) bool { return text == "" })
	return cells
}
