package coach

import (
	"strings"
	"testing"
	"time"
)

func TestTheEveOfADigest(t *testing.T) {
	w := DefaultSettings().Work
	w.Off = map[Date]string{{2026, 12, 24}: "closed"}
	tests := []struct {
		story string
		day   string
		at    time.Time
		want  bool
	}{
		{"Thursday before Friday", "Thu 12 Nov", on("Fri 13 Nov", "16:00"), true},
		{"not Wednesday", "Wed 11 Nov", on("Fri 13 Nov", "16:00"), false},
		{"not the day itself", "Fri 13 Nov", on("Fri 13 Nov", "16:00"), false},
		{"Friday before Monday", "Fri 13 Nov", on("Mon 16 Nov", "08:00"), true},
		{"Friday before Sunday", "Fri 13 Nov", on("Sun 15 Nov", "20:00"), true},
		{"not a Sunday, when nobody works", "Sun 15 Nov", on("Mon 16 Nov", "08:00"), false},
		{"over a holiday", "Wed 23 Dec", on("Fri 25 Dec", "16:00"), true},
	}
	for _, tt := range tests {
		if got := w.IsEve(DateOf(on(tt.day, "09:00")), tt.at); got != tt.want {
			t.Errorf("%s: %v", tt.story, got)
		}
	}
}

func TestAPromptForetellsTheDigest(t *testing.T) {
	from, at := on("Fri 6 Nov", "16:00"), on("Fri 13 Nov", "16:00")
	closed := func(id int64, owner string, day time.Time) Deal {
		d := acme(t)
		d.ID, d.Owner, d.Value = id, owner, Money(id*100)
		must(t, d.Close(Act{By: owner, At: day}, LetGo, ""))
		return d
	}
	deleted, open := closed(4, "U1", from.Add(time.Hour)), acme(t)
	deleted.Deleted = at
	deals := []Deal{closed(1, "U1", from), closed(2, "U1", from.Add(time.Second)), closed(3, "U2", at), deleted, open, closed(5, "U1", at)}
	p := NewPrompt("U1", DefaultSettings(), on("Thu 12 Nov", "09:00"))
	marked := p.Foretell(deals, from, at)
	if len(p.Ended) != 2 || p.Ended[0] != 5 || p.Ended[1] != 2 || p.MoreEnded != 0 || !p.DigestAt.Equal(at) {
		t.Errorf("it foretells %v and %d more, at %s", p.Ended, p.MoreEnded, p.DigestAt)
	}
	if len(marked) != 2 || marked[0].Nudge.Prompt != p.ID || marked[0].Nudge.Count != 0 || deals[5].Nudge.Prompt != "" {
		t.Errorf("marked are %+v", marked)
	}
	for i := range int64(20) {
		deals = append(deals, closed(10+i, "U1", at))
	}
	full := NewPrompt("U1", DefaultSettings(), at)
	if full.Foretell(deals, from, at); len(full.Ended) != TopDeals || full.MoreEnded != 12 || full.Ended[0] != 29 {
		t.Errorf("of many it foretells %v and %d more", full.Ended, full.MoreEnded)
	}
	none := NewPrompt("U3", DefaultSettings(), at)
	if none.Foretell(deals, from, at); len(none.Ended) != 0 || !none.DigestAt.IsZero() {
		t.Errorf("somebody without a closed deal: %+v", none)
	}
}

func TestTheLineForTheChannel(t *testing.T) {
	d := acme(t)
	refused(t, d.Tell(mia("Tue 3 Nov", "10:00"), "too soon"), "is open")
	must(t, d.Close(mia("Tue 3 Nov", "10:00"), Lost, "no budget"))
	revisit, acted := d.Revisit, d.Acted
	must(t, d.Tell(mia("Wed 4 Nov", "10:00"), "ask about money first"))
	if d.Line != "ask about money first" || d.Revisit != revisit || d.Acted != acted || d.Last.Kind != Lined {
		t.Errorf("told: %+v", d)
	}
	refused(t, d.Tell(mia("Wed 4 Nov", "10:00"), strings.Repeat("x", MaxWords+1)), "301 characters")
	must(t, d.Tell(mia("Wed 4 Nov", "11:00"), ""))
	if d.Line != "" {
		t.Errorf("taken back, it is %q", d.Line)
	}
}

// The text beside a message's blocks takes 4,000 characters, and says all that
// they say: pages with long names and lines hold fewer deals.
func TestAPageHoldsWhatItsTextHolds(t *testing.T) {
	for _, tt := range []struct {
		story, name, line string
		most              int
	}{
		{"usual names", "Harbor Logistics", "", PageDeals},
		{"with lines", "Harbor Logistics", "ask about money first, and who signs", 30},
		{"the longest", strings.Repeat("&", MaxName), strings.Repeat("<", MaxWords), 3},
	} {
		var d Digest
		for i := range int64(500) {
			d.Won.More = append(d.Won.More, Ended{Deal: i + 1, Name: tt.name, Line: tt.line})
		}
		n := 0
		for _, p := range d.Thread() {
			n += len(p.Won)
			if len(p.Won) > tt.most || len(p.Won) == 0 {
				t.Errorf("%s: a page with %d", tt.story, len(p.Won))
			}
		}
		if n != 500 {
			t.Errorf("%s: %d of 500 deals", tt.story, n)
		}
	}
}
