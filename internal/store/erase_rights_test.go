package store

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"dealcoach/internal/store/redistest"
)

// The second line of rights in docs/redis.md is enough for whatever looks through
// everything, and each of them is needed.
func TestTheRightsInTheDocsSufficeToLookThroughEverything(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../docs/redis.md")
	if err != nil {
		t.Fatal(err)
	}
	more := regexp.MustCompile("(?m)^command: `([+a-z ]+)`\\.$").FindSubmatch(page)
	if more == nil {
		t.Fatal("docs/redis.md has no line with the rights to look through everything")
	}
	server := redistest.Start(t, rights(t))
	through := func() error {
		s := openOn(t, server.As("coach", password))
		if err := remove(openOn(t, server.URL)); err != nil {
			t.Fatal(err)
		}
		peopled(t, openOn(t, server.URL))
		whole := dumped(t, openOn(t, server.URL))
		var out strings.Builder
		if _, err := s.Dump(t.Context(), &out, nil); err != nil {
			return err
		}
		if _, err := s.About(t.Context(), "U0MIA"); err != nil {
			return err
		}
		if _, err := s.ErasePerson(t.Context(), "U0MIA", nil, false); err != nil {
			return err
		}
		if _, err := s.EraseDeals(t.Context(), []int64{1}, false); err != nil {
			return err
		}
		if err := remove(openOn(t, server.URL)); err != nil {
			t.Fatal(err)
		}
		_, err := s.Restore(t.Context(), strings.NewReader(whole), nil)
		return err
	}
	server.Do("acl setuser coach " + string(more[1]))
	if err := through(); err != nil {
		t.Fatal(err)
	}
	for right := range strings.FieldsSeq(string(more[1])) {
		server.Do("acl setuser coach -" + strings.TrimPrefix(right, "+"))
		if err := through(); err == nil {
			t.Errorf("%s is not needed", right)
		}
		server.Do("acl setuser coach " + right)
	}
}
