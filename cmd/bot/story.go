package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"dealcoach/internal/coach"
)

// beginning is one deal of the sample team and what happened to it up to the
// demo's first day. Days are working days ago.
type beginning struct {
	owner   string
	name    string
	contact string
	euros   int64
	stage   coach.Stage
	benefit string
	added   int
	steps   []step
}

// step is one thing that happened.
type step struct {
	ago  int // working days ago
	what string
	note string
	wait int // of a call-back or a pause: working days from then
}

// The kinds of steps; a qualification fact's name is one as well.
const (
	touch  = "touch"
	try    = "attempt"
	later  = "later"
	paused = "paused"
	won    = "won"
	lost   = "lost"
	letgo  = "let go"
)

// deals is the sample team's pipeline.
var deals = []beginning{
	{mia, "Harbor Logistics", "Jonas Weber", 48000, coach.Proposal, "ship two days faster", 66, []step{
		{60, touch, "first talk, they lose two days in customs", 0}, {41, touch, "demo with the warehouse lead", 0}, {17, touch, "sent the proposal, he will read it", 0}, {9, try, "voicemail", 0}, {40, "need", "two days lost in customs", 0}, {40, "budget", "50k set aside", 0}}},
	{mia, "Lumen Dental", "Dr. Petra Vogt", 9500, coach.Prospect, "", 40, []step{
		{38, touch, "met at the fair", 0}, {19, try, "left a message with the front desk", 0}}},
	{mia, "Nordwind Energy", "Henrik Aas", 120000, coach.Negotiation, "cut standstill by 8 %", 90, []step{
		{80, touch, "kick-off", 0}, {44, touch, "terms discussed", 0}, {7, touch, "legal has the contract", 0}, {44, "need", "standstill costs 9,000 a day", 0}, {43, "decider", "the plant manager signs", 0}, {43, "budget", "approved for this year", 0}}},
	{mia, "Bakery Klein", "Susanne Klein", 6200, coach.Qualified, "bake with a third less waste", 31, []step{
		{30, touch, "very keen", 0}, {20, later, "call back after the shop is renovated", 21}}},
	{mia, "Atlas Print", "Marek Nowak", 15000, coach.Qualified, "", 52, []step{
		{50, touch, "needs a new planning tool", 0}, {12, touch, "asked for references", 0}}},
	{mia, "Fjord Hotels", "Ingrid Solberg", 33000, coach.Proposal, "fill ten more rooms a week", 45, []step{
		{40, touch, "walked through the plan", 0}, {2, touch, "she shows it to the board this week", 0}, {2, "process", "the board decides on Thursdays", 0}, {2, "decider", "the board", 0}}},
	{mia, "Clinic am See", "Anna Ried", 27000, coach.Proposal, "", 70, []step{
		{62, touch, "first meeting", 0}, {15, paused, "Anna is on parental leave", 40}}},
	{mia, "Studio Ostwind", "Lea Hahn", 4800, coach.Prospect, "", 8, []step{
		{5, touch, "short call, wants a price", 0}}},
	{mia, "Grünwald Foods", "Karl Grün", 22000, coach.Qualified, "", 35, []step{
		{28, touch, "tasting and tour", 0}, {3, touch, "budget approved in principle", 0}}},
	{mia, "Rheintal Metall", "Olaf Brix", 54000, coach.Negotiation, "", 88, []step{
		{70, touch, "long talk", 0}, {0, lost, "they bought from the local dealer", 0}}},

	{ben, "Cedar Ridge Clinics", "Alicia Gomez", 76000, coach.Proposal, "see patients a day sooner", 75, []step{
		{66, touch, "discovery", 0}, {30, touch, "proposal presented", 0}, {10, touch, "waiting for the CFO", 0}, {30, "need", "patients wait nine days", 0}}},
	{ben, "Bluebird Airways", "Sam Porter", 210000, coach.Negotiation, "turn planes around in 25 minutes", 120, []step{
		{100, touch, "RFP answered", 0}, {25, touch, "shortlist of two", 0}, {8, touch, "price talk", 0}, {4, try, "no answer, mailed him", 0}, {25, "need", "35 minutes on the ground", 0}, {25, "time frame", "before the summer schedule", 0}}},
	{ben, "Maple & Sons", "Ruth Maple", 8700, coach.Prospect, "", 30, []step{
		{26, touch, "friendly, vague", 0}}},
	{ben, "Granite Tools", "Pete Kowalski", 31000, coach.Qualified, "", 48, []step{
		{40, touch, "site visit", 0}, {6, touch, "needs two more quotes", 0}, {6, "process", "three quotes, then the owner", 0}}},
	{ben, "Sunrise Schools", "Dana Lee", 18500, coach.Qualified, "free teachers an hour a day", 33, []step{
		{22, later, "call back when the district has voted", 24}}},
	{ben, "Redwood Legal", "Harriet Boone", 42000, coach.Proposal, "", 55, []step{
		{50, touch, "partner meeting", 0}, {21, touch, "proposal out", 0}, {13, try, "voicemail", 0}, {9, try, "voicemail", 0}, {6, try, "voicemail", 0}}},
	{ben, "Ocean Parks", "Miguel Ortiz", 25000, coach.Prospect, "", 12, []step{
		{9, touch, "intro call", 0}}},
	{ben, "Summit Outdoor", "Kelly Tran", 13400, coach.Qualified, "", 44, []step{
		{39, touch, "demo", 0}, {0, won, "", 0}}},
	{ben, "Delta Freight", "Joe Baker", 60000, coach.Proposal, "", 81, []step{
		{70, touch, "long talk", 0}, {14, paused, "budget frozen until the new year", 40}}},
	{ben, "Pioneer Bank", "Grace Hill", 95000, coach.Negotiation, "", 99, []step{
		{90, touch, "steering group", 0}, {3, touch, "security review passed", 0}}},

	{tom, "Kestrel Media", "Olivia Marsh", 29000, coach.Proposal, "halve the time to publish", 58, []step{
		{52, touch, "workshop", 0}, {18, touch, "proposal sent", 0}}},
	{tom, "Thames Boats", "Will Carter", 11200, coach.Prospect, "", 36, []step{
		{33, touch, "met at the dock", 0}, {16, try, "rang twice", 0}}},
	{tom, "Ashford Care", "Priya Nair", 37000, coach.Qualified, "", 47, []step{
		{45, touch, "first call", 0}, {11, touch, "she brings in the matron", 0}}},
	{tom, "Highland Spirits", "Fergus Bell", 52000, coach.Negotiation, "", 85, []step{
		{77, touch, "tasting room, good mood", 0}, {6, touch, "contract with their lawyer", 0}}},
	{tom, "Oxford Robotics", "Zoe Chan", 140000, coach.Proposal, "", 62, []step{
		{60, touch, "lab tour", 0}, {5, touch, "technical questions answered", 0}, {5, "budget", "grant money until June", 0}, {5, "need", "parts arrive late", 0}}},
	{tom, "Penrose Estates", "Hugh Penrose", 16800, coach.Prospect, "", 90, []step{
		{80, touch, "coffee", 0}, {50, try, "voicemail", 0}, {0, letgo, "never a clear yes or no", 0}}},
	{tom, "Severn Water", "Carys Evans", 44000, coach.Qualified, "find leaks in a day", 39, []step{
		{25, later, "call back when the audit is done", 27}}},
	{tom, "Merlin Toys", "Ada Finch", 7300, coach.Prospect, "", 6, []step{
		{4, touch, "asked for a brochure", 0}}},
	{tom, "Camden Records", "Lou Reade", 9900, coach.Qualified, "", 29, []step{
		{27, touch, "studio visit", 0}, {1, touch, "will decide by Friday", 0}}},
	{tom, "Lakeside Spa", "Ellen Moor", 21000, coach.Proposal, "fill the weekdays", 180, []step{
		{170, touch, "liked the idea a lot", 0}, {132, lost, "no budget this year", 0}}},
	{tom, "Falcon Couriers", "Nina Shaw", 23500, coach.Proposal, "", 51, []step{
		{46, touch, "depot visit", 0}, {12, won, "", 0}}},
}

