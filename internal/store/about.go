package store

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// About gathers everything that is kept of a person by their user id. It looks
// through all deals in small groups, while others go on working.
func (s *Store) About(ctx context.Context, id string) (coach.About, error) {
	if !isUserID(id) {
		return coach.About{}, errNoUser(id)
	}
	g := gathering{store: s, id: id, words: personWords(id)}
	if err := errors.Join(g.own(ctx), g.deals(ctx)); err != nil {
		return coach.About{}, err
	}
	return g.about, g.others(ctx)
}

// gathering is an About in the making.
type gathering struct {
	store *Store
	id    string
	words replacement
	about coach.About
}

// own reads what lies under a key of the person's, or of everybody's.
func (g *gathering) own(ctx context.Context) (err error) {
	s, a := g.store, &g.about
	if a.Rep, err = s.Rep(ctx, g.id); err != nil {
		return err
	}
	a.Known = a.Rep.Version > 0
	if a.Saves, err = s.SettingsSaves(ctx, coach.MaxSettingsSaves); err != nil {
		return err
	}
	a.Saves = slices.DeleteFunc(a.Saves, func(save coach.SettingsSave) bool { return save.By != g.id })
	if a.Home, err = s.Fact(ctx, "home:"+g.id); err != nil {
		return err
	}
	watchers, err1 := s.Watchers(ctx)
	absent, err2 := s.Absent(ctx)
	a.Watches, a.Absent = slices.Contains(watchers, g.id), slices.Contains(absent, g.id)
	return errors.Join(err1, err2)
}

// deals reads the person's deals, and what they have to do with others'.
func (g *gathering) deals(ctx context.Context) error {
	s := g.store
	last, err := s.db.Get(ctx, s.keys.ids()).Int64()
	if err != nil && !errors.Is(err, redis.Nil) {
		return unread(err)
	}
	for first := int64(1); first <= last; first += dumpPart {
		n := min(dumpPart, last-first+1)
		values, lines, err := s.dealsAndLines(ctx, first, first+n-1)
		if err != nil {
			return err
		}
		for i := range n {
			if err := g.deal(first+i, values[i], lines[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// dealsAndLines reads the records and histories of the deals with these numbers, as
// they are written.
func (s *Store) dealsAndLines(ctx context.Context, first, last int64) (values []string, lines [][]string, err error) {
	gets := make([]*redis.StringCmd, last-first+1)
	ranges := make([]*redis.StringSliceCmd, len(gets))
	_, err = s.db.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i := range gets {
			gets[i] = p.Get(ctx, s.keys.deal(first+int64(i)))
			ranges[i] = p.LRange(ctx, s.keys.history(first+int64(i)), 0, -1)
		}
		return nil
	})
	if err != nil && !errors.Is(err, redis.Nil) {
		return nil, nil, unread(err)
	}
	for i := range gets {
		values, lines = append(values, gets[i].Val()), append(lines, ranges[i].Val())
	}
	return values, lines, nil
}

func (g *gathering) deal(id int64, value string, lines []string) error {
	story := coach.DealStory{Deal: coach.Deal{ID: id}}
	if value != "" {
		d, _, err := unsealDeal(value)
		if err != nil {
			return err
		}
		story.Deal = d
	}
	ours := story.Deal.Owner == g.id
	for _, line := range lines {
		if !ours && !g.words.found(line) {
			continue
		}
		event, err := readLine(line)
		if err != nil {
			return err
		}
		story.Events = append(story.Events, event)
	}
	switch {
	case ours:
		g.about.Deals = append(g.about.Deals, story)
	case len(story.Events) > 0:
		story.Deal = coach.Deal{ID: id, Name: story.Deal.Name} // the rest is somebody else's
		g.about.Elsewhere = append(g.about.Elsewhere, story)
	}
	return nil
}

// others reads what lies under keys that only a look at all of them finds.
func (g *gathering) others(ctx context.Context) error {
	var names []string
	err := g.store.others(ctx, func(name string) error {
		switch kind := kindOfKey(name); {
		case kind == "digest", kind == "prompt" && g.words.found(name), kind == "msg" && g.words.found(name):
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		kind, id, _ := strings.Cut(name, ":")
		if err := g.other(ctx, kind, id); err != nil && !errors.Is(err, coach.ErrNotFound) {
			return err
		}
	}
	return nil
}

func (g *gathering) other(ctx context.Context, kind, id string) error {
	s, a := g.store, &g.about
	switch kind {
	case "prompt":
		p, err := s.Prompt(ctx, id)
		if err == nil && p.Rep == g.id {
			a.Prompts = append(a.Prompts, p)
		}
		return err
	case "digest":
		text, err := s.db.Get(ctx, s.keys.digest(id)).Bytes()
		var r digestRecord
		if err != nil || json.Unmarshal(text, &r) != nil {
			return nil // it has gone meanwhile, or a newer program wrote it
		}
		for _, e := range r.digest(id).Named() {
			if e.Owner == g.id {
				a.Digests = append(a.Digests, coach.Mention{Digest: id, Ended: e})
			}
		}
	case "msg":
		m, err := s.db.HGetAll(ctx, s.keys.message(id)).Result()
		if err != nil {
			return unread(err)
		}
		a.Messages = append(a.Messages, coach.KeptMessage{ID: id, Kind: m["k"], State: m["st"], Posted: coach.Posted{Channel: m["ch"], TS: m["ts"]}})
	}
	return nil
}
