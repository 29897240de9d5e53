package coach

import (
	"fmt"
	"strconv"
	"strings"
)

// Page is one message of a digest's thread: closed deals, by how they ended.
type Page struct {
	Won   []Ended
	LetGo []Ended
	Lost  []Ended
}

// PageDeals is how many deals a page names. With names of usual length they fit
// into the text beside a message's blocks as well.
const PageDeals = 40

// Thread names every closed deal of the digest, page by page, for the thread
// below it. There is none when the post itself names them all.
func (d Digest) Thread() []Page {
	if len(d.Won.More)+len(d.LetGo.More)+len(d.Lost.More) == 0 {
		return nil
	}
	var pages []Page
	room := 0
	put := func(o Outcome, list func(*Page) *[]Ended) {
		for _, all := range [][]Ended{o.Top, o.More} {
			for _, e := range all {
				if room == 0 {
					pages, room = append(pages, Page{}), PageDeals
				}
				room--
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
