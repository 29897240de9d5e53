package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/workspace"
)

// rehearsalSpeed makes a day pass in 4.3 seconds.
const rehearsalSpeed = 20000

// newRehearsal is a ground on which it is Mon 2 Nov 2026, six in Berlin, and
// days pass fast.
func newRehearsal(t *testing.T) (*ground, rehearsal) {
	t.Helper()
	if testing.Short() {
		t.Skip("takes half a minute of real time: a week, 20,000 times faster")
	}
	clock := rehearsal{Start: onDay(2, 6, 0), Since: time.Now().UTC().Truncate(time.Second), Speed: rehearsalSpeed}
	g := newGround(t, clock.Now,
		"CLOCK_START="+clock.Start.Format(time.RFC3339), "CLOCK_SINCE="+clock.Since.Format(time.RFC3339),
		fmt.Sprint("CLOCK_SPEED=", rehearsalSpeed), "TIME_ZONE=Europe/Berlin", "DIGEST_CHANNEL=#sales", "QUIET_LIMITS=negotiation=1d")
	return g, clock
}

// onDay is an instant of November 2026 in Berlin.
func onDay(day, hour, minute int) time.Time {
	return time.Date(2026, 11, day, hour, minute, 0, 0, place(mia))
}

// until waits until the rehearsal's clock shows an instant.
func (g *ground) until(clock rehearsal, at time.Time) {
	select {
	case <-time.After(clock.Until(at)):
	case <-g.Context().Done():
	}
}

// openDeals lets two reps begin: Mia's and Ben's deals in Negotiation are quiet
// on Wednesday, Mia's call-back of Friday is due on Thursday.
func (g *ground) openDeals() {
	g.Helper()
	g.says(mia, "/deal add Acme 12k contact Jo Miller stage negotiation", "Added")
	g.says(mia, "/deal add Globex 5k contact Ann stage negotiation", "Added")
	g.says(mia, "/call globex she asked to call back on Friday because the board meets", "Call back on")
	g.says(ben, "/deal add Initech 800 contact Bill stage negotiation", "Added")
	for _, name := range []string{"Won One", "Gone One", "Lost One"} {
		g.says(ben, "/deal add "+name, "Added")
	}
	g.says(ben, "/deal won won one", "Won")
	g.says(ben, "/deal letgo gone one", "Let go")
	g.says(ben, "/deal lost lost one", "lost")
}

// posted lists the messages with an id of ours in all rooms, as "id when", with
// the time in the zone of the room's person.
func (g *ground) posted() []string {
	var all []string
	for _, room := range []struct{ channel, user string }{
		{g.workspace.DM(mia), mia}, {g.workspace.DM(ben), ben}, {salesChannel, mia},
	} {
		for _, m := range g.workspace.Messages(room.channel) {
			id := idOf(m)
			if id == "" {
				g.Errorf("a message without our id: %s", m.Text)
			}
			all = append(all, id+" "+m.At.In(place(room.user)).Format("Mon 15h"))
		}
	}
	slices.Sort(all)
	return all
}

// idOf is our id in a message's metadata, empty when it has none.
func idOf(m workspace.Message) string {
	var meta struct {
		Payload struct {
			ID string `json:"id"`
		} `json:"event_payload"`
	}
	if json.Unmarshal(m.Metadata, &meta) != nil {
		return ""
	}
	return meta.Payload.ID
}

// theWeek is what must be posted from Monday to Saturday. The hours are the
// owner's; a second of real time is five hours of the rehearsal, so that the
// hour may be a little later than the minute it was due.
var theWeek = []string{
	"digest:C0SALES:2026-W45 Fri 16h",
	"prompt:U0BEN:2026-11-04 Wed 09h",
	"prompt:U0BEN:2026-11-05 Thu 09h", // the day before the digest: his deal will be in it
	"prompt:U0MIA:2026-11-04 Wed 09h",
	"prompt:U0MIA:2026-11-05 Thu 09h",
}

func TestTwoInstancesShareAWeek(t *testing.T) {
	t.Parallel()
	g, clock := newRehearsal(t)
	g.start()
	g.start()
	g.sockets(4)
	g.openDeals()
	g.until(clock, onDay(4, 12, 0))
	prompt := newest(g.workspace.Messages(g.workspace.DM(mia)))
	for _, want := range []string{"Jo Miller, ", "iming", "Nothing has come back from them since it was added on Mon 2 Nov, 2 working days ago; the limit in Negotiation is 1."} {
		if !strings.Contains(prompt, want) {
			t.Errorf("Mia's prompt lacks %q:\n%s", want, prompt)
		}
	}
	g.until(clock, onDay(7, 6, 0))
	if got := g.posted(); !slices.Equal(loose(got), loose(theWeek)) {
		t.Errorf("posted\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(theWeek, "\n"))
	}
	g.checkHours()
	digest := newest(g.workspace.Messages(salesChannel))
	if !strings.Contains(digest, "*1 won* ($0), *1 let go* ($0), *1 lost* ($0)") {
		t.Errorf("the digest says\n%s", digest)
	}
}

// ids leaves the time out of "id when".
func ids(posts []string) []string {
	var all []string
	for _, p := range posts {
		id, _, _ := strings.Cut(p, " ")
		all = append(all, id)
	}
	return all
}

// loose leaves the hour out of "id when".
func loose(posts []string) []string {
	var all []string
	for _, p := range posts {
		all = append(all, p[:strings.LastIndexByte(p, ' ')])
	}
	return all
}

// checkHours checks that prompts came on working days, in working hours.
func (g *ground) checkHours() {
	g.Helper()
	for _, p := range g.posted() {
		var hour int
		when := p[strings.LastIndexByte(p, ' ')+1:]
		fmt.Sscanf(when, "%dh", &hour)
		if strings.HasPrefix(p, "prompt:") && (hour < 9 || hour >= 17 || strings.Contains(p, " Sat ") || strings.Contains(p, " Sun ")) {
			g.Errorf("outside the working hours: %s", p)
		}
	}
}

// Killed at random instants, above all around those at which something is due,
// instances lose no command that was answered and post nothing twice.
func TestKilledInTheMiddle(t *testing.T) {
	t.Parallel()
	g, clock := newRehearsal(t)
	first, second := g.start(), g.start()
	g.sockets(4)
	g.openDeals()
	for _, at := range []time.Time{onDay(4, 9, 0), onDay(4, 15, 0), onDay(5, 9, 0), onDay(6, 16, 0)} {
		g.until(clock, at.Add(time.Duration(rand.IntN(60)-20)*time.Minute))
		first.kill()
		first, second = second, g.start()
	}
	g.until(clock, onDay(7, 6, 0))
	second.kill()
	first.kill()
	g.start()
	g.sockets(2)
	// What a dead instance had in hand is taken over when its lease is over.
	g.until(clock, clock.Now().Add(6*time.Second*rehearsalSpeed))

	got := ids(g.posted())
	for i, p := range got {
		if i > 0 && got[i-1] == p {
			t.Errorf("posted twice: %s", p)
		}
	}
	// A killed instance may have had it in hand: then it is late, and says so.
	if digest := ids(theWeek)[0]; !slices.Contains(got, digest) {
		t.Errorf("the digest is lost; posted: %s", got)
	}
	g.checkHours()
	g.says(mia, "/deal show acme", "Jo Miller")
	g.says(mia, "/deal show globex", "she asked to call back on Friday because the board meets")
	g.says(ben, "/deal show won one", "won on")
	g.says(ben, "/deal show gone one", "let go on")
	g.says(ben, "/deal show lost one", "lost on")
}
