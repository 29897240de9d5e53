package store

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"
)

// dumpVersion is the version of the form in which Dump writes. Restore reads all
// up to its own.
const dumpVersion = 1

// dumpHead is the first line of a dump.
type dumpHead struct {
	Dump   int    `json:"dealcoach_dump"`
	Schema int    `json:"schema"`
	Team   string `json:"team"`
}

// dumpLine is a key, or a part of a long one, whose parts follow each other. One
// of the values is set.
type dumpLine struct {
	Key    string            `json:"k"`
	Text   *string           `json:"s,omitempty"` // a string
	List   []string          `json:"l,omitempty"`
	Hash   map[string]string `json:"h,omitempty"`
	Sorted []dumpMember      `json:"z,omitempty"` // a sorted set, by score
	Stream []dumpEntry       `json:"x,omitempty"`
	Until  int64             `json:"until,omitempty"` // when it ends by itself, in ms; 0: never
}

type dumpMember struct {
	Member string  `json:"m"`
	Score  float64 `json:"n"`
}

type dumpEntry struct {
	ID     string            `json:"id"`
	Fields map[string]string `json:"f"`
}

// dumpEnd is the last line: without it, the file broke off.
type dumpEnd struct {
	Lines int `json:"end_after_lines"`
}

// derived are the keys that follow from the deals. They are not in a dump, and
// are made anew from the deals at a restore, so that they are right even when
// deals changed while the dump was written.
var derived = []string{"open", "own:", "closed", "closed:", "revisits:", "focus:", "names", "deleted"}

// passing are keys that serve for minutes, or say that a restore is under way.
var passing = []string{"undo:", "restoring"}

// dumpPart is how many members of a long key, and how many keys, are read at
// once.
const dumpPart = 500

// Dump writes everything there is of the team, a line of JSON for each key, in
// an order that depends on what there is alone: the same state makes the same
// bytes. Deals are read in small groups while others go on working; what changes
// meanwhile may be in it or not, each deal whole. For moving to another server
// everybody should stop first. told is called now and then with the lines so far.
func (s *Store) Dump(ctx context.Context, to io.Writer, told func(lines int)) (lines int, err error) {
	d := &dump{store: s, to: bufio.NewWriterSize(to, 1<<16), told: told}
	d.json = json.NewEncoder(d.to)
	d.json.SetEscapeHTML(false)
	if err := d.write(dumpHead{dumpVersion, schema, s.keys.team}); err != nil {
		return 0, err
	}
	rest, err := d.names(ctx)
	if err != nil {
		return 0, err
	}
	if err := errors.Join(d.deals(ctx), d.keys(ctx, rest)); err != nil {
		return 0, err
	}
	if err := d.write(dumpEnd{d.lines}); err != nil {
		return 0, err
	}
	return d.lines, d.to.Flush()
}

// dump is one being written.
type dump struct {
	store *Store
	to    *bufio.Writer
	json  *json.Encoder
	told  func(int)
	lines int
}

func (d *dump) write(line any) error {
	if err := d.json.Encode(line); err != nil {
		return fmt.Errorf("write the dump: %w", err)
	}
	d.lines++
	if d.lines%10_000 == 0 && d.told != nil {
		d.told(d.lines)
	}
	return nil
}

// deals writes each deal and its history, by number.
func (d *dump) deals(ctx context.Context) error {
	k := d.store.keys
	last, err := d.store.db.Get(ctx, k.ids()).Int64()
	if errors.Is(err, redis.Nil) {
		return nil
	}
	if err != nil {
		return unread(err)
	}
	for first := int64(1); first <= last; first += dumpPart {
		var names []string
		for id := first; id < first+dumpPart && id <= last; id++ {
			names = append(names, "deal:"+strconv.FormatInt(id, 10), "hist:"+strconv.FormatInt(id, 10))
		}
		if err := d.some(ctx, names, func(i int) string { return []string{"string", "list"}[i%2] }); err != nil {
			return err
		}
	}
	return nil
}

// names lists the keys beside deals and what follows from them, in order.
func (d *dump) names(ctx context.Context) ([]string, error) {
	var all []string
	err := d.store.others(ctx, func(name string) error {
		if !among(name, derived) && !among(name, passing) {
			all = append(all, name)
		}
		return nil
	})
	slices.Sort(all)
	return slices.Compact(all), err
}

// others calls each with the name of every key of the team beside deals and their
// histories, in no order and now and then twice. Only whoever looks through
// everything may wait for it.
func (s *Store) others(ctx context.Context, each func(name string) error) error {
	db, err := s.node(ctx)
	if err != nil {
		return err
	}
	prefix := s.keys.of("")
	scan := db.Scan(ctx, 0, globbed(prefix)+"*", 2000).Iterator()
	for scan.Next(ctx) {
		name := strings.TrimPrefix(scan.Val(), prefix)
		if strings.HasPrefix(name, "deal:") || strings.HasPrefix(name, "hist:") {
			continue
		}
		if err := each(name); err != nil {
			return err
		}
	}
	return unread(scan.Err())
}

// among reports whether a key is one of those listed, or below one that ends in
// a colon.
func among(name string, listed []string) bool {
	return slices.ContainsFunc(listed, func(l string) bool {
		return name == l || strings.HasSuffix(l, ":") && strings.HasPrefix(name, l)
	})
}

// globbed makes a pattern that stands for the text itself.
func globbed(text string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`, `]`, `\]`).Replace(text)
}

// node is the server that has all of the team's keys.
func (s *Store) node(ctx context.Context) (redis.Cmdable, error) {
	cluster, ok := s.db.(*redis.ClusterClient)
	if !ok {
		return s.db, nil
	}
	node, err := cluster.MasterForKey(ctx, s.keys.ids())
	return node, unread(err)
}
