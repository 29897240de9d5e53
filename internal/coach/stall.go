package coach

import (
	"slices"
	"time"
)

// Stall is where a team's deals stand still: for managers to find out why and to
// help, never to rank people (the consultative-selling blog).
type Stall struct {
	Stage   Stage
	Quiet   int  // deals that are quiet, gone dark, put off or without assurance
	Missing Fact // what is most often not known of them; empty when all is known
}

// Stalls counts the deals that stand still, by stage, the fullest stage first.
// in gives the coach's opinion of a deal, and asked are the facts that the team
// asks for.
func Stalls(deals []Deal, asked []Fact, in func(Deal) Finding) []Stall {
	var stalls []Stall
	for _, stage := range Stages {
		s := Stall{Stage: stage}
		unknown := map[Fact]int{}
		for _, d := range deals {
			if d.Stage != stage || !standsStill(in(d).Situation) {
				continue
			}
			s.Quiet++
			for _, fact := range d.Gaps(asked) {
				unknown[fact]++
			}
		}
		for _, fact := range matters[stage] {
			if unknown[fact] > unknown[s.Missing] {
				s.Missing = fact
			}
		}
		if s.Quiet > 0 {
			stalls = append(stalls, s)
		}
	}
	slices.SortStableFunc(stalls, func(a, b Stall) int { return b.Quiet - a.Quiet })
	return stalls
}

func standsStill(s Situation) bool {
	switch s {
	case Quiet, QuietAgain, GoneDark, PutOffAgain, NoAssurance:
		return true
	default:
		return false
	}
}

// AddStalls tells in the digest where the team's open deals stand still.
func (d *Digest) AddStalls(open []Deal, s Settings, now time.Time) {
	d.Stalls = Stalls(open, s.Facts, func(deal Deal) Finding { return deal.Assess(s, now.In(s.Zone)) })
}
