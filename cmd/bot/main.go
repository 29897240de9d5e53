// Command bot is Deal Coach: the bot itself, and a demo that needs nothing but
// this binary.
//
// main turns the environment into values and the result into an exit code: 0
// after a graceful stop, 1 when something failed on the way, 2 when a setting
// or an argument is wrong. Everything else can be started by a test.
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
)

const usage = `Deal Coach, a sales coach in Slack.

  bot            runs the bot; its settings come from the environment (see README)
  bot run        the same
  bot demo       a local workspace with a sample team, in your browser; needs nothing else
  bot doctor     checks Slack, Redis and what could not be delivered, and says what to do
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
	case "manifest":
		err = printManifest(out)
	case "help", "-h", "-help", "--help":
		fmt.Fprint(out, usage)
	default:
		err = usageError{fmt.Sprintf("there is no sub-command %q\n\n%s", name, usage)}
	}
	var wrong usageError
	switch {
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
