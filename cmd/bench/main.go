// Command bench measures the bot as people would feel it: the real binary, over
// the wire, against a Slack of this program's own and a real Redis. In the same
// run it measures what it is worth comparing with: a plain bot on slack-go
// (cmd/bench/plain) and one on Slack's own framework for JavaScript
// (cmd/bench/bolt), which do the same work for a command.
//
//	go run ./cmd/bench -redis redis://localhost:6379
//
// The work of a command is to read a deal of 40 of its rep's, note a call and its
// next step in it, and to store the deal, its history's line, its place among the
// rep's deals, the rep's next look and the id of what caused it; and then to
// answer. The redis should write an append-only file, as in real life. What is
// written stays there, so it should be one to throw away, and empty at the start: one
// that rewrites a large file meanwhile is slow for everybody.
//
// With -by-name the commands call the deal by its name, which begins like all the
// others, and which has to be looked up.
//
// To compare two versions of the bot, give the second by its path:
//
//	go run ./cmd/bench -with bot,before=/tmp/before
//
// The contestants take turns, so that a busy machine is busy for all of them. What
// is printed are the medians of the rounds: commands a second with so many in
// flight, CPU seconds of the bot's process per 10,000 commands, the time from a
// command to its answer at a steady 500 a second (one that was turned away took for
// ever), the time from the start to the first socket, and the resident memory at the
// end. The program itself and the server take part of the machine too: where they
// leave too little of it, only the CPU seconds of one run can be compared, not
// commands a second.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// plan is what is measured.
type plan struct {
	redis    string
	commands int
	inFlight int
	steady   int // commands a second
	rounds   int
	deals    int
	byName   bool // say the deal's name instead of its number
}

func run(ctx context.Context) error {
	var p plan
	flag.StringVar(&p.redis, "redis", "redis://localhost:6379", "a real `URL`; keys of workspaces that begin with TBENCH are written there")
	flag.IntVar(&p.commands, "n", 20000, "commands of a round")
	flag.IntVar(&p.inFlight, "in-flight", 64, "commands under way at once")
	flag.IntVar(&p.steady, "steady", 500, "commands a second when answers are timed")
	flag.IntVar(&p.rounds, "rounds", 3, "rounds of each contestant")
	flag.IntVar(&p.deals, "deals", 400, "deals the commands are about, of 10 reps")
	flag.BoolVar(&p.byName, "by-name", false, "call deals by their names, not their numbers")
	with := flag.String("with", "bot,plain,bolt", "who takes part; bolt needs node and npm; name=path is another build of the bot")
	flag.Parse()

	built, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(built)
	who, err := prepare(ctx, built, strings.Split(*with, ","))
	if err != nil {
		return err
	}
	results := map[string][]result{}
	for round := range p.rounds {
		for _, c := range who {
			r, err := p.measure(ctx, c)
			if err != nil {
				return fmt.Errorf("%s, round %d: %w", c.name, round+1, err)
			}
			fmt.Fprintf(os.Stderr, "%-6s %s\n", c.name, r)
			results[c.name] = append(results[c.name], r)
		}
	}
	print(who, results)
	return nil
}

// result is what one round measured.
type result struct {
	perSecond float64
	cpu       float64 // seconds per 10,000 commands
	p50, p99  time.Duration
	start     time.Duration
	resident  float64 // MB
}

func (r result) String() string {
	return fmt.Sprintf("%.0f/s, %.2f CPU s per 10,000, p50 %s, p99 %s, start %s, %.0f MB",
		r.perSecond, r.cpu, r.p50, r.p99, r.start, r.resident)
}

func print(who []contestant, results map[string][]result) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "\tcommands/s\tCPU s per 10,000\tp50 ms\tp99 ms\tstart ms\tMB\t")
	for _, c := range who {
		all := results[c.name]
		ms := func(of func(result) time.Duration) float64 {
			return middle(all, func(r result) float64 { return float64(of(r).Microseconds()) / 1000 })
		}
		fmt.Fprintf(w, "%s\t%.0f\t%.2f\t%.1f\t%.1f\t%.0f\t%.0f\t\n", c.name,
			middle(all, func(r result) float64 { return r.perSecond }),
			middle(all, func(r result) float64 { return r.cpu }),
			ms(func(r result) time.Duration { return r.p50 }), ms(func(r result) time.Duration { return r.p99 }),
			ms(func(r result) time.Duration { return r.start }),
			middle(all, func(r result) float64 { return r.resident }))
	}
	_ = w.Flush() // to the terminal
}

// middle is the median.
func middle(all []result, of func(result) float64) float64 {
	var values []float64
	for _, r := range all {
		values = append(values, of(r))
	}
	slices.Sort(values)
	return values[len(values)/2]
}
