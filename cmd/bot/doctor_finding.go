package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"dealcoach/internal/store"
)

// grade says how bad a finding is.
type grade int

// The grades, in the order of their weight.
const (
	fine  grade = iota
	note        // worth knowing
	risk        // the bot works, but something should be mended soon
	wrong       // keeps the bot from working, or from starting
)

// gradeOf is a finding of the store in the doctor's eyes: a server that takes no
// changes keeps the bot from working, though it may start.
func gradeOf(s store.Severity) grade {
	switch s {
	case store.Wrong, store.Stuck:
		return wrong
	case store.Risk:
		return risk
	default:
		return note
	}
}

func (g grade) String() string { return [...]string{"ok", "note", "RISK", "WRONG"}[g] }

// MarshalText writes the grade in small letters.
func (g grade) MarshalText() ([]byte, error) { return []byte(strings.ToLower(g.String())), nil }

// finding is one line of the doctor's.
type finding struct {
	Grade grade  `json:"severity"`
	What  string `json:"what"` // one word
	Says  string `json:"says"` // a sentence
	Mend  string `json:"mend,omitempty"`
}

// findings are what was found, in the order in which it is read.
type findings []finding

func found(g grade, what, says, mend string) findings { return findings{{g, what, says, mend}} }

// and puts others behind these.
func (all findings) and(others ...findings) findings {
	return slices.Concat(append([]findings{all}, others...)...)
}

// except leaves out what says the same as one of the others.
func (all findings) except(others findings) findings {
	return slices.DeleteFunc(all, func(f finding) bool {
		return slices.ContainsFunc(others, func(o finding) bool { return o.Says == f.Says })
	})
}

func (all findings) count(g grade) (n int) {
	for _, f := range all {
		if f.Grade == g {
			n++
		}
	}
	return n
}

// print writes a line for each finding, one for its mend, and one that sums up.
func (all findings) print(out io.Writer) error {
	var text strings.Builder
	for _, f := range all {
		fmt.Fprintf(&text, "%-6s %-9s %s\n", f.Grade, f.What, f.Says)
		if f.Mend != "" {
			fmt.Fprintf(&text, "%17s%s\n", "", f.Mend)
		}
	}
	fmt.Fprintf(&text, "\n%s\n", all.sum())
	_, err := io.WriteString(out, text.String())
	return err
}

func (all findings) sum() string {
	bad, risky := all.count(wrong), all.count(risk)
	switch {
	case bad > 0 && risky > 0:
		return fmt.Sprintf("%s the bot from working; %s.", things(bad, "keeps", "keep"), things(risky, "is a risk", "are risks"))
	case bad > 0:
		return things(bad, "keeps", "keep") + " the bot from working."
	case risky > 0:
		return "The bot can work; " + things(risky, "is a risk", "are risks") + "."
	default:
		return "All is well."
	}
}

func things(n int, one, many string) string {
	if n == 1 {
		return "1 thing " + one
	}
	return fmt.Sprintf("%d things %s", n, many)
}

// printJSON writes one object.
func (all findings) printJSON(out io.Writer) error {
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		OK       bool     `json:"ok"`
		Findings findings `json:"findings"`
	}{all.verdict() == nil, all})
}

// verdict ends the program with an exit code of its own when something is amiss.
type verdict int

func (v verdict) Error() string { return fmt.Sprintf("doctor ends with %d", int(v)) }

func (all findings) verdict() error {
	switch {
	case all.count(wrong) > 0:
		return verdict(exitFailed)
	case all.count(risk) > 0:
		return verdict(exitRisk)
	default:
		return nil
	}
}
