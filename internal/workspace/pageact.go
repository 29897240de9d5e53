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

// seen is what a person sees of what they did, once the app has acknowledged it.
// What the app does later is found where everybody finds it.
type seen struct {
	Problem string         `json:"problem"`
	Message *pageMessage   `json:"message"` // what was said, or the app's direct answer; null: neither
	View    map[string]any `json:"view"`    // the topmost modal now; null: none
}

func (w *Workspace) seen(as, problem string, m *Message) seen {
	s := seen{Problem: problem}
	s.View, _ = w.pageView(as)
	if m != nil {
		w.mu.Lock()
		p := &post{Message: *m}
		for _, f := range m.Files {
			p.files = append(p.files, w.files[f.ID])
		}
		shown := w.pageMessage(p)
		w.mu.Unlock()
		s.Message = &shown
	}
	return s
}

type sendIn struct{ As, Channel, Thread, Text string }

// pageSend is the message field: a line with a leading slash is a command.
func (w *Workspace) pageSend(r *http.Request, in sendIn) seen {
	line := strings.TrimSpace(in.Text)
	if !strings.HasPrefix(line, "/") {
		m, err := w.SayInThread(r.Context(), in.As, in.Channel, in.Thread, in.Text)
		if err != nil {
			return w.seen(in.As, sentence(err), nil)
		}
		return w.seen(in.As, "", &m)
	}
	name, _, _ := strings.Cut(line, " ")
	if in.Thread != "" {
		return w.seen(in.As, name+" is not supported in threads. Sorry!", nil)
	}
	if _, ok := w.app.command(name); !ok {
		return w.seen(in.As, name+" is not a valid command.", nil)
	}
	reply, err := w.Command(r.Context(), in.As, in.Channel, line)
	switch {
	case err != nil:
		return w.seen(in.As, sentence(err), nil)
	case reply.Problem == TooLarge || reply.Problem == Fragmented:
		return w.seen(in.As, fmt.Sprintf("%s failed with the error %q", name, TimedOut), nil)
	case reply.Problem != "":
		return w.seen(in.As, fmt.Sprintf("%s failed with the error %q", name, reply.Problem), nil)
	}
	return w.seen(in.As, "", reply.Message)
}

type submitIn struct {
	As     string
	Values Values
}

type submitOut struct {
	seen
	Errors map[string]string `json:"errors"`
}

func (w *Workspace) pageSubmit(r *http.Request, in submitIn) submitOut {
	reply, err := w.Submit(r.Context(), in.As, in.Values)
	problem := sentence(err)
	switch {
	case strings.HasPrefix(reply.Problem, InvalidPayload):
		problem = "We had some trouble connecting. Try again? (" + reply.Problem + ")"
	case reply.Problem != "":
		problem = "We had some trouble connecting. Try again?"
	}
	out := submitOut{w.seen(in.As, problem, nil), reply.Errors}
	if out.Errors == nil {
		out.Errors = map[string]string{}
	}
	return out
}

type closeIn struct{ As string }

func (w *Workspace) pageCloseView(_ *http.Request, in closeIn) seen {
	problem := sentence(w.CloseView(in.As))
	return w.seen(in.As, problem, nil)
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
