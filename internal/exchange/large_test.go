package exchange

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"

	"dealcoach/internal/store"
)

// large makes a file of so many rows, every hundredth of which is broken in one way
// or another.
func large(rows int) []byte {
	var b bytes.Buffer
	b.WriteString("Record ID;Deal name;Company name;Amount;Deal stage;Deal owner;Last contacted;Create date;Next step\r\n")
	stages := []string{"Appointment scheduled", "Qualified to buy", "Proposal", "Contract sent", "Closed won", "Closed lost"}
	for i := range rows {
		amount, touch, owner := fmt.Sprintf("%d.%03d,50 €", 1+i%90, i%1000), fmt.Sprintf("%02d.10.2026", 1+i%28), []string{"mia@example.com", "ben@example.com"}[i%2]
		if i%100 == 99 {
			switch i / 100 % 3 {
			case 0:
				amount = "a lot"
			case 1:
				touch = "31.02.2026"
			default:
				owner = "nobody@example.com"
			}
		}
		fmt.Fprintf(&b, "%d;Deal %d;Company %d;%s;%s;%s;%s;01.0%d.2026;call again\r\n", 7_000_000+i, i, i/3, amount, stages[i%len(stages)], owner, touch, 1+i%9)
	}
	return b.Bytes()
}

// A hundred thousand rows take a while: STRESS=1 asks for them, on a real Redis.
func TestAHundredThousandRowsAreImportedWithinAMinute(t *testing.T) {
	url := os.Getenv("TEST_REDIS_URL")
	if os.Getenv("STRESS") == "" || url == "" {
		t.Skip("STRESS and TEST_REDIS_URL are not both set, so there is no large import")
	}
	const rows, most = 100_000, time.Minute
	s := redisOffice(t, url)
	data := large(rows)
	begun, told := time.Now(), 0
	report, err := by("U0", s).Import(t.Context(), data, func(done, total int) {
		if told++; total != rows || done > total {
			t.Errorf("told of %d of %d", done, total)
		}
	})
	took := time.Since(begun)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d rows in %.1f s, told %d times", rows, took.Seconds(), told)
	if took > most {
		t.Errorf("it took %v", took)
	}
	if report.New != rows-rows/100 || len(report.Failed) != rows/100 || told < 100 {
		t.Errorf("%d new, %d failed, told %d times", report.New, len(report.Failed), told)
	}
	for _, p := range report.Failed {
		if p.Why == "" || p.Row%100 != 1 {
			t.Fatalf("row %d failed: %q", p.Row, p.Why)
		}
	}
	var mended bytes.Buffer
	if err := report.WriteFailed(&mended); err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(&mended)
	r.Comma = ';'
	if lines, err := r.ReadAll(); err != nil || len(lines) != rows/100+1 {
		t.Errorf("the file to mend has %d lines, %v", len(lines), err)
	}
	begun = time.Now()
	again := importing(t, by("U0", s), data)
	t.Logf("the second time in %.1f s", time.Since(begun).Seconds())
	if again.New != 0 || again.Changed != 0 || again.Same != report.New {
		t.Errorf("the second time %d are new, %d changed and %d are the same", again.New, again.Changed, again.Same)
	}
	begun = time.Now()
	var all bytes.Buffer
	if n, err := by("U0", s).Export(t.Context(), "", &all); err != nil || n != report.New {
		t.Errorf("exported %d, %v", n, err)
	}
	t.Logf("exported in %.1f s", time.Since(begun).Seconds())
	if back := importing(t, by("U0", s), all.Bytes()); back.Same != report.New {
		t.Errorf("of the export %d are new, %d changed, %d failed: %v", back.New, back.Changed, len(back.Failed), back.Failed[:min(3, len(back.Failed))])
	}
}

func TestOneRowInAHundredIsBrokenAndTheOthersAreImported(t *testing.T) {
	s := redisOffice(t, "redis://"+miniredis.RunT(t).Addr())
	var told []string
	report, err := by("U0", s).Import(t.Context(), large(1000), func(done, total int) { told = append(told, fmt.Sprintf("%d/%d", done, total)) })
	if err != nil {
		t.Fatal(err)
	}
	if report.New != 990 || len(report.Failed) != 10 {
		t.Errorf("%d new, %d failed", report.New, len(report.Failed))
	}
	if got := strings.Join(told, " "); got != "200/1000 400/1000 600/1000 800/1000 1000/1000" {
		t.Errorf("told %s", got)
	}
	again := importing(t, by("U0", s), large(1000))
	if again.Same != 990 || again.New+again.Changed != 0 {
		t.Errorf("the second time %d are the same, %d new, %d changed", again.Same, again.New, again.Changed)
	}
}

// redisOffice opens a store for a team of the test's own, and leaves nothing there.
func redisOffice(tb testing.TB, url string) *store.Store {
	tb.Helper()
	team := fmt.Sprintf("TEST-exchange-%d", time.Now().UnixNano())
	s, err := store.Open(tb.Context(), store.Options{URL: url, Team: team})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = s.Close() })
	sweep(tb, url, team)
	return s
}

// BenchmarkImport is one commit of a file's rows: new ones, and the same again.
func BenchmarkImport(b *testing.B) {
	url := os.Getenv("TEST_REDIS_URL")
	if url == "" {
		b.Skip("TEST_REDIS_URL is not set, so there is no real Redis to import into")
	}
	s, data := redisOffice(b, url), large(chunk)
	b.Run("new", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			fresh := bytes.ReplaceAll(data, []byte("\r\n7"), fmt.Appendf(nil, "\r\n%d-7", i))
			if report, err := by("U0", s).Import(b.Context(), fresh, nil); err != nil || report.New < chunk-2 {
				b.Fatalf("%d new, %v, %v", report.New, report.Failed, err)
			}
		}
		b.ReportMetric(float64(b.N*chunk)/b.Elapsed().Seconds(), "rows/s")
	})
	b.Run("the same again", func(b *testing.B) {
		if _, err := by("U0", s).Import(b.Context(), data, nil); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if report, err := by("U0", s).Import(b.Context(), data, nil); err != nil || report.New+report.Changed > 0 {
				b.Fatalf("%d new, %v", report.New, err)
			}
		}
		b.ReportMetric(float64(b.N*chunk)/b.Elapsed().Seconds(), "rows/s")
	})
}

var _ Store = (*store.Store)(nil)
