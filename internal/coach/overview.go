package coach

import (
	"cmp"
	"slices"
)

// Overview is everything at a glance: open deals by what is going on with them,
// those that matter most first.
type Overview struct {
	Open    int
	Value   Money
	Due     []Viewed // the coach waits for a decision today
	Quiet   []Viewed // they have been silent for too long
	Focus   []Viewed // chosen to be brought to a close this week
	Waiting []Viewed // a call back is agreed; the next one first
	Paused  []Viewed // the one whose pause ends first in front
	Stages  []StageSum
	Gaps    []Viewed // what is not known of them; the most valuable first
}

// Viewed is a deal with the coach's opinion of it.
type Viewed struct {
	Deal
	Finding
}

// StageSum is how many open deals are in a stage, and what they are worth.
type StageSum struct {
	Stage Stage
	Open  int
	Value Money
}

// Group is a word for situations that are looked at together.
type Group string

// The groups. What is on track or closed is in none of them.
const (
	DueGroup     Group = "due"
	QuietGroup   Group = "quiet"
	WaitingGroup Group = "waiting"
	PausedGroup  Group = "paused"
)

// Groups lists them all, the one that needs a decision first.
var Groups = []Group{DueGroup, QuietGroup, WaitingGroup, PausedGroup}

// Group is the group that the situation belongs to, empty for none.
func (s Situation) Group() Group {
	switch s {
	case CallBackDue, WasAsked, BackFromPause, NoAssurance:
		return DueGroup
	case Quiet, QuietAgain, GoneDark, PutOffAgain:
		return QuietGroup
	case Waiting:
		return WaitingGroup
	case Paused:
		return PausedGroup
	default:
		return ""
	}
}

// Of returns the deals of a group.
func (o Overview) Of(g Group) []Viewed {
	return map[Group][]Viewed{DueGroup: o.Due, QuietGroup: o.Quiet, WaitingGroup: o.Waiting, PausedGroup: o.Paused}[g]
}

// NewOverview sorts open deals; in is the coach's opinion of one, week the ISO
// week of the focus, and asked the facts that the team asks for.
func NewOverview(deals []Deal, week string, asked []Fact, in func(Deal) Finding) Overview {
	o := Overview{}
	for _, s := range Stages {
		o.Stages = append(o.Stages, StageSum{Stage: s})
	}
	groups := map[Group][]Viewed{}
	for _, d := range deals {
		if !d.IsOpen() {
			continue
		}
		v := Viewed{d, in(d)}
		o.Open++
		o.Value += d.Value
		if i := slices.Index(Stages, d.Stage); i >= 0 {
			o.Stages[i].Open++
			o.Stages[i].Value += d.Value
		}
		g := v.Situation.Group()
		groups[g] = append(groups[g], v)
		if d.Focus == week {
			o.Focus = append(o.Focus, v)
		}
		if len(d.Gaps(asked)) > 0 {
			o.Gaps = append(o.Gaps, v)
		}
	}
	o.Due, o.Quiet, o.Waiting, o.Paused = groups[DueGroup], groups[QuietGroup], groups[WaitingGroup], groups[PausedGroup]
	slices.SortFunc(o.Due, Viewed.urgent)
	slices.SortFunc(o.Quiet, Viewed.urgent)
	slices.SortFunc(o.Focus, Viewed.dearer)
	slices.SortFunc(o.Waiting, Viewed.sooner)
	slices.SortFunc(o.Paused, Viewed.sooner)
	slices.SortFunc(o.Gaps, Viewed.dearer)
	return o
}

// urgent puts deals into the order of the daily prompt.
func (v Viewed) urgent(o Viewed) int {
	return candidate{v.Deal, v.Finding}.compare(candidate{o.Deal, o.Finding})
}

// Compare puts deals into the order in which they are listed: what is due, quiet, on
// track, waiting, paused; within each what matters most first.
func (v Viewed) Compare(o Viewed) int {
	place := func(v Viewed) int {
		return slices.Index([]Group{DueGroup, QuietGroup, "", WaitingGroup, PausedGroup}, v.Situation.Group())
	}
	within := v.dearer
	switch v.Situation.Group() {
	case DueGroup, QuietGroup:
		within = v.urgent
	case WaitingGroup, PausedGroup:
		within = v.sooner
	}
	return cmp.Or(cmp.Compare(place(v), place(o)), within(o))
}

func (v Viewed) dearer(o Viewed) int {
	return cmp.Or(cmp.Compare(o.Value, v.Value), cmp.Compare(v.ID, o.ID))
}

// sooner puts first what time alone will end first.
func (v Viewed) sooner(o Viewed) int {
	return cmp.Or(v.Finding.Next.Compare(o.Finding.Next), cmp.Compare(v.ID, o.ID))
}
