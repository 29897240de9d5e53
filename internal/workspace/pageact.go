package workspace

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// problem is the sentence that a person is shown; empty: all is well.
type problem struct {
	Problem string `json:"problem"`
}

type sendIn struct{ As, Channel, Thread, Text string }

// pageSend is the message field: a line with a leading slash is a command.
func (w *Workspace) pageSend(r *http.Request, in sendIn) problem {
	line := strings.TrimSpace(in.Text)
	if !strings.HasPrefix(line, "/") {
		_, err := w.SayInThread(r.Context(), in.As, in.Channel, in.Thread, in.Text)
		return problem{sentence(err)}
	}
	name, _, _ := strings.Cut(line, " ")
	if in.Thread != "" {
		return problem{name + " is not supported in threads. Sorry!"}
	}
	if _, ok := w.app.command(name); !ok {
		return problem{name + " is not a valid command."}
	}
	reply, err := w.Command(r.Context(), in.As, in.Channel, line)
	switch {
	case err != nil:
		return problem{sentence(err)}
	case reply.Problem == TooLarge:
		return problem{fmt.Sprintf("%s failed with the error %q", name, TimedOut)}
	case reply.Problem != "":
		return problem{fmt.Sprintf("%s failed with the error %q", name, reply.Problem)}
	}
	return problem{}
}

type submitIn struct {
	As     string
	Values Values
}

type submitOut struct {
	Problem string            `json:"problem"`
	Errors  map[string]string `json:"errors"`
}

func (w *Workspace) pageSubmit(r *http.Request, in submitIn) submitOut {
	reply, err := w.Submit(r.Context(), in.As, in.Values)
	out := submitOut{Problem: sentence(err), Errors: reply.Errors}
	switch {
	case strings.HasPrefix(reply.Problem, InvalidPayload):
		out.Problem = "We had some trouble connecting. Try again? (" + reply.Problem + ")"
	case reply.Problem != "":
		out.Problem = "We had some trouble connecting. Try again?"
	}
	if out.Errors == nil {
		out.Errors = map[string]string{}
	}
	return out
}

type closeIn struct{ As string }

func (w *Workspace) pageCloseView(_ *http.Request, in closeIn) problem {
	return problem{sentence(w.CloseView(in.As))}
}

// sentence makes an error one for the page.
func sentence(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, ErrClosed):
		return "The workspace is closing."
	}
	s := err.Error()
	return strings.ToUpper(s[:1]) + s[1:] + "."
}
