package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"dealcoach/internal/coach"
)

// lived leaves something of each kind behind: open, closed and chosen deals, a
// message that was posted, one under way and one deferred, a dead letter, timers
// claimed and waiting.
func lived(t *testing.T, s *Store) {
	t.Helper()
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for i := range 700 {
		a := coach.Act{By: "U1", At: at.Add(time.Duration(i) * time.Minute)}
		d, err := coach.NewDeal(a, "U"+fmt.Sprint(i%7), coach.AddLine{Name: fmt.Sprint("Müller & \x00 <Söhne> ", i), Value: coach.Money(i * 100)})
		must(err)
		d, err = s.Create(ctx, fmt.Sprint("create ", i), d)
		must(err)
		if i%5 == 0 {
			_, err = s.Update(ctx, d.ID, fmt.Sprint("close ", i), func(d *coach.Deal) error { return d.Close(a, coach.Lost, "no budget") })
			must(err)
		}
	}
	must(s.SetFact(ctx, "a fact", "its value"))
	must(s.StartDigests(ctx, at))
	rep := coach.Rep{ID: "U1", Since: at, LookedOn: coach.DateOf(at)}
	timers, _, err := s.Claim(ctx, at.Add(time.Hour), 5, time.Minute)
	must(err)
	if len(timers) == 0 {
		t.Fatal("nobody is due")
	}
	who, _ := timers[0].Rep()
	rep.ID = who
	must(s.SaveLook(ctx, timers[0], coach.Look{Rep: rep, Next: at.Add(24 * time.Hour),
		Prompt: &coach.Prompt{ID: coach.PromptID(who, coach.DateOf(at)), Rep: who, At: at, On: coach.DateOf(at), NotAfter: at.Add(8 * time.Hour)}}))
	got, err := s.Receive(ctx, "test", 3, time.Second, time.Minute)
	must(err)
	if len(got) != 1 {
		t.Fatalf("received %v", got)
	}
	_, err = s.Finish(ctx, got[0], coach.Posted{Channel: "D1", TS: "1.2"})
	must(err)
}

func dumped(t *testing.T, s *Store) string {
	t.Helper()
	var out bytes.Buffer
	n, err := s.Dump(t.Context(), &out, nil)
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(out.String(), "\n"); lines != n {
		t.Errorf("%d lines, and it says %d", lines, n)
	}
	return out.String()
}

// compare reports in what a dump differs from an earlier one. miniredis remembers
// how long a key lives, not until when.
func compare(t *testing.T, first, second string) {
	t.Helper()
	if !strings.Contains(t.Name(), "/Redis") {
		until := regexp.MustCompile(`"until":\d+`)
		first, second = until.ReplaceAllString(first, ""), until.ReplaceAllString(second, "")
	}
	if first != second {
		t.Errorf("the second dump differs:\n%s", difference(first, second))
	}
}

func restored(t *testing.T, s *Store, text string) error {
	t.Helper()
	_, err := s.Restore(t.Context(), strings.NewReader(text), nil)
	return err
}

func TestWhatWasDumpedAndRestoredIsTheSame(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		s := open(t, url, nil)
		lived(t, s)
		before := answers(t, s)
		first := dumped(t, s)
		if err := remove(s); err != nil {
			t.Fatal(err)
		}
		if err := restored(t, s, first); err != nil {
			t.Fatal(err)
		}
		compare(t, first, dumped(t, s))
		if after := answers(t, s); after != before {
			t.Errorf("before: %s\nafter:  %s", before, after)
		}
		if restoring, err := s.Restoring(t.Context()); restoring || err != nil {
			t.Errorf("restoring: %v, %v", restoring, err)
		}
		d, err := s.Create(t.Context(), "a new one", coach.Deal{Name: "New", Owner: "U1", Status: coach.Open})
		if err != nil || d.ID != 701 {
			t.Errorf("the next deal is %d, %v", d.ID, err)
		}
	})
}

// answers are what readers see, through every index.
func answers(t *testing.T, s *Store) string {
	t.Helper()
	ctx := t.Context()
	oldest, open, err1 := s.OpenAll(ctx, 3)
	own, err2 := s.OpenOf(ctx, "U2")
	closed, err3 := s.ClosedOf(ctx, "U0", 4)
	named, err4 := s.Names(ctx, "", "muller", 5)
	history, err5 := s.History(ctx, 1, 10)
	revisits, err6 := s.Revisits(ctx, "U0", coach.Date{Year: 2100, Month: 1, Day: 1})
	last, _, err7 := s.LastDigest(ctx)
	if err := errors.Join(err1, err2, err3, err4, err5, err6, err7); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(oldest[0].ID, open, len(own), len(closed), closed[0].ID, named, len(history), len(revisits), last)
}

