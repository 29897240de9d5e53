package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// typed is a line that a rep sent, and what they read.
type typed struct {
	rep    string
	kind   string // "add", "call", "won", "lost" or "letgo"
	line   string
	word   string // in no other line
	deal   int64  // what it is about; of an add: as answered, 0 without an answer
	answer string // empty: none came
	took   time.Duration
}

// saved reports whether the answer says that it is kept; refused, that it is not.
func (t typed) saved() bool {
	return strings.HasPrefix(t.answer, map[string]string{
		"add": "Added", "call": "Logged on", "won": "Won:", "lost": "Closed as lost", "letgo": "Let go:",
	}[t.kind])
}

func (t typed) refused() bool {
	return strings.Contains(t.answer, "*Not saved:*") || strings.Contains(t.answer, "*not saved*")
}

var added = regexp.MustCompile(`^Added \*#(\d+) `)

// types sends a line and notes what became of it.
func (o *office) types(t typed) typed {
	reply, err := o.workspace.Command(o.Context(), t.rep, salesChannel, t.line)
	if err != nil {
		o.Errorf("%s: %v", t.line, err)
	}
	if t.took = reply.Took; reply.Message != nil {
		t.answer = reply.Message.Text
	}
	if m := added.FindStringSubmatch(t.answer); m != nil {
		t.deal, _ = strconv.ParseInt(m[1], 10, 64)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.typed = append(o.typed, t)
	return t
}

// word makes a word that is in no other line.
func (o *office) word() string {
	return fmt.Sprintf("w%016x", rand.Uint64())
}

var hasWord = regexp.MustCompile(`\bw[0-9a-f]{16}\b`)

// quiet begins the name of a deal that nobody logs anything on, so that it comes
// up in the next prompt.
const quiet = "Quiet"

func (o *office) adds(rep, name string) typed {
	word := o.word()
	return o.types(typed{rep: rep, kind: "add", word: word, line: "/deal add " + name + " " + word + " 2k"})
}

// works lets a rep add deals, log calls on them and close them until ctx ends,
// and click in the day's prompt, each time after a moment of up to twice pause.
func (o *office) works(ctx context.Context, rep string, pause time.Duration) {
	rest := func() bool {
		select {
		case <-ctx.Done():
			return false
		case <-time.After(rand.N(2*pause + 1)):
			o.clicks(rep)
			return true
		}
	}
	for rest() {
		d := o.adds(rep, "Deal")
		if d.deal == 0 {
			continue
		}
		for range 1 + rand.IntN(3) {
			if !rest() {
				return
			}
			word := o.word()
			o.types(typed{rep: rep, kind: "call", word: word, deal: d.deal, line: fmt.Sprintf("/call #%d spoke with Jo about %s", d.deal, word)})
		}
		if !rest() {
			return
		}
		kind, word := []string{"won", "lost", "letgo"}[rand.IntN(3)], o.word()
		o.types(typed{rep: rep, kind: kind, word: word, deal: d.deal, line: fmt.Sprintf("/deal %s #%d they said %s", kind, d.deal, word)})
	}
}
