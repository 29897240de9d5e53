package coach

import (
	"cmp"
	"slices"
)

// Calls is who asked to be called in the week after a digest. Why they did is
// not told.
type Calls struct {
	First []PromisedCall // the next ones, at most CallsShown
	Count int            // of all
}

// PromisedCall is a day on which somebody asked to be called.
type PromisedCall struct {
	Deal int64
	Name string
	On   Date
}

// CallsShown is how many of next week's calls a digest names.
const CallsShown = 10

// AddCalls tells which of the open deals are to be called in the seven days
// after the digest's. Our own next steps are not what they asked for.
func (d *Digest) AddCalls(open []Deal) {
	today := DateOf(d.To)
	d.Calls = Calls{}
	for _, deal := range open {
		on := deal.CallBack.On
		if !deal.IsOpen() || deal.CallBack.Ours || !on.After(today) || on.After(today.Add(7)) {
			continue
		}
		d.Calls.Count++
		d.Calls.First = append(d.Calls.First, PromisedCall{Deal: deal.ID, Name: deal.Name, On: on})
	}
	slices.SortFunc(d.Calls.First, func(a, b PromisedCall) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.Deal, b.Deal))
	})
	d.Calls.First = d.Calls.First[:min(len(d.Calls.First), CallsShown)]
}
