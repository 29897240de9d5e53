package store

import (
	"strconv"
	"unicode/utf8"

	"dealcoach/internal/coach"
)

// place is where an index mentions a deal.
type place struct {
	key, member string
	score       int64
}

// places are all indexes that mention a deal.
type places []place

// score returns the score at a place, if it is one of them.
func (p places) score(key, member string) (score int64, there bool) {
	for _, at := range p {
		if at.member == member && at.key == key {
			return at.score, true
		}
	}
	return 0, false
}

// places works out where a deal is found: an open one by its last touch, a
// closed one by its end and the day of another look, all by their names and the
// week they were chosen for. A deleted one is found by that alone.
func (k keys) places(d *coach.Deal) places {
	id := strconv.FormatInt(d.ID, 10)
	if d.IsDeleted() {
		return places{{k.deleted(), id, d.Deleted.UnixMilli()}}
	}
	p := make(places, 0, 5)
	if d.IsOpen() {
		p = append(p, place{k.open(), id, d.Touch.UnixMilli()}, place{k.own(d.Owner), id, d.Touch.UnixMilli()})
	} else {
		p = append(p, place{k.closed(), id, d.ClosedAt.UnixMilli()}, place{k.closedOf(d.Owner), id, d.ClosedAt.UnixMilli()})
		if !d.Revisit.IsZero() {
			p = append(p, place{k.revisits(d.Owner), id, number(d.Revisit)})
		}
	}
	if d.Focus != "" {
		p = append(p, place{k.focus(d.Focus), id, 0})
	}
	for _, name := range []string{d.Name, d.Company} {
		if name := coach.Normalize(name); name != "" {
			member := nameStart(name) + nameEnd + id
			if _, there := p.score(k.names(), member); !there {
				p = append(p, place{k.names(), member, 0})
			}
		}
	}
	return p
}

// number writes a date as a number that sorts as dates do: 20261124.
func number(d coach.Date) int64 { return int64(d.Year)*10000 + int64(d.Month)*100 + int64(d.Day) }

// nameEnd parts the start of a name from the deal's id in the index of names.
const nameEnd = "\x00"

// startBytes is how much of a name is in the index: enough to tell most first
// words apart. What a name is like beyond it, the deals themselves tell.
const startBytes = 16

// nameStart returns the whole letters in the first bytes of a normalised name.
func nameStart(name string) string {
	if len(name) <= startBytes {
		return name
	}
	end := startBytes
	for end > 0 && !utf8.RuneStart(name[end]) {
		end--
	}
	return name[:end]
}

// reindex plans what leads from the places of before to those of after.
func (p *plan) reindex(before, after places) {
	for _, at := range before {
		if _, stays := after.score(at.key, at.member); !stays {
			p.unrank(at.key, at.member)
		}
	}
	for _, at := range after {
		if old, there := before.score(at.key, at.member); !there || old != at.score {
			p.rank(at.key, at.score, at.member)
		}
	}
}
