package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
	"dealcoach/internal/store/redistest"
	"dealcoach/internal/store/storetest"
)

// rights is the line of docs/redis.md that gives the coach its rights.
func rights(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/redis.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "user coach on >") {
			return line
		}
	}
	t.Fatal("docs/redis.md has no line that gives the coach its rights")
	return ""
}

// password is the one in that line.
const password = "write-a-long-one-here"

func TestTheRightsInTheDocsAreThoseThatTheStoreNeeds(t *testing.T) {
	t.Parallel()
	line := rights(t)
	server := redistest.Start(t, line)
	server.Do("config resetstat")
	teams := 0
	storetest.TestStore(t, func(t *testing.T) storetest.Store {
		teams++
		s, err := Open(t.Context(), Options{URL: server.As("coach", password), Team: fmt.Sprint("T", teams)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		if findings, err := s.Check(t.Context()); err != nil {
			t.Errorf("the check says %v, %v", findings, err)
		}
		if _, err := s.Backlog(t.Context()); err != nil {
			t.Error(err)
		}
		return s
	})
	var granted, used []string
	for word := range strings.FieldsSeq(line) {
		if right, ok := strings.CutPrefix(word, "+"); ok {
			granted = append(granted, right)
		}
	}
	for stat := range strings.Lines(fmt.Sprint(server.Do("info commandstats"))) {
		name, _, ok := strings.Cut(strings.TrimPrefix(stat, "cmdstat_"), ":")
		if ok && name != "hello" && name != "config|resetstat" { // everybody may say hello
			used = append(used, name)
		}
	}
	slices.Sort(granted)
	slices.Sort(used)
	if diff := cmp.Diff(used, granted); diff != "" {
		t.Errorf("the rights differ (-used +granted):\n%s", diff)
	}
	t.Logf("%d rights granted and used", len(granted))
}

func TestAMissingRightIsNamedAndNothingElseIs(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, rights(t))
	calls := map[string]func(context.Context, *Store) error{
		"client|setname": func(ctx context.Context, s *Store) error { return s.Ping(ctx) },
		"incr": func(ctx context.Context, s *Store) error {
			_, err := s.Create(ctx, "a", coach.Deal{Name: "Secret"})
			return err
		},
		"evalsha": func(ctx context.Context, s *Store) error {
			return s.SetTimer(ctx, coach.Timer{Name: "a", Due: time.Now()})
		},
		"zrangebylex": func(ctx context.Context, s *Store) error { _, err := s.Names(ctx, "U1", "secret", 1); return err },
		"xreadgroup": func(ctx context.Context, s *Store) error {
			_, err := s.Receive(ctx, "secret", 1, time.Second, time.Second)
			return err
		},
	}
	for right, call := range calls {
		server.Do("acl setuser coach -" + right)
		err := call(t.Context(), openOn(t, server.As("coach", password)))
		var reply redis.Error
		switch {
		case !errors.Is(err, coach.ErrUnavailable) || !errors.As(err, &reply):
			t.Errorf("without %s: got error %v, want ErrUnavailable with the server's reason", right, err)
		case !strings.Contains(err.Error(), "NOPERM") || !strings.Contains(err.Error(), "'"+right+"'"):
			t.Errorf("without %s: the error %q does not name it", right, err)
		case strings.Contains(strings.ToLower(err.Error()), "secret") || strings.Contains(err.Error(), password):
			t.Errorf("without %s: the error %q tells too much", right, err)
		}
		server.Do("acl setuser coach +" + right)
	}
}

func TestTheStoreCannotReachOthersKeys(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, rights(t))
	s := openOn(t, server.As("coach", password))
	if err := s.db.Get(t.Context(), "other:key").Err(); !redis.HasErrorPrefix(err, "NOPERM") {
		t.Errorf("got error %v, want NOPERM", err)
	}
	if err := s.db.FlushAll(t.Context()).Err(); !redis.HasErrorPrefix(err, "NOPERM") {
		t.Errorf("got error %v, want NOPERM", err)
	}
}

func TestAChangeThatARightIsMissingForIsNotThereByHalf(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, rights(t))
	s, unlimited := openOn(t, server.As("coach", password)), openOn(t, server.URL)
	d := create(t, s, "Acme")
	for _, right := range []string{"set", "zadd", "zrem", "lpush", "ltrim", "hget", "hset", "hincrby", "hdel", "xadd", "pexpire", "zscore"} {
		server.Do("acl setuser coach -" + right)
		_, err := s.Update(t.Context(), d.ID, "click", closed)
		expectKind(t, err, coach.ErrUnavailable)
		server.Do("acl setuser coach +" + right)
		expectUntouched(t, unlimited, d)
		if t.Failed() {
			t.Fatalf("that was without %s: %v", right, err)
		}
	}
}
