package coach

import (
	"strings"
	"time"
)

// Act says who does something, when, and by which way. The zone of At is the
// actor's, so that "today" in a rule is the actor's day.
type Act struct {
	By  string // a Slack user id; empty for the coach itself
	At  time.Time
	Via Via
}

// Today is the day of the act, where the actor is.
func (a Act) Today() Date { return DateOf(a.At) }

// EventKind names what happened to a deal.
type EventKind string

// What can happen to a deal. The values are stored for ever: add, never rename.
const (
	Created     EventKind = "created"
	Touched     EventKind = "touch"
	Attempted   EventKind = "attempt"
	PutOff      EventKind = "put-off"
	Forwarded   EventKind = "forward"
	AskedScript EventKind = "asked"
	PausedDeal  EventKind = "paused"
	Snoozed     EventKind = "snoozed"
	Resumed     EventKind = "resumed"
	WonDeal     EventKind = "won"
	LostDeal    EventKind = "lost"
	LetGoDeal   EventKind = "let-go"
	Reopened    EventKind = "reopened"
	Reasoned    EventKind = "reason"
	Doubted     EventKind = "no-assurance"
	NewContact  EventKind = "new-contact"
	Learned     EventKind = "learned"
	Kept        EventKind = "kept"
	Undone      EventKind = "undone"
	Chosen      EventKind = "focused"
	Moved       EventKind = "stage"
	Noted       EventKind = "note"
	Assigned    EventKind = "assigned" // its note is the new owner's user id
	Edited      EventKind = "edited"
	Lined       EventKind = "line"
	DeletedDeal EventKind = "deleted"
	Restored    EventKind = "restored"
	Merged      EventKind = "merged"      // its note is the other deal: "#12 Acme"
	MergedAway  EventKind = "merged-away" // the same, of the one that went
	Imported    EventKind = "imported"    // its note is what changed; none for a new deal
)

// Event is one line of a deal's history.
type Event struct {
	At   time.Time
	By   string // a Slack user id
	Kind EventKind
	Note string // what the rep wrote: private, never shown in a channel
	On   Date   // the date it is about: a call-back, a pause's end, a next step
	Via  Via    // how it was done; empty when that was not kept
	Deal int64  // the deal it happened to, when that was merged into this one; 0: this one
}

// Closes reports whether it is the end of a deal.
func (k EventKind) Closes() bool { return k == WonDeal || k == LostDeal || k == LetGoDeal }

// Told reports whether the event's words tell the first line of its note.
func (e Event) Told() bool {
	switch e.Kind {
	case NewContact, Learned, Moved, Edited, Imported, Merged, MergedAway:
		return true
	default:
		return false
	}
}

// First is the note's first line. What follows it, in the history alone, is what
// it was before and what it is now.
func (e Event) First() string {
	first, _, _ := strings.Cut(e.Note, "\n")
	return first
}

// record adds an event to the deal's news and remembers it as the last one:
// without the way, and with its note's first line only when its words tell it,
// because the history has both.
func (d *Deal) record(a Act, kind EventKind, note string, on Date) {
	d.Last = Event{At: a.At, By: a.By, Kind: kind, Note: note, On: on, Via: a.Via}
	d.News = append(d.News, d.Last)
	d.Last.Via = ""
	switch {
	case d.Last.Told():
		d.Last.Note = d.Last.First()
	case kind != Assigned:
		d.Last.Note = ""
	}
	switch kind {
	case AskedScript, Learned, Chosen, Moved, Noted, Edited, Imported, Lined:
	default:
		d.Acted = a.At
	}
}

// Words tells the event in the past tense, with "You" for the reader's own
// acts, nameOf for somebody else's, and today for the dates: "You logged a
// call; call back on Tue 24 Nov."
func (e Event) Words(reader string, nameOf func(user string) string, today Date) string {
	who := "You"
	if e.By != reader {
		who = nameOf(e.By)
	}
	on := ""
	if !e.On.IsZero() {
		on = e.On.Words(today)
	}
	switch e.Kind {
	case Created:
		return who + " added it."
	case Touched:
		if on != "" {
			return who + " logged a call. Next step on " + on + "."
		}
		return who + " logged a call."
	case Attempted:
		return who + " tried, no answer yet."
	case PutOff:
		if on != "" {
			return who + " logged a put-off: call back on " + on + "."
		}
		return who + " logged a put-off without a date."
	case Forwarded:
		if on != "" {
			return who + " heard that it goes on. Next step on " + on + "."
		}
		return who + " heard that it goes on."
	case AskedScript:
		return who + " asked the question."
	case PausedDeal:
		return who + " paused it until " + on + "."
	case Snoozed:
		return who + " snoozed it until " + on + "."
	case Resumed:
		return who + " took it up again."
	case WonDeal:
		return who + " won it."
	case LostDeal:
		return who + " closed it as lost: a clear no is a good result."
	case LetGoDeal:
		return who + " let it go, with grace."
	case Reopened:
		return who + " reopened it."
	case Reasoned:
		if on != "" {
			return who + " added the reason. Another look on " + on + "."
		}
		return who + " added the reason."
	case Doubted:
		return who + " heard that there is nothing to count on."
	case NewContact:
		return who + " noted a new contact: " + e.First() + "."
	case Learned:
		return who + " learned something: " + e.First() + "."
	case Kept:
		return who + " kept it. Next step on " + on + "."
	case Moved:
		return who + " moved it to " + e.First() + "."
	case Noted:
		return who + " made a note."
	case Lined:
		return who + " wrote the line for the channel."
	case Assigned:
		if e.Note == reader {
			return who + " gave it to you."
		}
		return who + " gave it to " + nameOf(e.Note) + "."
	case Edited:
		return who + " changed " + e.First() + "."
	case Imported:
		if e.Note == "" {
			return who + " imported it."
		}
		return who + " brought " + e.First() + " up to date."
	case DeletedDeal:
		return who + " deleted it."
	case Restored:
		return who + " brought it back."
	case Merged:
		return who + " merged " + e.First() + " into it."
	case MergedAway:
		return who + " merged it into " + e.First() + "."
	case Chosen:
		return who + " chose it for this week."
	case Undone:
		return who + " took the last entry back."
	default:
		return who + " changed it."
	}
}