// difference is the first line in which two dumps differ.
func difference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return as[i] + "\n" + bs[i]
		}
	}
	return fmt.Sprint(len(as), " and ", len(bs), " lines")
}

func TestARestoreThatBreaksOffGoesOn(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		s := open(t, url, nil)
		lived(t, s)
		whole := dumped(t, s)
		if err := remove(s); err != nil {
			t.Fatal(err)
		}
		if err := restored(t, s, whole[:len(whole)*2/3]); !errors.Is(err, ErrBrokenOff) {
			t.Fatalf("error %v", err)
		}
		found, err := s.Check(t.Context())
		if err != nil || !slices.ContainsFunc(found, func(f Finding) bool { return f.Severity == Wrong && strings.Contains(f.What, "restore") }) {
			t.Errorf("half a restore is no finding: %v, %v", found, err)
		}
		if err := restored(t, s, whole); err != nil {
			t.Fatal(err)
		}
		compare(t, whole, dumped(t, s))
	})
}

func TestWhatARestoreRefuses(t *testing.T) {
	s := open(t, "redis://"+miniredis.RunT(t).Addr(), nil)
	head := fmt.Sprintf(`{"dealcoach_dump":1,"schema":2,"team":%q}`, s.keys.team) + "\n"
	tests := []struct {
		story, text string
		want        error
	}{
		{"a CSV file", "name,value\nAcme,12\n", ErrNoDump},
		{"an empty file", "", ErrNoDump},
		{"a form that is not known yet", `{"dealcoach_dump":9,"schema":2,"team":"T1"}` + "\n", ErrNewerDump},
		{"records that are not known yet", `{"dealcoach_dump":1,"schema":99,"team":"T1"}` + "\n", ErrNewerDump},
		{"the dump of another workspace", `{"dealcoach_dump":1,"schema":2,"team":"T1"}` + "\n", ErrOtherTeam},
		{"a file that breaks off after a line", head, ErrBrokenOff},
		{"a file that lacks a line", head + `{"k":"ids","s":"1"}` + "\n" + `{"end_after_lines":5}` + "\n", ErrBrokenOff},
		{"a damaged line", head + `{"k":"ids` + "\n", ErrUnreadable},
		{"a deal that cannot be read", head + `{"k":"deal:1","s":"what"}` + "\n" + `{"end_after_lines":2}` + "\n", ErrUnreadable},
	}
	for _, tt := range tests {
		t.Run(tt.story, func(t *testing.T) {
			if err := remove(s); err != nil {
				t.Fatal(err)
			}
			if err := restored(t, s, tt.text); !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
	t.Run("a place that is in use", func(t *testing.T) {
		if err := remove(s); err != nil {
			t.Fatal(err)
		}
		lived(t, s)
		if err := restored(t, s, head+`{"end_after_lines":1}`+"\n"); !errors.Is(err, ErrNotEmpty) {
			t.Errorf("error %v", err)
		}
	})
}

// A dump must know how each key of the team is to be taken: as it is, made anew
// from the deals, or left out because it serves for minutes.
func TestADumpLeavesOutOnlyWhatFollowsFromTheDeals(t *testing.T) {
	source, err := os.ReadFile("keys.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Concat(derived, passing) {
		if !strings.Contains(string(source), fmt.Sprintf("(%q", name)) {
			t.Errorf("there is no key %s any more", name)
		}
	}
}

// A million deals and 200 MB: see CONTRIBUTING.md.
func TestADumpOfAMillionDeals(t *testing.T) {
	if os.Getenv("TEST_MILLION") == "" {
		t.Skip("TEST_MILLION is not set, so Redis is not filled with a million deals")
	}
	s := open(t, realRedis(t), nil)
	fillDeals(t, s, 1_000_000)
	var most atomic.Uint64
	told := func(int) {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most.Store(max(most.Load(), m.Sys))
	}
	file, err := os.CreateTemp(t.TempDir(), "dump")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	begun := time.Now()
	lines, err := s.Dump(t.Context(), file, told)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d lines dumped in %s", lines, time.Since(begun))
	if err := remove(s); err != nil {
		t.Fatal(err)
	}
	begun = time.Now()
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Restore(t.Context(), file, told); err != nil {
		t.Fatal(err)
	}
	t.Logf("restored in %s; at most %d MB", time.Since(begun), most.Load()>>20)
	if most.Load() > 200<<20 {
		t.Errorf("it took %d MB", most.Load()>>20)
	}
}
