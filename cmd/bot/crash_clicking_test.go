package main

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"dealcoach/internal/workspace"
)

// clicked is a button that a rep pressed on a card of a prompt.
type clicked struct {
	rep, action, prompt string
	deal                int64
	acked               bool
}

// clicks presses one button of the rep's newest prompt, on a card that they have
// not clicked on before.
func (o *office) clicks(rep string) {
	all := o.workspace.Messages(o.workspace.DM(rep))
	if len(all) == 0 {
		return
	}
	m := all[len(all)-1]
	var free []button
	for _, row := range rows(m, "") {
		for _, b := range row {
			if kind, _, _ := strings.Cut(b.ActionID, ":"); kind != "form" && kind != "focus" && !o.hasClicked(b.deal()) {
				free = append(free, b)
			}
		}
	}
	if len(free) == 0 {
		return
	}
	b := free[rand.IntN(len(free))]
	o.mu.Lock()
	i := len(o.clicked)
	o.clicked = append(o.clicked, clicked{rep: rep, action: b.ActionID, prompt: idOf(m), deal: b.deal()})
	o.mu.Unlock()
	reply, err := o.workspace.Click(o.Context(), workspace.Press{
		User: rep, Channel: m.Channel, TS: m.TS, BlockID: b.block, ActionID: b.ActionID, Value: b.Value,
	})
	if err != nil {
		return // the prompt was edited in this very moment
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.clicked[i].acked = reply.Acked
}

func (o *office) hasClicked(deal int64) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.ContainsFunc(o.clicked, func(c clicked) bool { return c.deal == deal })
}

// deal is what the button is about; 0 when it is about none.
func (b button) deal() int64 {
	first, _, _ := strings.Cut(b.Value, " ")
	id, _ := strconv.ParseInt(first, 10, 64)
	return id
}
