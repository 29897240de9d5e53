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

func (w *Workspace) pageClick(r *http.Request, in clickIn) problem {
	p := in.press()
	w.typed(p, in.Values)
	reply, err := w.Click(r.Context(), p)
	return reaction("The app did not react to this: ", reply, err)
}

// reaction is the problem to show of an app's reaction, if there is one.
func reaction(words string, reply Reply, err error) problem {
	switch {
	case err != nil:
		return problem{sentence(err)}
	case reply.Problem != "":
		return problem{words + reply.Problem}
	}
	return problem{}
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
	return suggestOut{s, reaction("The app gave no options: ", reply, err).Problem}
}

// shortcutIn is a shortcut on a message, or without a TS a global one.
type shortcutIn struct{ As, Channel, TS, CallbackID string }

func (w *Workspace) pageShortcut(r *http.Request, in shortcutIn) problem {
	words := "The app did not react to the shortcut: "
	if in.TS == "" {
		reply, err := w.Shortcut(r.Context(), in.As, in.CallbackID)
		return reaction(words, reply, err)
	}
	reply, err := w.MessageShortcut(r.Context(), in.As, in.Channel, in.TS, in.CallbackID)
	return reaction(words, reply, err)
}

type visitIn struct{ As, Tab string }

func (w *Workspace) pageVisit(_ *http.Request, in visitIn) problem {
	return problem{sentence(w.Visit(in.As, in.Tab))}
}
