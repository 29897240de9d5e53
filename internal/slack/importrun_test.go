package slack

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/exchange"
)

// unhurried is a store that takes a second for each commit.
type unhurried struct{ exchange.Store }

func (u unhurried) SaveAll(ctx context.Context, op string, deals []coach.Deal) error {
	time.Sleep(time.Second)
	return u.Store.SaveAll(ctx, op, deals)
}

func TestALongImportShowsHowFarItIs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var file strings.Builder
		file.WriteString("name,external id\n")
		for i := range 2000 {
			fmt.Fprintf(&file, "Deal %d,X%d\n", i, i)
		}
		o := newOffice(t)
		o.exchange = unhurried{o.memory}
		said := o.imports(owner, "deals.csv", file.String())
		o.fit(t)
		var told []string
		for _, m := range regexp.MustCompile(`"text":"Importing \*deals.csv\*: ([\d,]+) of 2,000 rows\.\\n`).FindAllStringSubmatch(said, -1) {
			told = append(told, m[1])
		}
		// Ten commits, a second each, and a word every two seconds.
		if len(told) < 4 || len(told) > 5 || told[0] > "600" {
			t.Errorf("was told %q", told)
		}
		if last := o.heard[len(o.heard)-1]; !strings.Contains(last, "Imported *deals.csv*: 2,000 new deals.") || strings.Contains(last, "Go on") {
			t.Errorf("in the end %s", last)
		}
	})
}

func TestTheFileOfFailedRowsIsNamedAfterTheFirst(t *testing.T) {
	for name, want := range map[string]string{
		"deals.csv": "deals-to-mend.csv", "deals-to-mend.CSV": "deals-to-mend.csv", "a.b.csv": "a.b-to-mend.csv", "your file": "your file-to-mend.csv",
	} {
		if got := failedName(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
