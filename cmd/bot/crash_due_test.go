package main

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"dealcoach/internal/coach"
)

// due are the prompts of a day that must be there: of each rep who added a deal
// since the day of prompts before, and logged nothing on it. since is where to
// begin in what was typed.
func (o *office) due(day coach.Date, since int) []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	var ids []string
	for _, t := range o.typed[since:] {
		if strings.HasPrefix(t.line, "/deal add "+quiet) && t.saved() {
			ids = append(ids, coach.PromptID(t.rep, day))
		}
	}
	return ids
}

// dropped are the ids of the prompts that were decided and not posted.
type dropped map[string]coach.Prompt

// countPrompts checks that each due prompt was posted once, or dropped because
// its time was over.
func (o *office) countPrompts(due []string, messages map[string]int) (tally, dropped) {
	o.Helper()
	n, gone := tally{what: "prompt", asked: len(due)}, dropped{}
	for _, id := range due {
		p, err := o.store.Prompt(o.Context(), id)
		switch {
		case errors.Is(err, coach.ErrNotFound):
			n.lost++
			o.Errorf("never decided: %s", id)
			continue
		case err != nil:
			o.Fatal(err)
		}
		n.answered++
		switch posted := messages[id]; {
		case posted > 0:
			n.kept++
		case o.saysDropped(id):
			n.open++
			gone[id] = p
		default:
			n.lost++
			o.Errorf("decided and not posted: %s", id)
		}
	}
	if len(gone) > len(due)/10 {
		o.Errorf("%d of %d prompts were dropped: the instances were too slow", len(gone), len(due))
	}
	for id, posted := range messages {
		if strings.HasPrefix(id, "prompt:") && posted > 1 {
			n.twice++
			o.Errorf("posted %d times: %s", posted, id)
		}
	}
	return n, gone
}

// saysDropped reports whether an instance said that it drops a message.
func (g *ground) saysDropped(id string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return bytes.Contains(g.printed.Bytes(), []byte("msg=dropped message="+id+" "))
}

// countDigests checks that there is one digest for each of the Fridays.
func (o *office) countDigests(fridays int, messages map[string]int) tally {
	o.Helper()
	n := tally{what: "digest", asked: fridays}
	for i := range fridays {
		id := coach.DigestID(salesChannel, friday(i).At(12*60, place(mia)))
		switch posted := messages[id]; {
		case posted == 0:
			n.lost++
			o.Errorf("not posted: %s", id)
		case posted > 1:
			n.twice++
			o.Errorf("posted %d times: %s", posted, id)
		default:
			n.kept++
		}
	}
	return n
}

// checkClean checks that nothing was given up, and that each message is ours.
func (o *office) checkClean(messages map[string]int) {
	o.Helper()
	letters, err := o.store.DeadLetters(o.Context(), 100)
	if err != nil || len(letters) > 0 {
		o.Errorf("dead letters %+v, %v", letters, err)
	}
	if messages[""] > 0 {
		o.Errorf("%d messages without our id", messages[""])
	}
}

// comeUpAgain checks that what a dropped prompt would have said is in a later
// prompt, unless the rep did something about the deal. The last fridays are left
// out: what was prompted comes up again after three working days or more.
func (o *office) comeUpAgain(gone dropped, fridays int, b books) {
	o.Helper()
	for id, p := range gone {
		if p.On.After(friday(fridays - 4)) {
			continue
		}
		for _, c := range p.All() {
			if d := b.deals[c.Deal]; d.Nudge.Prompt == id && d.IsOpen() && !d.ActedSince(p.At) {
				o.Errorf("%s was dropped, and %s never came up again", id, d.Title())
			}
		}
	}
}

// missing are the ids that have no message yet.
func missing(ids []string, messages map[string]int) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return messages[id] > 0 })
}