// writer is what telling the story needs of the store.
type writer interface {
	Create(ctx context.Context, op string, d coach.Deal) (coach.Deal, error)
	Update(ctx context.Context, id int64, op string, change func(*coach.Deal) error) (coach.Deal, error)
}

// tell writes the cast's past into the store, by the same rules and commits as
// everything else.
func tell(ctx context.Context, db writer, c cast, now time.Time) error {
	for i, b := range c.past {
		if err := b.tell(ctx, db, c.settings, now, fmt.Sprintf("demo:%d", i)); err != nil {
			return fmt.Errorf("%s: %w", b.name, err)
		}
	}
	return nil
}

func (b beginning) tell(ctx context.Context, db writer, s coach.Settings, now time.Time, op string) error {
	d, err := coach.NewDeal(b.act(s, now, b.added), b.owner, coach.AddLine{
		Name: b.name, Contact: b.contact, Value: coach.Money(b.euros * 100), Stage: b.stage, Benefit: b.benefit,
	})
	if err != nil {
		return err
	}
	if d, err = db.Create(ctx, op, d); err != nil {
		return err
	}
	steps := slices.Clone(b.steps) // what was learned is told after the calls; it happened between them
	slices.SortStableFunc(steps, func(x, y step) int { return y.ago - x.ago })
	for n, st := range steps {
		act := b.act(s, now, st.ago)
		until := s.Work.Add(act.Today(), st.wait)
		_, err := db.Update(ctx, d.ID, fmt.Sprintf("%s:%d", op, n), func(d *coach.Deal) error {
			return st.apply(d, act, until)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// act is a working day in the past, at an hour that differs from deal to deal;
// today's things happened before the demo began.
func (b beginning) act(s coach.Settings, now time.Time, ago int) coach.Act {
	zone := place(b.owner)
	if ago == 0 {
		return coach.Act{By: b.owner, At: now.Add(-20 * time.Minute).In(zone)}
	}
	day := s.Work.Add(coach.DateOf(now.In(zone)), -ago)
	return coach.Act{By: b.owner, At: day.At(coach.Clock(9*60+len(b.name)*17%(7*60)), zone)}
}

func (st step) apply(d *coach.Deal, a coach.Act, until coach.Date) error {
	outcomes := []string{won, lost, letgo}
	as := []coach.Status{coach.Won, coach.Lost, coach.LetGo}
	if i := slices.Index(outcomes, st.what); i >= 0 {
		return d.Close(a, as[i], st.note)
	}
	if fact, ok := coach.ParseFact(strings.Fields(st.what)[0]); ok {
		return d.Learn(a, fact, st.note, d.Contact)
	}
	switch st.what {
	case try:
		return d.LogCall(a, coach.CallLine{Attempt: true, Note: st.note})
	case later:
		return d.LogCall(a, coach.CallLine{CallBack: until, Reason: "", Note: st.note})
	case paused:
		return d.PauseUntil(a, until, st.note, coach.DefaultSettings().MostPauses)
	default:
		return d.LogCall(a, coach.CallLine{Note: st.note})
	}
}
