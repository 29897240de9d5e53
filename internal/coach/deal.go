package coach

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Deal is one opportunity and all that the coach knows of it. It changes by
// its methods only; each returns a Refusal when the rules forbid the change,
// and adds what happened to News.
type Deal struct {
	ID      int64 // given by the store; unique per workspace
	Version int64 // the store's commit count; 0 before the first

	Name     string
	Company  string    // empty when the deal is named after its company
	External string    // its id in the system it was imported from; empty for none
	Contact  string    // the main one, for the scripts
	Role     string    // the main contact's
	Contacts []Contact // the others; those who left too
	Benefit  string    // the one advantage that matters to them
	Value    Money
	Stage    Stage
	Owner    string // a Slack user id

	Status   Status
	ClosedAt time.Time // zero while open
	Reason   string    // why it was closed, as they stated it, in the rep's words: private

	ClosingOp  string     // the operation that closed it, by which that is taken back
	ReasonKind ReasonKind // the same as a category
	RealReason string     // what was behind it: private
	Line       string     // the rep's line for the channel: what worked, or what was learned
	Revisit    Date       // a closed deal's next look; zero: never

	Deleted    time.Time // zero unless it is deleted; its status is kept, for when it comes back
	MergedInto int64     // the deal that a deleted one was merged into; 0 for none

	Created  time.Time
	Touch    time.Time // they: last contact both ways, creation or reopening
	Outreach time.Time // we: last touch or attempt
	Attempts int       // since the last touch
	PutOffs  int       // since the last step forward

	Facts    map[Fact]Known // what is known of its qualification
	CallBack CallBack
	Moved    int // how often the rep put a due call-back off
	Pause    Pause
	Pauses   int  // in a row, without a touch in between
	Snooze   Date // left out of prompts until this date
	Next     Step
	Asked    Asked
	Sent     Sent      // the last voicemail or e-mail by a script since the last touch
	Doubt    time.Time // when they gave no assurance; zero when that is settled
	Nudge    Nudge
	Focus    string            // the ISO week for which the rep chose to bring it to a close
	Shown    map[string]string // script id to the variant shown last

	Acted time.Time // when it was last acted on; "I asked this" alone is no act
	Last  Event     // the newest event
	News  []Event   // what happened since the deal was read; the store moves it to the history

	// Undoable says that the change in the making may be taken back: the store
	// then keeps the deal as it was for a while. It is not stored.
	Undoable bool

	// Told says that a new owner learns of it otherwise than by a notice of its own.
	// It is not kept either.
	Told bool

	// Calling is what the change in the making relies on, if it does: the store
	// writes nothing when the words may mean another deal. It is not stored.
	Calling *Calling

	// Row stands in for External when a deal was imported without one: what its row
	// said, so that the same row is known again. The store files the deal under it,
	// and the deal itself does not keep it.
	Row string
}

// Status is whether a deal is open, or how it ended.
type Status string

// The outcomes stand apart everywhere: lost is their decision, let go is ours.
const (
	Open  Status = "open"
	Won   Status = "won"
	Lost  Status = "lost"
	LetGo Status = "let-go"
)

// Words returns the status as it stands in a sentence.
func (s Status) Words() string { return strings.ReplaceAll(string(s), "-", " ") }

// CallBack is a date on which they asked to be called.
type CallBack struct {
	On     Date
	Reason string    // theirs; empty when they gave none
	Set    time.Time // when it was agreed
	Ours   bool      // it is our own next step, not their wish
}

// Pause is silence with a known, legitimate reason.
type Pause struct {
	Until  Date
	Reason string
}

// Step is what was agreed to happen next.
type Step struct {
	Words string
	On    Date
}

// Asked is a script that the rep said they asked, still unanswered.
type Asked struct {
	Script, Variant string
	At              time.Time
}

// Sent is a script that went one way.
type Sent struct {
	How How
	At  time.Time
}

// Nudge is how the prompts about a deal have gone since it was last acted on.
type Nudge struct {
	Prompt     string // id of the newest prompt with a card about it
	At         time.Time
	On         Date      // the last prompt's day
	Count      int       // prompts in a row that nobody acted on
	FirstQuiet Date      // first prompt about it after the last touch
	Situation  Situation // what the newest prompt said of it
}

// The longest texts a deal takes, in characters: they must fit a Slack section
// together with the coach's own words.
const (
	MaxName   = 120
	MaxWords  = 300
	MaxReason = 1000
)

// NewDeal makes an open deal and starts both clocks. It refuses a name that is
// empty or too long.
func NewDeal(a Act, owner string, line AddLine) (Deal, error) {
	line, err := line.checked()
	if err != nil {
		return Deal{}, err
	}
	stage := line.Stage
	if stage == "" {
		stage = Prospect
	}
	d := Deal{
		Name: line.Name, Company: line.Company, Contact: line.Contact, Role: line.Role, Contacts: line.Others,
		Benefit: line.Benefit, Value: line.Value, Stage: stage, Owner: owner, Status: Open,
		Created: a.At, Touch: a.At, Outreach: a.At,
	}
	d.record(a, Created, "", Date{})
	return d, nil
}

// checked returns the line with its name tidied, or refuses what a deal can't
// keep.
func (line AddLine) checked() (AddLine, error) {
	line.Name = strings.Join(strings.Fields(line.Name), " ")
	if line.Name == "" {
		return AddLine{}, Refuse("A deal needs a name.", "For example: /deal add Acme 12k contact Jo")
	}
	for _, text := range []struct {
		what, is string
		most     int
	}{
		{"That name", line.Name, MaxName}, {"That company", line.Company, MaxName},
		{"That contact", line.Contact, MaxName}, {"That role", line.Role, MaxName},
		{"That benefit", line.Benefit, MaxWords},
	} {
		if n := utf8.RuneCountInString(text.is); n > text.most {
			return AddLine{}, tooLong(text.what, n, text.most)
		}
	}
	return line, checkContacts(line.Others)
}

func tooLong(what string, is, most int) error {
	return Refuse(what+" has "+strconv.Itoa(is)+" characters; I can keep "+strconv.Itoa(most)+".",
		"Shorten it and send it again.")
}

// Ref is how people name the deal in a command: "#12".
func (d Deal) Ref() string { return "#" + strconv.FormatInt(d.ID, 10) }

// Title is the deal's number and name: "#12 Acme".
func (d Deal) Title() string { return d.Ref() + " " + d.Name }

// CompanyName is the company, or the deal's name when it is named after it.
func (d Deal) CompanyName() string {
	if d.Company != "" {
		return d.Company
	}
	return d.Name
}

// ContactName is the contact, or the company when no contact is known.
func (d Deal) ContactName() string {
	if d.Contact != "" {
		return d.Contact
	}
	return d.CompanyName()
}

// IsOpen reports whether the deal is neither won, lost, let go nor deleted.
func (d Deal) IsOpen() bool { return d.Status == Open && !d.IsDeleted() }

// IsClosed reports whether the deal is won, lost or let go, and not deleted.
func (d Deal) IsClosed() bool { return d.Status != Open && !d.IsDeleted() }

// ActedSince reports whether anything but an "I asked this" happened to the
// deal after the given instant. A card older than that is settled.
func (d Deal) ActedSince(at time.Time) bool { return d.Acted.After(at) }
