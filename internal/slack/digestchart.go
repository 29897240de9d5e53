package slack

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"dealcoach/internal/coach"
)

// lookBack draws the last weeks as a chart, and tells the same in a line. A
// first week has nothing to be compared with; in one without a closed deal the
// one line is enough.
func lookBack(s *sheet, d coach.Digest) {
	if len(d.Weeks) == 0 || d.Empty() {
		return
	}
	weeks := append(slices.Clone(d.Weeks), d.Week())
	won, letGo, lost := series("Won"), series("Let go"), series("Lost")
	axis := slack.NewDataVisualizationAxisConfig()
	told := map[string][]string{}
	for _, w := range weeks {
		label := w.Ends.Words(coach.DateOf(d.To))
		axis.Categories = append(axis.Categories, label)
		for _, one := range []struct {
			in    *slack.DataVisualizationDataSeries
			tally coach.Tally
		}{{&won, w.Won}, {&letGo, w.LetGo}, {&lost, w.Lost}} {
			one.in.Data = append(one.in.Data, slack.NewDataVisualizationDataPoint(label, float64(one.tally.Count)))
			told[one.in.Name] = append(told[one.in.Name], fmt.Sprint(one.tally.Count))
		}
	}
	title := fmt.Sprintf("Last %d weeks", len(weeks))
	s.add(slack.NewDataVisualizationBlock(title, slack.NewDataVisualizationBarChart(axis, won, letGo, lost)))
	s.hint(fmt.Sprintf("%s, the latest at the end. Won: %s. Let go: %s. Lost: %s.", title,
		strings.Join(told[won.Name], ", "), strings.Join(told[letGo.Name], ", "), strings.Join(told[lost.Name], ", ")))
}

func series(name string) slack.DataVisualizationDataSeries {
	return slack.NewDataVisualizationDataSeries(name)
}

// noChart reports that Slack found a block wrong: charts are new to it, and a
// Slack-compatible server may not have them.
func noChart(err error) bool {
	var dead coach.Undeliverable
	return errors.As(err, &dead) && slices.Contains([]string{"invalid_blocks", "invalid_blocks_format"}, dead.Reason)
}

// dropCharts leaves the charts out, and reports whether there were any.
func (s *sheet) dropCharts() bool {
	all := len(s.blocks)
	s.blocks = slices.DeleteFunc(s.blocks, func(b slack.Block) bool { return b.BlockType() == slack.MBTDataVisualization })
	return len(s.blocks) < all
}
