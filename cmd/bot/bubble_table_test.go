package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// table tells what the three months held.
func (b *bubble) table() string {
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "\nrep\tprompts\tlines\tclicks\tforms\tadded\tended\topen\t")
	for _, l := range b.lives {
		open, err := b.store.OpenOf(b.Context(), l.rep)
		if err != nil {
			b.Error(err)
		}
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", l.rep, len(l.due), l.typed, l.pressed, l.forms, l.added, l.ended, len(open))
	}
	table.Flush()
	calls, odd := b.workspace.Calls(), map[string]int{}
	for _, c := range calls {
		if c.Method == "chat.postMessage" {
			odd[c.Error]++
		}
	}
	fmt.Fprintf(&text, "%d digests; %d bots, one after the other; %d calls of the Web API\n",
		len(b.workspace.Messages(salesChannel)), b.bots, len(calls))
	fmt.Fprintf(&text, "posts: %d taken, %d taken and the answer lost, %d refused, %d limited\n",
		odd[""], odd["connection_dropped"], odd["http_503"], odd["ratelimited"])
	fmt.Fprintf(&text, "the loops claimed timers %d times and asked for messages %d times\n", b.store.claims.Load(), b.store.receives.Load())
	return text.String()
}
