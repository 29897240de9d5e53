package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// peopled leaves everything behind that two reps and a contact can: deals with facts
// and histories, prompts, messages, letters, settings, a digest, an undo, timers.
func peopled(t *testing.T, s *Store) {
	t.Helper()
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	by := func(user string, minutes int) coach.Act {
		return coach.Act{By: user, At: at.Add(time.Duration(minutes) * time.Minute), Via: coach.ViaForm}
	}
	update := func(id int64, op string, change func(*coach.Deal) error) {
		t.Helper()
		_, err := s.Update(ctx, id, op, change)
		must(err)
	}
	for i, line := range []coach.AddLine{
		{Name: "Acme", Contact: "Jo Miller", Value: 100}, {Name: "JO MILLER & Sons", Company: "Sons"}, {Name: "Globex", Contact: "Joe Millers"}, {Name: "Beta", Contact: "Ann"},
	} {
		owner := []string{"U0MIA", "U0BEN"}[i/2]
		d, err := coach.NewDeal(by(owner, i), owner, line)
		must(err)
		_, err = s.Create(ctx, fmt.Sprint("create ", i), d)
		must(err)
	}
	update(1, "call 1", func(d *coach.Deal) error {
		d.Undoable = true
		return d.LogCall(by("U0MIA", 10), coach.CallLine{Note: "jo\nmiller likes it; ask <@U0MIA|mia> or Mia Brandt", NextStep: "lunch with Jo Miller"})
	})
	update(1, "call 2", func(d *coach.Deal) error {
		return d.LogCall(by("U0BEN", 11), coach.CallLine{Note: "U0MIA2 said so", CallBack: coach.Date{Year: 2026, Month: 12, Day: 9}, Reason: "Jo Miller is away"})
	})
	update(1, "know", func(d *coach.Deal) error {
		d.Facts = map[coach.Fact]coach.Known{coach.Facts[0]: {Words: "Jo Miller decides", By: "jo MILLER", At: at}}
		return nil
	})
	update(3, "assign", func(d *coach.Deal) error { return d.AssignTo(by("U0MIA", 12), "U0MIA") })
	update(3, "assign back", func(d *coach.Deal) error { return d.AssignTo(by("U0MIA", 13), "U0BEN") })
	update(2, "close", func(d *coach.Deal) error { return d.Close(by("U0MIA", 14), coach.Lost, "Jo Miller left") })
	update(4, "delete", func(d *coach.Deal) error { return d.Delete(by("U0MIA", 15)) })
	must(s.SaveAll(ctx, "import", []coach.Deal{{Name: "Row", Owner: "U0MIA", Status: coach.Open, Stage: coach.Prospect, Row: "a row", External: "0061", Last: coach.Event{At: at, By: "U0MIA", Kind: coach.Imported}}}))
	for i, user := range []string{"U0MIA", "U0BEN"} {
		must(s.SetFact(ctx, "home:"+user, "quiet"))
		must(s.Watch(ctx, user, true))
		must(s.ShowHome(ctx, user))
		_, err := s.UpdateRep(ctx, user, "hours "+user, at, func(r *coach.Rep) error { r.From, r.To = 480, 900; return nil })
		must(err)
		must(s.Notify(ctx, []coach.Message{coach.Notice{What: coach.GoneNotice, To: "U0BEN", About: "U0MIA", When: fmt.Sprint(i)}.Message()}))
	}
	timers, _, err := s.Claim(ctx, at.Add(time.Hour), 5, time.Minute)
	must(err)
	for _, timer := range timers {
		who, ok := timer.Rep()
		if !ok {
			continue
		}
		rep, err := s.Rep(ctx, who)
		must(err)
		id := coach.PromptID(who, coach.DateOf(at))
		must(s.SaveLook(ctx, timer, coach.Look{Rep: rep, Absent: true, Next: at.Add(24 * time.Hour), Prompt: &coach.Prompt{
			ID: id, Rep: who, At: at, On: coach.DateOf(at), NotAfter: at.Add(8 * time.Hour),
			Cards: []coach.Card{{Deal: 1, Why: "Call Jo Miller back"}, {Deal: 2, Why: "Jo Miller waits"}},
		}}))
	}
	ended := coach.Ended{Deal: 1, Name: "Acme", Owner: "U0MIA", Line: "Jo Miller loved it, says Mia  Brandt"}
	digest := coach.Digest{ID: "digest:C1:2026-W48", Channel: "C1", From: at, To: at, Won: coach.Outcome{Count: 1, Top: []coach.Ended{ended}}}
	must(s.KeepDigest(ctx, digest))
	must(s.SaveSettings(ctx, "settings", coach.Saved{By: "U0MIA", At: at, Values: map[string]string{coach.ManagersSetting: "U0BEN,U0MIA"}}))
	// One message is dead, one deferred, one under way, and others wait.
	got, err := s.Receive(ctx, "test", 4, time.Second, time.Minute)
	must(err)
	for i, d := range got {
		switch i % 3 {
		case 0:
			must(s.Bury(ctx, d, "no such person"))
		case 1:
			must(s.Defer(ctx, d, time.Hour))
		}
	}
}

// everywhere is all that Redis holds of the team, the names of keys included.
func everywhere(t *testing.T, s *Store) string {
	t.Helper()
	var all strings.Builder
	all.WriteString(dumped(t, s))
	keys := s.db.Scan(t.Context(), 0, globbed(s.keys.of(""))+"*", 1000).Iterator()
	for keys.Next(t.Context()) {
		name := keys.Val()
		fmt.Fprintln(&all, name, s.db.TTL(t.Context(), name).Val() > 0)
		for _, read := range []redis.Cmder{
			s.db.Get(t.Context(), name), s.db.ZRange(t.Context(), name, 0, -1), s.db.HGetAll(t.Context(), name),
		} {
			if read.Err() == nil {
				fmt.Fprintln(&all, strings.TrimPrefix(read.String(), read.Name()))
			}
		}
	}
	return all.String()
}

// holds reports which of the texts are there, in any case.
func holds(all string, texts ...string) (found []string) {
	for _, text := range texts {
		if strings.Contains(strings.ToLower(all), strings.ToLower(text)) {
			found = append(found, text)
		}
	}
	return found
}

func TestAfterErasingAPersonNothingOfThemIsLeft(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		s := open(t, url, nil)
		peopled(t, s)
		ctx, names := t.Context(), []string{"Mia Brandt"}
		before := everywhere(t, s)
		would, err := s.ErasePerson(ctx, "U0MIA", names, true)
		if err != nil || len(would.Deals) == 0 || would.Lines == 0 || would.Prompts == 0 || would.Digests == 0 || would.Messages == 0 || would.Others == 0 {
			t.Fatalf("it would erase %+v, %v", would, err)
		}
		compare(t, before, everywhere(t, s)) // a look alone changes nothing
		did, err := s.ErasePerson(ctx, "U0MIA", names, false)
		if err != nil || fmt.Sprint(did) != fmt.Sprint(would) {
			t.Errorf("it erased %+v, %v, and would have %+v", did, err, would)
		}
		// Another's id that only begins like theirs stays.
		after := strings.ReplaceAll(everywhere(t, s), "U0MIA2", "")
		if left := holds(after, "U0MIA", "mia brandt", "mia  brandt"); left != nil {
			t.Errorf("%s is still there:\n%s", left, after)
		}
		if again, err := s.ErasePerson(ctx, "U0MIA", names, false); err != nil || again.Any() {
			t.Errorf("the second time it erased %+v, %v", again, err)
		}

		agreeing(t, s)
		d, err := s.Deal(ctx, 1)
		if err != nil || d.Owner != coach.Left || d.Facts[coach.Facts[0]].By != "jo MILLER" {
			t.Errorf("their deal is %+v, %v", d, err)
		}
		if deleted, err := s.Deal(ctx, 4); err != nil || !deleted.IsDeleted() || s.db.TTL(ctx, s.keys.deal(4)).Val() <= 0 {
			t.Errorf("a deleted deal stays for ever: %v", err)
		}
		history, err := s.History(ctx, 3, 10)
		if err != nil || history[1].Kind != coach.Assigned || history[1].Note != coach.Left || history[1].By != coach.Left {
			t.Errorf("history %+v, %v", history, err)
		}
		settings, err := s.Settings(ctx)
		if err != nil || settings.Values[coach.ManagersSetting] != "U0BEN" || settings.By != coach.Left {
			t.Errorf("settings %+v, %v", settings, err)
		}
		if rep, err := s.Rep(ctx, "U0BEN"); err != nil || rep.From != 480 {
			t.Errorf("another rep is %+v, %v", rep, err)
		}
		if _, err := s.Prompt(ctx, coach.PromptID("U0BEN", coach.Date{Year: 2026, Month: 11, Day: 23})); err != nil {
			t.Errorf("another rep's prompt: %v", err)
		}
		// Work goes on.
		if _, err := s.Update(ctx, 1, "next", func(d *coach.Deal) error { return d.AssignTo(coach.Act{By: "U0BEN", At: time.Now()}, "U0BEN") }); err != nil {
			t.Error(err)
		}
		if _, err := s.Receive(ctx, "test", 10, 0, time.Minute); err != nil {
			t.Error(err)
		}
	})
}

// agreeing checks that the indexes are as a restore would make them of the deals.
func agreeing(t *testing.T, s *Store) {
	t.Helper()
	ctx := t.Context()
	want := map[place]bool{}
	last, err := s.db.Get(ctx, s.keys.ids()).Int64()
	if err != nil {
		t.Fatal(err)
	}
	for id := int64(1); id <= last; id++ {
		d, err := s.Deal(ctx, id)
		if errors.Is(err, coach.ErrNotFound) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range s.keys.places(&d) {
			want[place{at.key, at.member, 0}] = true
		}
	}
	keys := s.db.Scan(ctx, 0, globbed(s.keys.of(""))+"*", 1000).Iterator()
	for keys.Next(ctx) {
		if !among(strings.TrimPrefix(keys.Val(), s.keys.of("")), derived) {
			continue
		}
		for _, member := range s.db.ZRange(ctx, keys.Val(), 0, -1).Val() {
			if !want[place{keys.Val(), member, 0}] {
				t.Errorf("%s names %q", keys.Val(), member)
			}
			delete(want, place{keys.Val(), member, 0})
		}
	}
	for at := range want {
		t.Errorf("%s does not name %q", at.key, at.member)
	}
}

func TestAfterErasingAContactTheirNameIsNowhere(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		s := open(t, url, nil)
		peopled(t, s)
		ctx := t.Context()
		first, err := s.EraseContact(ctx, "jo miller", 1, false)
		if err != nil || !slices.Equal(first.Deals, []int64{1}) || first.Lines != 1 || first.Digests != 1 {
			t.Errorf("of one deal it erased %+v, %v", first, err)
		}
		all := everywhere(t, s)
		if left := holds(all, "Jo Miller left", "Jo Miller waits", "JO MILLER \\u0026 Sons"); len(left) != 3 {
			t.Errorf("of other deals it left only %q", left)
		}
		if left := holds(all, "Jo Miller decides", "lunch with Jo Miller", "Jo Miller loved", "Call Jo Miller"); left != nil {
			t.Errorf("of the one deal it left %q", left)
		}
		if _, err := s.EraseContact(ctx, "jo miller", 0, false); err != nil {
			t.Fatal(err)
		}
		all = strings.ReplaceAll(everywhere(t, s), "Joe Millers", "") // that is somebody else
		if left := holds(all, "jo miller", `jo\nmiller`, "Miller"); left != nil {
			t.Errorf("%q is still there:\n%s", left, all)
		}
		agreeing(t, s)
		d, err := s.Deal(ctx, 1)
		if err != nil || d.Contact != coach.ContactGone || d.Next.Words != "lunch with a contact" || d.Facts[coach.Facts[0]].By != coach.ContactGone || d.Owner != "U0MIA" {
			t.Errorf("the deal is %+v, %v", d, err)
		}
		if named, err := s.Names(ctx, "", "a contact", 5); err != nil || len(named) != 1 {
			t.Errorf("found by the new name: %v, %v", named, err)
		}
		if again, err := s.EraseContact(ctx, "Jo Miller", 0, true); err != nil || again.Any() {
			t.Errorf("there is still %+v, %v", again, err)
		}
	})
}

