// Command bot is Deal Coach: the bot itself, and a demo that needs nothing but
// this binary.
//
// main turns the environment into values and the result into an exit code: 0
// after a graceful stop, 1 when something failed on the way, 2 when a setting
// or an argument is wrong, 3 when doctor found risks alone. Everything else can be started by a test.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // a container without zone data still knows where people live
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := start(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
	exitRisk   = 3
)

const usage = `Deal Coach, a sales coach in Slack.

  bot            runs the bot; its settings come from the environment (see README)
  bot run        the same
  bot demo       a local workspace with a sample team, in your browser; needs nothing else
  bot health     asks the running bot whether it is ready, for a container's health check
  bot version    prints the version, the commit and the Go version
  bot doctor     checks settings, Slack, Redis and what could not be delivered, and says what to do; changes nothing.
                 It ends with 0 (all well), 1 (something keeps the bot from working) or 3 (it works, at a risk).
                 bot doctor -json says it as JSON
  bot import     brings deals in: bot import deals.csv [-dry-run] [-as mia@example.com]
  bot export     gives them out: bot export [deals.csv] [-of mia@example.com] [-history];
                 everything of one person: bot export -person mia@example.com mia.json
  bot erase      forgets a person, a customer's contact or a deal: bot erase -person mia@example.com [-give-to ben@example.com] [-yes],
                 bot erase -contact "Jo Miller" [-deal 12] [-yes], bot erase -deal 12 [-yes]; without -yes it only tells what it would do
  bot prompts    lists and checks the scripts: bot prompts [folder]
  bot manifest   prints the Slack app manifest and the link that creates the app
  bot help       prints this
`

// start runs one sub-command and returns the exit code.
func start(ctx context.Context, args []string, out, errs io.Writer) int {
	name := "run"
	if len(args) > 0 {
		name, args = args[0], args[1:]
	}
	var err error
	switch name {
	case "run":
		err = runCommand(ctx, args, errs)
	case "demo":
		err = demoCommand(ctx, args, out, errs)
	case "doctor":
		err = doctorCommand(ctx, args, out)
	case "prompts":
		err = promptsCommand(args, out)
	case "import":
		err = importCommand(ctx, args, out, errs)
	case "export":
		err = exportCommand(ctx, args, out, errs)
	case "erase":
		err = eraseCommand(ctx, args, out, errs)
	case "manifest":
		err = printManifest(out)
	case "health":
		err = healthCommand(ctx, args, out)
	case "version", "-version", "--version":
		err = printVersion(out)
	case "help", "-h", "-help", "--help":
		fmt.Fprint(out, usage)
	default:
		err = usageError{fmt.Sprintf("there is no sub-command %q\n\n%s", name, usage)}
	}
	var wrong usageError
	var found verdict
	switch {
	case errors.As(err, &found):
		return int(found)
	case errors.As(err, &wrong):
		fmt.Fprintln(errs, "bot: "+wrong.text)
		return exitUsage
	case err != nil && !errors.Is(err, context.Canceled):
		fmt.Fprintln(errs, "bot: "+err.Error())
		return exitFailed
	}
	return exitOK
}

// usageError is a mistake in the settings or arguments, in words for whoever
// starts the program.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }
