package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"dealcoach/internal/coach"
	"dealcoach/internal/store"
	"dealcoach/internal/workspace"
)

// BenchmarkClick measures what people wait for: 40 reps do 100 things a second for
// four seconds, each timed from the click, or from the end of typing, until what
// came of it can be read in the workspace. In turns they log a call and take it
// back, press a button on a card of the morning's prompt, and open a form, fill it
// in and send it. It needs TEST_REDIS_URL, as BenchmarkCommand does:
//
//	TEST_REDIS_URL=redis://localhost:6379 go test -run '^$' -bench Click -benchtime 1x ./cmd/bot
func BenchmarkClick(b *testing.B) {
	url := os.Getenv("TEST_REDIS_URL")
	if url == "" {
		b.Skip("needs a real Redis: set TEST_REDIS_URL")
	}
	const (
		reps      = 40
		steps     = 240 // three of which are five things done
		perSecond = 60
	)
	for range b.N {
		f := openFloor(b, url, reps)
		var all sync.WaitGroup
		begun := time.Now()
		for i := range steps {
			time.Sleep(time.Until(begun.Add(time.Duration(i) * time.Second / perSecond)))
			all.Go(func() {
				who := f.people[i%reps]
				who.Lock() // nobody does two things at once
				defer who.Unlock()
				switch (i/reps + i%reps) % 3 {
				case 0:
					f.logs(who)
				case 1:
					f.answers(who)
				default:
					f.edits(who)
				}
			})
		}
		all.Wait()
		f.report(b)
	}
}

// floor is a sales floor at work.
type floor struct {
	testing.TB
	w      *workspace.Workspace
	people []*caller

	mu   sync.Mutex
	took map[string][]time.Duration
}

// caller is a rep with a deal to log calls on and the deals on cards.
type caller struct {
	sync.Mutex
	id, deal string
	cards    []string
}

// openFloor gives each rep their deals and a prompt with three cards.
func openFloor(b *testing.B, url string, reps int) *floor {
	b.Helper()
	f := &floor{TB: b, w: startProgram(b, url), took: map[string][]time.Duration{}}
	db, err := store.Open(b.Context(), store.Options{URL: url, Team: f.w.TeamID()})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	for i := range reps {
		who := &caller{id: fmt.Sprintf("U0CLICK%02d", i)}
		f.w.AddPerson(workspace.Person{ID: who.id, Handle: fmt.Sprint("rep", i), Name: fmt.Sprint("Rep ", i), Zone: "Europe/Berlin"})
		f.w.AddChannel(salesChannel, "sales", who.id)
		who.deal = f.adds(who)
		for range 3 {
			who.cards = append(who.cards, f.adds(who))
		}
		p := coach.NewPrompt(who.id, demoSettings(), time.Now().Add(time.Millisecond)) // after the deals' last change
		p.NotAfter = time.Now().Add(time.Hour)
		for _, deal := range who.cards {
			var id int64
			fmt.Sscan(deal, &id)
			p.Cards = append(p.Cards, coach.Card{Deal: id, Situation: coach.Quiet, Why: "Nothing heard for two weeks.", Script: "add-value"})
		}
		if err := sendPrompt(b.Context(), db, p); err != nil {
			b.Fatal(err)
		}
		f.people = append(f.people, who)
	}
	for _, who := range f.people {
		f.see("", time.Now(), func() bool { return len(f.w.Messages(f.w.DM(who.id))) > 0 })
	}
	return f
}

// sendPrompt has a prompt sent, between the looks of the bot itself.
func sendPrompt(ctx context.Context, db *store.Store, p coach.Prompt) error {
	for {
		rep, err := db.Rep(ctx, p.Rep)
		if err != nil {
			return err
		}
		timer := coach.Timer{Name: coach.PromptTimer(p.Rep), Due: time.Now()}
		if err = db.SaveLook(ctx, timer, coach.Look{Rep: rep, Prompt: &p}); !errors.Is(err, coach.ErrConflict) {
			return err
		}
	}
}

// adds adds a deal and returns its number.
func (f *floor) adds(who *caller) string {
	reply, err := f.w.Command(f.Context(), who.id, salesChannel, "/deal add Bench 12k contact Jo Miller")
	if err != nil || reply.Message == nil {
		f.Fatalf("%v %s", err, reply.Problem)
	}
	_, after, _ := strings.Cut(reply.Message.Text, "#")
	number, _, _ := strings.Cut(after, " ")
	return number
}

// logs logs a call, and takes it back with the button under the answer.
func (f *floor) logs(who *caller) {
	begun := time.Now()
	reply, err := f.w.Command(f.Context(), who.id, salesChannel, "/call #"+who.deal+" spoke with Jo, next step demo on Tuesday")
	if err != nil || reply.Message == nil {
		f.Errorf("%v %s", err, reply.Problem)
		return
	}
	f.note("command", begun)
	said := *reply.Message
	undo, ok := buttonIn(said, "Undo", "")
	if !ok {
		f.Errorf("there is no Undo under %q", said.Text)
		return
	}
	f.presses("undo", who, said, undo, func() bool {
		all := f.w.Ephemerals(who.id)
		return !slices.ContainsFunc(all, func(m workspace.Message) bool { return m.TS == said.TS && m.Text == said.Text })
	})
}

// answers presses a button on the next card of the prompt.
func (f *floor) answers(who *caller) {
	prompt := f.w.Messages(f.w.DM(who.id))[0]
	deal := who.cards[0]
	who.cards = who.cards[1:]
	for _, row := range rows(prompt, deal) {
		for _, one := range row {
			if kind, _, _ := strings.Cut(one.ActionID, ":"); kind == "snooze" || kind == "spoke" {
				f.presses("card", who, prompt, one, func() bool { return f.w.Messages(f.w.DM(who.id))[0].Edited > prompt.Edited })
				return
			}
		}
	}
	f.Errorf("there is no card for #%s in the prompt", deal)
}

// edits opens the form of a deal, fills it in and sends it.
func (f *floor) edits(who *caller) {
	begun := time.Now()
	if reply, err := f.w.Command(f.Context(), who.id, salesChannel, "/deal edit #"+who.deal); err != nil || !reply.Acked {
		f.Errorf("%v %s", err, reply.Problem)
		return
	}
	var form workspace.View
	f.see("form opened", begun, func() (open bool) { form, open = f.w.View(who.id); return open })
	begun = time.Now()
	reply, err := f.w.Submit(f.Context(), who.id, workspace.Values{"contact": {"input": fmt.Sprint("Jo Miller ", begun.UnixNano())}})
	if err != nil || !reply.Acked || len(reply.Errors) > 0 {
		f.Errorf("%v %s %v", err, reply.Problem, reply.Errors)
		return
	}
	f.see("form sent", begun, func() bool {
		now, open := f.w.View(who.id)
		return !open || now.Hash != form.Hash
	})
	_ = f.w.CloseView(who.id) // if it shows what was saved
}

func (f *floor) presses(what string, who *caller, m workspace.Message, b button, done func() bool) {
	begun := time.Now()
	if reply, err := f.w.Click(f.Context(), b.press(who.id, m)); err != nil || !reply.Acked {
		f.Errorf("%s: %v %s", what, err, reply.Problem)
		return
	}
	f.see(what, begun, done)
}

// see waits until something can be seen, and notes since when.
func (f *floor) see(what string, begun time.Time, done func() bool) {
	ctx, cancel := context.WithTimeout(f.Context(), 20*time.Second)
	defer cancel()
	for !done() {
		select {
		case <-ctx.Done():
			f.Error(errors.Join(fmt.Errorf("%s: nothing is to be seen", what), ctx.Err()))
			return
		case <-time.After(time.Millisecond):
		}
	}
	if what != "" {
		f.note(what, begun)
	}
}

func (f *floor) note(what string, begun time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.took[what] = append(f.took[what], time.Since(begun))
}

// report tells the times of all, and of each kind in the log.
func (f *floor) report(b *testing.B) {
	var all []time.Duration
	for what, some := range f.took {
		slices.Sort(some)
		b.Logf("%-12s %4d  p50 %v, p99 %v", what, len(some), some[len(some)/2], some[len(some)*99/100])
		all = append(all, some...)
	}
	slices.Sort(all)
	b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
}
