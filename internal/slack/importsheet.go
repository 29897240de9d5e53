package slack

import (
	"context"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
	"dealcoach/internal/exchange"
)

// How much of a file is shown.
const (
	samplesShown  = 3
	problemsShown = 3
	columnsShown  = 30
)

// planSheet shows what importing a file would do, and offers it.
func (b *Bot) planSheet(ctx context.Context, c call, name string, p exchange.Plan, o offer) *sheet {
	s := &sheet{}
	s.sayf("*%s*: %s, read as %s with %ss between the cells. Nothing is imported yet.",
		plainCut(name, 80), tallied(p.Rows, "row"), plain(p.Encoding), plain(p.Delimiter))
	s.say(columnsWords(p.Columns))
	s.say("*What it would do:* " + strings.Join(planCounts(p), ", ") + ".")
	if len(p.Sample) > 0 {
		lines := []string{"*How I read it:*"}
		for _, row := range p.Sample[:min(len(p.Sample), samplesShown)] {
			what := "changes a deal"
			if row.New {
				what = "new"
			}
			words := plainCut(row.Words, 300)
			if row.Owner != c.person.ID {
				words += ", for " + plain(b.nameOf(ctx)(row.Owner))
			}
			lines = append(lines, fmt.Sprintf("• row %d, %s: %s", row.Row, what, words))
		}
		s.say(strings.Join(lines, "\n"))
	}
	s.problems("*What I can't take:*", p.Problems, p.Broken)
	for _, note := range p.Notes {
		s.hint(plain(note))
	}
	if n := p.New + p.Changed; n > 0 {
		s.buttons("import", primary(button(doImport, o.String(), "Import "+tallied(n, "deal"))), button(doNotNow, "-", "Not now"))
		return s
	}
	if p.Broken > 0 {
		s.hint("There is nothing to import. Mend the file and send it to me again; what it may look like: `/deal import`")
	} else {
		s.hint("There is nothing to import: all of it is here already.")
	}
	return s
}

// columnsWords tells what each column was taken for.
func columnsWords(columns []exchange.Column) string {
	var known, left []string
	for _, c := range columns[:min(len(columns), columnsShown)] {
		header := plainCut(c.Header, 40)
		switch {
		case c.Means == "":
			left = append(left, "“"+header+"”")
		case strings.EqualFold(c.Header, c.Means):
			known = append(known, header)
		default:
			known = append(known, "“"+header+"” is the "+plain(c.Means))
		}
	}
	words := "*Columns:* " + strings.Join(known, ", ") + "."
	if len(left) > 0 {
		words += " Left alone: " + strings.Join(left, ", ") + "."
	}
	if more := len(columns) - columnsShown; more > 0 {
		words += fmt.Sprintf(" And %d more.", more)
	}
	return words
}

func planCounts(p exchange.Plan) []string {
	return counts(p.New, p.Changed, p.Same, p.Broken, "I can't take")
}

func reportCounts(r exchange.Report) []string {
	return counts(r.New, r.Changed, r.Same, len(r.Failed), "not taken")
}

// counts tells how many rows came to what, the ones there are.
func counts(fresh, changed, same, broken int, notTaken string) []string {
	var all []string
	add := func(n int, words string) {
		if n > 0 {
			all = append(all, words)
		}
	}
	add(fresh, tallied(fresh, "new deal"))
	add(changed, tallied(changed, "deal")+" changed")
	add(same, grouped(same)+" the same as here")
	add(broken, tallied(broken, "row")+" "+notTaken)
	if all == nil {
		return []string{"nothing, there are no rows"}
	}
	return all
}

// problems lists the first rows that cannot be taken, of so many.
func (s *sheet) problems(title string, all []exchange.Problem, of int) {
	if len(all) == 0 {
		return
	}
	lines := []string{title}
	for _, p := range all[:min(len(all), problemsShown)] {
		lines = append(lines, "• "+problemWords(p))
	}
	if more := of - min(len(all), problemsShown); more > 0 {
		lines = append(lines, "• and "+tallied(more, "more row"))
	}
	s.say(strings.Join(lines, "\n"))
}

func problemWords(p exchange.Problem) string {
	return fmt.Sprintf("row %d: %s", p.Row, plainCut(strings.TrimSpace(p.Why+" "+p.Hint), 300))
}

// importedSheet tells what an import has done. trouble tells why the file with the
// failed rows could not be sent; nil: it was, or none failed.
func importedSheet(name string, r exchange.Report, trouble error) *sheet {
	s := &sheet{}
	what := strings.Join(reportCounts(r), ", ")
	s.sayf("%s Imported *%s*: %s.", check, plainCut(name, 80), what)
	if len(r.Failed) > 0 {
		s.problems("*What I could not take:*", r.Failed, len(r.Failed))
		if trouble == nil {
			s.hint("These rows are in the file below, as they were, each with its problem. Mend them there and send me that file: nothing is imported twice.")
		} else {
			s.hint("I could not send you these rows as a file: " + plain(trouble.Error()) + " Mend them in your own file and send me that: nothing is imported twice.")
		}
	}
	s.hint("See them with `/deal list`, or on my Home tab.")
	return s
}

// importingSheet shows how far an import is. Its button is for when the one at work
// is no more.
func importingSheet(name string, done, total int, o offer) *sheet {
	s := &sheet{}
	if total == 0 {
		s.sayf("Importing *%s*: I'm reading it once more.", plainCut(name, 80))
	} else {
		s.sayf("Importing *%s*: %s of %s.", plainCut(name, 80), grouped(done), tallied(total, "row"))
	}
	s.hint("If this number stands still for a minute, I was interrupted: press Go on. Nothing is imported twice.")
	s.buttons("import", button(doImport, o.String(), "Go on"))
	return s
}

// stoppedSheet tells how far an import came that was cut short, why, and how to go on.
func stoppedSheet(name string, done, total int, why string, o offer) *sheet {
	s := &sheet{}
	s.sayf("Stopped importing *%s* after %s of %s: %s What was imported stays.", plainCut(name, 80), grouped(done), tallied(total, "row"), why)
	s.hint("Press Go on within a day, or send me the file again later. Nothing is imported twice.")
	s.buttons("import", primary(button(doImport, o.String(), "Go on")), button(doNotNow, "-", "Not now"))
	return s
}

// notNowSheet is what a preview becomes that was not wanted.
func notNowSheet() *sheet {
	s := &sheet{}
	s.say("Not imported. Whenever you like, send me the file again.")
	return s
}

func primary(b *slack.ButtonBlockElement) *slack.ButtonBlockElement {
	return b.WithStyle(slack.StylePrimary)
}

// tallied is a number with what is counted: "1,234 deals".
func tallied(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return grouped(n) + " " + what + "s"
}

// grouped writes a number with its thousands apart.
func grouped(n int) string { return strings.TrimSpace(coach.Money(n * 100).In("")) }

// sizeWords writes how large a file is.
func sizeWords(bytes int) string { return fmt.Sprintf("%d MB", bytes>>20) }
