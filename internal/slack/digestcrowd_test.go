package slack

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// Everybody closes everything in one week: the post keeps within Slack's limits
// and tells the counts, and each deal is on one page of its thread.
func TestAWeekOfFiveThousandClosedDeals(t *testing.T) {
	b := aBot(t)
	from, to := nine.AddDate(0, 0, -7), nine
	var deals []coach.Deal
	outcomes := []coach.Status{coach.Won, coach.LetGo, coach.Lost}
	for i := range 5000 {
		name := fmt.Sprintf("Deal %05d", i)
		if i%100 == 0 {
			name += strings.Repeat("&", coach.MaxName-len(name)) // as long as they get, once escaped
		}
		d, err := coach.NewDeal(coach.Act{By: "U1", At: from}, fmt.Sprintf("U%d", i%50), coach.AddLine{Name: name, Value: coach.Money(i+1) * 100})
		if err != nil {
			t.Fatal(err)
		}
		if d.ID = int64(i + 1); i%7 == 0 {
			d.Line = strings.Repeat("<", coach.MaxWords)
		}
		if err := d.Close(coach.Act{By: "U1", At: to.Add(-time.Hour)}, outcomes[i%3], "private"); err != nil {
			t.Fatal(err)
		}
		deals = append(deals, d)
	}
	d := coach.WeeklyDigest("C1", deals, b.settings(), coach.Digest{}, from, to, to)
	nameOf := func(string) string { return "Nora Lindqvist" }

	post := b.digestSheet(d, nameOf)
	within(t, post)
	for _, want := range []string{"*1667 won*", "*1667 let go*", "*1666 lost*"} {
		if text := post.text(); !strings.Contains(strings.ReplaceAll(text, ",", ""), want) {
			t.Errorf("the post does not say %s: %s", want, coach.Cut(text, 400))
		}
	}
	all := ""
	pages := d.Thread()
	for n := range pages {
		page := b.pageSheet(d, pages, n+1, nameOf)
		within(t, page)
		said, err := json.Marshal(page.all())
		if err != nil {
			t.Fatal(err)
		}
		all += string(said)
	}
	for i := range deals {
		if n := strings.Count(all, fmt.Sprintf("Deal %05d", i)); n != 1 {
			t.Fatalf("deal %d is named on %d pages", i, n)
		}
	}
	if n := len(d.Messages()); n != len(pages)+1 {
		t.Errorf("%d messages for %d pages", n, len(pages))
	}
	t.Logf("%d pages", len(pages))
}
