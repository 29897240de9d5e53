package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// deals erases from the deals with these numbers and their histories.
func (e *eraser) deals(ctx context.Context, first, last int64) error {
	values, lines, err := e.store.dealsAndLines(ctx, first, last)
	if err != nil {
		return err
	}
	for i := range values {
		id := first + int64(i)
		if len(values[i])+len(lines[i]) == 0 {
			continue
		}
		r, err := e.rewordDeal(id, values[i], lines[i])
		if err != nil {
			return fmt.Errorf("deal %d: %w", id, err)
		}
		if !r.changed {
			continue
		}
		e.found.Deals = append(e.found.Deals, id)
		e.found.Lines += r.touched
		if e.dry {
			continue
		}
		if err := e.write(ctx, id, r); err != nil {
			return fmt.Errorf("deal %d: %w", id, err)
		}
	}
	return nil
}

// reworded is a deal and its history as they will be.
type reworded struct {
	was, is string   // the deal's record; is may be empty: it goes
	lines   []string // the newest first
	touched int      // lines that are others, or gone
	changed bool
}

func (e *eraser) rewordDeal(id int64, value string, lines []string) (r reworded, err error) {
	r.was = value
	if e.gone[id] {
		r.changed, r.touched = true, len(lines)
		return r, nil
	}
	if r.is, err = e.reword("deal:"+strconv.FormatInt(id, 10), value); err != nil {
		return r, err
	}
	for _, was := range lines {
		if e.lineGoes(was) {
			r.touched++
			continue
		}
		is, err := e.reword("hist:"+strconv.FormatInt(id, 10), was)
		if err != nil {
			return r, err
		}
		if is != was {
			r.touched++
		}
		r.lines = append(r.lines, is)
	}
	r.changed = r.is != r.was || r.touched > 0
	return r, nil
}

// lineGoes reports whether a line of a history came from a deal that goes.
func (e *eraser) lineGoes(text string) bool {
	var l line
	return len(e.gone) > 0 && json.Unmarshal([]byte(text), &l) == nil && e.gone[l.Deal]
}

// write commits a deal as it was reworded; when it changed meanwhile, as it then is.
func (e *eraser) write(ctx context.Context, id int64, r reworded) error {
	s := e.store
	for round := 0; ; round++ {
		err := e.commit(ctx, id, r)
		if !errors.Is(err, coach.ErrConflict) || !again(ctx, round) {
			return err
		}
		value, err := s.db.Get(ctx, s.keys.deal(id)).Result()
		if err != nil && !errors.Is(err, redis.Nil) {
			return unread(err)
		}
		lines, err := s.db.LRange(ctx, s.keys.history(id), 0, -1).Result()
		if err != nil {
			return unread(err)
		}
		if r, err = e.rewordDeal(id, value, lines); err != nil || !r.changed {
			return err
		}
	}
}

// commit writes a reworded deal with its indexes and history over the version that
// was read.
func (e *eraser) commit(ctx context.Context, id int64, r reworded) error {
	s := e.store
	left, err := s.db.PTTL(ctx, s.keys.deal(id)).Result()
	if err != nil {
		return unread(err)
	}
	p := s.newPlan("")
	var before places
	if r.was != "" {
		d, schema, err := unsealDeal(r.was)
		if err == nil {
			err = tooNew(fmt.Sprintf("deal %d", id), schema)
		}
		if err != nil {
			return err
		}
		before = s.keys.places(&d)
		p.expect(s.keys.deal(id), d.Version)
		for _, m := range d.Refreshes() {
			if e.person == "" || !e.mentions(m.ID+" "+m.To) {
				p.message(m)
			}
		}
	}
	p.clear(s.keys.history(id))
	for _, line := range slices.Backward(r.lines) {
		p.push(s.keys.history(id), line, historyCap)
	}
	switch {
	case e.gone[id]:
		p.reindex(before, nil)
		p.expire(s.keys.deal(id), time.Nanosecond) // at once
	case r.is != "":
		version, err := unseal(r.is, &struct{}{})
		if err != nil {
			return err
		}
		_, text, _ := strings.Cut(r.is, " ")
		value := strconv.FormatInt(version+1, 10) + " " + text
		d, _, err := unsealDeal(value)
		if err != nil {
			return err
		}
		p.put(s.keys.deal(id), value)
		p.reindex(before, s.keys.places(&d))
	}
	if left > 0 && !e.gone[id] {
		p.expire(s.keys.deal(id), left)
		p.expire(s.keys.history(id), left)
	}
	_, _, err = s.commit(ctx, p)
	return err
}
