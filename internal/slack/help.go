package slack

import (
	"context"
	"strings"

	"dealcoach/internal/coach"
)

// help is made from the command table, so that it is never out of date.
func (b *Bot) help(_ context.Context, c call) (*sheet, error) {
	word := strings.ToLower(strings.TrimPrefix(c.text, "/"))
	s := &sheet{}
	if word == "" {
		s.say("*Deal Coach* notices deals that go quiet, hands you the question to ask, and helps you let go of the rest with grace. Here is what you can type:")
	}
	found := false
	for _, row := range b.table {
		if word != "" && !row.is(word) && row.slash != "/"+word {
			continue
		}
		found = true
		s.say(row.line() + "\nFor example: `" + plain(row.example) + "`")
		if word == "" { // with all examples the text alone would be cut
			s.lines[len(s.lines)-1] = row.line()
		}
	}
	if !found {
		return nil, coach.Refuse("I don't know “"+coach.Cut(word, 60)+"”.", "Here is all I know: /deal help")
	}
	s.hint("A deal is its number (#12), or the start of its name.")
	return s, nil
}

// line is the command with what it does.
func (row command) line() string {
	name := row.slash
	if len(row.words) > 0 {
		name += " " + row.words[0]
	}
	return "`" + plain(strings.TrimSpace(name+" "+row.usage)) + "` " + row.does
}
