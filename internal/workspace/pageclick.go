package workspace

import (
	"net/http"
	"slices"
)

type clickIn struct {
	As, Channel, TS, BlockID, ActionID, Value, Option string
	Options                                           []string
	Home                                              bool
	Values                                            Values // what else is typed in there
}

func (in clickIn) press() Press {
	return Press{
		User: in.As, Channel: in.Channel, TS: in.TS, BlockID: in.BlockID, ActionID: in.ActionID,
		Value: in.Value, Option: in.Option, Options: in.Options, Home: in.Home,
	}
}

func (w *Workspace) pageClick(r *http.Request, in clickIn) seen {
	p := in.press()
	w.typed(p, in.Values)
	reply, err := w.Click(r.Context(), p)
	return w.seen(in.As, complaint("The app did not react to this: ", reply, err), nil)
}

// complaint is the problem to show of an app's reaction, if there is one.
func complaint(words string, reply Reply, err error) string {
	switch {
	case err != nil:
		return sentence(err)
	case reply.Problem != "":
		return words + reply.Problem
	}
	return ""
}

// typed notes what a person has typed in or chosen around the element of p,
// which the app will see in the state. What does not fit is left out: the
// message may have changed since.
func (w *Workspace) typed(p Press, values Values) {
	w.mu.Lock()
	defer w.mu.Unlock()
	on, err := w.surface(p)
	if err != nil {
		return
	}
	for block, fields := range values {
		for action, given := range fields {
			i := slices.IndexFunc(on.found, func(e element) bool { return e.blockID == block && e.text("action_id") == action })
			if i < 0 {
				continue
			}
			e := on.found[i]
			kind, ok := kinds[e.text("type")]
			if !ok {
				continue
			}
			chosen, err := typedIn(given, kind)
			if err != nil {
				continue
			}
			if v, err := e.choose(chosen); err == nil {
				on.picks[pick{on.user, block, action}] = state{"type": e.text("type"), kind.key: v}
			}
		}
	}
}

type suggestOut struct {
	Suggestions
	Problem string `json:"problem"`
}

func (w *Workspace) pageSuggest(r *http.Request, in clickIn) suggestOut {
	s, reply, err := w.Suggest(r.Context(), in.press())
	return suggestOut{s, complaint("The app gave no options: ", reply, err)}
}

// shortcutIn is a shortcut on a message, or without a TS a global one.
type shortcutIn struct{ As, Channel, TS, CallbackID string }

func (w *Workspace) pageShortcut(r *http.Request, in shortcutIn) seen {
	var reply Reply
	var err error
	if in.TS == "" {
		reply, err = w.Shortcut(r.Context(), in.As, in.CallbackID)
	} else {
		reply, err = w.MessageShortcut(r.Context(), in.As, in.Channel, in.TS, in.CallbackID)
	}
	return w.seen(in.As, complaint("The app did not react to the shortcut: ", reply, err), nil)
}

type visitIn struct{ As, Tab string }

func (w *Workspace) pageVisit(_ *http.Request, in visitIn) seen {
	problem := sentence(w.Visit(in.As, in.Tab))
	return w.seen(in.As, problem, nil)
}

// reactIn is an emoji under a message; Off takes it away.
type reactIn struct {
	As, Channel, TS, Name string
	Off                   bool
}

func (w *Workspace) pageReact(_ *http.Request, in reactIn) seen {
	problem := sentence(w.React(in.As, in.Channel, in.TS, in.Name, !in.Off))
	return w.seen(in.As, problem, nil)
}
