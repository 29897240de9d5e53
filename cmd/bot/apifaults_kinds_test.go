package main

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"dealcoach/internal/workspace"
)

// wrongs are the ways in which a call of Slack's Web API goes wrong, each under
// its name. What says done was done all the same.
var wrongs = []struct {
	name string
	workspace.Fault
}{
	{"done, answer lost", workspace.Fault{Done: true, Drop: true}},
	{"cut before", workspace.Fault{Drop: true}},
	{"429, a second", workspace.Fault{Status: 429, RetryAfter: "1"}},
	{"429, no header", workspace.Fault{Status: 429}},
	{"429, no number", workspace.Fault{Status: 429, RetryAfter: "soon"}},
	{"500", workspace.Fault{Status: 500}},
	{"done, 500", workspace.Fault{Done: true, Status: 500}},
	{"done, half an answer", workspace.Fault{Done: true, Status: 200, Body: `{"ok":true,"chan`}},
	{"done, internal_error", workspace.Fault{Done: true, Error: "internal_error"}},
	{"done, fatal_error", workspace.Fault{Done: true, Error: "fatal_error"}},
	{"done, no error named", workspace.Fault{Done: true, Status: 200, Body: `{"ok":false,"error":""}`}},
	{"done, nothing said", workspace.Fault{Done: true, Status: 200, Body: "{}"}},
	{"done, too late", workspace.Fault{Done: true, Delay: 4500 * time.Millisecond}},
}

// goWrong lets a share of the calls of a method go wrong in all these ways, of
// all calls when it is empty.
func goWrong(w *workspace.Workspace, method string, share float64) {
	for i, wrong := range wrongs {
		wrong.Method, wrong.Times, wrong.Seed = method, -1, uint64(i)
		wrong.Share = share / float64(len(wrongs))
		if wrong.Status == http.StatusTooManyRequests && wrong.RetryAfter != "1" {
			wrong.Share /= 8 // each is half a minute of waiting
		}
		w.Fail(wrong.Fault)
	}
}

// wentWrong tells how many calls there were since an instant and how many
// failed, by method.
func wentWrong(w *workspace.Workspace, since time.Time) string {
	all, failed, silent := map[string]int{}, map[string]int{}, map[string]int{}
	var methods []string
	for _, c := range w.Calls() {
		if c.At.Before(since) {
			continue
		}
		if all[c.Method]++; all[c.Method] == 1 {
			methods = append(methods, c.Method)
		}
		switch {
		case c.Error != "" && c.OK:
			silent[c.Method]++
		case c.Error != "":
			failed[c.Method]++
		}
	}
	lines := []string{fmt.Sprintf("%-24s %6s %7s %16s", "", "calls", "failed", "done and failed")}
	for _, m := range methods {
		lines = append(lines, fmt.Sprintf("%-24s %6d %7d %16d", m, all[m], failed[m], silent[m]))
	}
	return strings.Join(lines, "\n")
}
