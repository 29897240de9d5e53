package slack

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// How much of a history is shown: on a deal's card, and on a page of the whole.
const (
	historyShown = 10
	historyPage  = 20
	historyRead  = 200 // all that is kept
)

// history lists what happened, newest first, with the notes: they are the
// rep's and the managers' to read.
func (b *Bot) history(ctx context.Context, c call, events []coach.Event) string {
	return strings.Join(append([]string{"*History*"}, b.historyLines(ctx, c, events)...), "\n")
}

// historyLines tells who did what, when by the reader's clock, and in which way
// if it was not plainly typed.
func (b *Bot) historyLines(ctx context.Context, c call, events []coach.Event) (lines []string) {
	r := reader{id: c.person.ID, today: c.today(), nameOf: b.nameOf(ctx)}
	for _, e := range events {
		at := e.At.In(c.act.At.Location())
		when := coach.DateOf(at).Words(r.today) + " " + at.Format("15:04")
		if e.Deal != 0 {
			when += ", on " + coach.Deal{ID: e.Deal}.Ref()
		}
		if way := e.Via.Words(); way != "" {
			when += ", " + way
		}
		lines = append(lines, "• "+when+": "+toldOf(e, r))
	}
	return lines
}

// told tells one event with its day.
func told(e coach.Event, r reader) string {
	return coach.DateOf(e.At).Words(r.today) + ": " + toldOf(e, r)
}

// toldOf tells one event, with its note where that says more: for a change, what
// it was before.
func toldOf(e coach.Event, r reader) string {
	words := e.Words(r.id, r.nameOf, r.today)
	line := plain(words)
	switch _, was, changed := strings.Cut(e.Note, "\n"); {
	case e.Kind == coach.Assigned, e.Note == "":
	case changed && e.Told():
		line += " (" + plainCut(strings.ReplaceAll(was, "\n", "; "), 600) + ")"
	case !strings.Contains(words, e.Note):
		line += " “" + plainCut(e.Note, 200) + "”"
	}
	return line
}

// wholeHistory is the button that opens all of it.
func wholeHistory(d coach.Deal) *slack.ButtonBlockElement {
	return named(button(doHistory, target{deal: d.ID}.String(), "Whole history"), d)
}

// turnTo shows a page of a deal's whole history: over the message whose button
// was clicked, or in the place of the page that is open.
func (b *Bot) turnTo(ctx context.Context, e *envelope, c call, at target) {
	d, err := b.read(ctx, c, at.deal)
	var events []coach.Event
	if err == nil {
		events, err = b.deals.History(ctx, d.ID, historyRead)
	}
	if err != nil {
		b.respond(ctx, e, b.worded(e, nil, err, ""), false)
		return
	}
	page, _ := strconv.Atoi(at.answer) // no number is the newest page
	title, s := "History of "+coach.Cut(d.Ref(), 10), b.historyAt(ctx, c, d, events, page)
	if e.inModal() {
		b.inModalsPlace(ctx, e, title, s)
		return
	}
	b.overHome(ctx, e, title, s)
}

// historyAt is one page; the newest lines are on page 0.
func (b *Bot) historyAt(ctx context.Context, c call, d coach.Deal, events []coach.Event, page int) *sheet {
	last := max(len(events)-1, 0) / historyPage
	page = min(max(page, 0), last)
	from := page * historyPage
	s := &sheet{}
	s.sayf("*%s*", plain(d.Title()))
	s.say(strings.Join(b.historyLines(ctx, c, events[from:min(from+historyPage, len(events))]), "\n"))
	var row []*slack.ButtonBlockElement
	turn := func(to int, label string) {
		at := target{deal: d.ID, answer: strconv.Itoa(to)}
		row = append(row, named(button(fmt.Sprintf("%s:%d", doHistory, to), at.String(), label), d))
	}
	if page > 0 {
		turn(page-1, "Newer")
	}
	if page < last {
		turn(page+1, "Older")
	}
	if len(row) > 0 {
		s.buttons("pages", row...)
		s.hint(fmt.Sprintf("Page %d of %d. The newest %d entries are kept.", page+1, last+1, historyRead))
	}
	return s
}

// inModal reports whether something was clicked in a form or what followed one.
func (e *envelope) inModal() bool { return e.viewType() == slack.VTModal }

// inModalsPlace answers a click in a modal, where there is no message: in the
// modal's place.
func (b *Bot) inModalsPlace(ctx context.Context, e *envelope, title string, s *sheet) {
	view := modalOf(title, s)
	if _, err := b.api.UpdateViewContext(ctx, view, "", "", e.interaction.View.ID); err != nil {
		b.log.Warn("could not answer in a modal", "err", redact(err))
	}
}

// modalOf is a sheet in a modal that is closed and no more.
func modalOf(title string, s *sheet) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type: slack.VTModal, Title: words(title), Close: words("Close"), Blocks: slack.Blocks{BlockSet: s.all()},
	}
}
