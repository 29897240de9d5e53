package slack

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// pageWord begins the page in a line: "/deal list quiet page 2".
const pageWord = "page"

// paged splits the page off the end of a list's words; without one it is the
// first.
func paged(words []string) (rest []string, page int, err error) {
	n := len(words)
	if n < 2 || words[n-2] != pageWord {
		return words, 1, nil
	}
	if page, err = strconv.Atoi(words[n-1]); err != nil || page < 1 {
		return nil, 0, coach.Refuse("There is no page “"+coach.Cut(words[n-1], 20)+"”.", "Pages are counted from 1.")
	}
	return words[:n-2], page, nil
}

// lastPage is the last page of a list of n.
func lastPage(n int) int { return max(1, (n+listShown-1)/listShown) }

// span is what of n a page shows. After the last one it is the last: deals may have
// gone since the button was made.
func span(n, page int) (from, to int) {
	from = (min(page, lastPage(n)) - 1) * listShown
	return from, min(n, from+listShown)
}

// pages tells which part of a list of n this is, with buttons to the others. A
// button is the line with another page.
func (s *sheet) pages(c call, n, page int) {
	if n <= listShown {
		return
	}
	from, to := span(n, page)
	page, last := min(page, lastPage(n)), lastPage(n)
	s.hint(fmt.Sprintf("%d to %d of %d", from+1, to, n))
	line := c.lineBefore(pageWord)
	var row []*slack.ButtonBlockElement
	for _, to := range []struct {
		page  int
		label string
	}{{page - 1, "Earlier"}, {page + 1, fmt.Sprintf("Next %d", min(listShown, n-to))}} {
		value := fmt.Sprintf("%s %s %d", line, pageWord, to.page)
		if to.page >= 1 && to.page <= last && utf8.RuneCountInString(value) <= maxValue {
			row = append(row, button(fmt.Sprintf("%s:%d", doAgain, to.page), value, to.label))
		}
	}
	if len(row) > 0 {
		s.buttons("pages", row...)
	}
}

// lineBefore is the command as Slack wrote it, without the page at its end.
func (c call) lineBefore(word string) string {
	slash, _, _ := strings.Cut(c.line, " ")
	words := strings.Fields(c.raw)
	if len(words) > 0 && words[0] == slash { // a button's line is whole
		words = words[1:]
	}
	if len(words) == 0 {
		words = []string{"list"} // "/deal" alone
	}
	if n := len(words); n >= 2 && strings.EqualFold(words[n-2], word) {
		words = words[:n-2]
	}
	return strings.Join(append([]string{slash}, words...), " ")
}