func TestAfterErasingADealNothingOfItIsLeft(t *testing.T) {
	onBoth(t, func(t *testing.T, url string) {
		s := open(t, url, nil)
		peopled(t, s)
		ctx := t.Context()
		_, err := s.Merge(ctx, 3, 1, "merge", func(from, into *coach.Deal) error {
			from.Owner = into.Owner
			return into.Absorb(coach.Act{By: "U0BEN", At: time.Now()}, from)
		})
		if err != nil {
			t.Fatal(err)
		}
		erased, err := s.EraseDeals(ctx, []int64{3, 5}, false)
		if err != nil || !slices.Contains(erased.Deals, 3) || !slices.Contains(erased.Deals, 1) {
			t.Errorf("it erased %+v, %v", erased, err)
		}
		all := everywhere(t, s)
		if left := holds(all, "Globex", "deal:3 ", "hist:3 ", "merged:3", "0061", "a row"); left != nil {
			t.Errorf("%q is still there:\n%s", left, all)
		}
		agreeing(t, s)
		history, err := s.History(ctx, 1, 100)
		if err != nil || history[0].Kind != coach.Merged || history[0].First() != "#3 a deal" {
			t.Errorf("history %+v, %v", history, err)
		}
		for _, e := range history {
			if e.Deal == 3 {
				t.Errorf("a line of the deal is still there: %+v", e)
			}
		}
		if again, err := s.EraseDeals(ctx, []int64{3, 5}, false); err != nil || again.Any() {
			t.Errorf("the second time it erased %+v, %v", again, err)
		}
		if _, err := s.Create(ctx, "create 2", coach.Deal{Name: "Globex"}); err != nil || len(holds(everywhere(t, s), "Globex")) > 0 {
			t.Errorf("the command that made it made it again: %v", err)
		}
	})
}

func TestWholeWordsAreReplacedAndPartsOfOthersAreNot(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"Jo", "Jo, jo and JO. Joan, banjo", "X, X and X. Joan, banjo"},
		{"Zoë", "Zoë's ZOË zoëtrope", "X's X zoëtrope"},
		{"Jo Miller", "Jo  Miller\nand jo\nmiller", "X\nand X"},
		{"O'Brien (CFO)", "ask O'Brien (CFO)?", "ask X?"},
		{"李雷", "李雷 和", "X 和"},
		{"Jo", "", ""},
	}
	for _, tt := range tests {
		if r, ok := nameWords(tt.name, "X"); !ok || r.in(tt.text) != tt.want {
			t.Errorf("%s in %q: %q, want %q", tt.name, tt.text, r.in(tt.text), tt.want)
		}
	}
	if _, ok := nameWords(" - ", "X"); ok {
		t.Error("a name without letters is taken")
	}
}

// Somebody works on a deal while it is erased from: neither loses what the other did.
func TestWhatHappensMeanwhileIsNotLost(t *testing.T) {
	s := open(t, "redis://"+miniredis.RunT(t).Addr(), nil)
	peopled(t, s)
	ctx := t.Context()
	done := make(chan error)
	go func() {
		for i := range 50 {
			_, err := s.Update(ctx, 1, fmt.Sprint("busy ", i), func(d *coach.Deal) error {
				return d.LogCall(coach.Act{By: "U0BEN", At: time.Now()}, coach.CallLine{Note: fmt.Sprint("busy ", i)})
			})
			if err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for _, name := range []string{"Jo Miller", "lunch", "away"} {
		if _, err := s.EraseContact(ctx, name, 0, false); err != nil && !errors.Is(err, ErrStillThere) {
			t.Error(err)
		}
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	history, err := s.History(ctx, 1, historyCap)
	if err != nil || len(history) != 53 {
		t.Errorf("%d lines, %v", len(history), err)
	}
	agreeing(t, s)
}
