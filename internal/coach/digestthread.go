package coach

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Page is one message of a digest's thread: closed deals, by how they ended.
type Page struct {
	Won   []Ended
	LetGo []Ended
	Lost  []Ended
}

// PageDeals is how many deals a page names at most.
const PageDeals = 40

// How much of an owner's name and of a line a page shows, in characters.
const (
	OwnerShown = 40
	LineShown  = 150
)

// A page holds what fits into the text beside a message's blocks, 3,900
// characters with its headings.
const (
	pageRoom = 3700
	dealRoom = 25 // of a deal beside its name and line: the bullet, the stars, the value
	lineRoom = 8  // of a line beside its words: the dot and the quotes
)

// room is how much of a page a deal may take at most.
func (e Ended) room() int {
	n := dealRoom + written(e.Name)
	if e.Line != "" {
		n += lineRoom + OwnerShown + written(Cut(e.Line, LineShown))
	}
	return n
}

// written is the length of text in Slack's markup, in which three characters are
// written as four or five.
func written(text string) int {
	n := utf8.RuneCountInString(text)
	return n + 4*strings.Count(text, "&") + 3*(strings.Count(text, "<")+strings.Count(text, ">"))
}

// Thread names every closed deal of the digest, page by page, for the thread
// below it. There is none when the post itself names them all.
func (d Digest) Thread() []Page {
	if len(d.Won.More)+len(d.LetGo.More)+len(d.Lost.More) == 0 {
		return nil
	}
	var pages []Page
	deals, room := 0, 0
	put := func(o Outcome, list func(*Page) *[]Ended) {
		for _, all := range [][]Ended{o.Top, o.More} {
			for _, e := range all {
				if deals == 0 || room < e.room() {
					pages, deals, room = append(pages, Page{}), PageDeals, pageRoom
				}
				deals--
				room -= e.room()
				named := list(&pages[len(pages)-1])
				*named = append(*named, e)
			}
		}
	}
	put(d.Won, func(p *Page) *[]Ended { return &p.Won })
	put(d.LetGo, func(p *Page) *[]Ended { return &p.LetGo })
	put(d.Lost, func(p *Page) *[]Ended { return &p.Lost })
	return pages
}

// Messages returns what is posted of the digest: the post itself, then the pages
// of its thread.
func (d Digest) Messages() []Message {
	all := []Message{{ID: d.ID, Kind: DigestMessage, To: d.Channel}}
	for i := range d.Thread() {
		all = append(all, Message{ID: ThreadID(d.ID, i+1), Kind: ThreadMessage, To: d.Channel})
	}
	return all
}

const threadPrefix = "thread:"

// ThreadID is the id of a page of a digest's thread, counted from 1.
func ThreadID(digest string, page int) string {
	return fmt.Sprintf("%s%s:%d", threadPrefix, digest, page)
}

// ThreadOf returns the digest and the page that a message of kind ThreadMessage
// shows.
func ThreadOf(id string) (digest string, page int, ok bool) {
	rest, ours := strings.CutPrefix(id, threadPrefix)
	at := strings.LastIndexByte(rest, ':')
	if !ours || at < 0 {
		return "", 0, false
	}
	page, err := strconv.Atoi(rest[at+1:])
	return rest[:at], page, err == nil && page > 0
}
