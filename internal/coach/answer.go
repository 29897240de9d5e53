package coach

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Input is what comes with an answer that needs more than a tap.
type Input struct {
	On     Date   // of a put-off or a next step
	Reason string // theirs, for a put-off; empty when they gave none
	Words  string // of a next step
	Name   string // of a new contact
}

// Answer applies what came back to a script. The answer's effect decides, never
// the script's words.
func (d *Deal) Answer(a Act, answer Answer, in Input) error {
	if err := d.mustBeOpen("log an answer on"); err != nil {
		return err
	}
	switch answer.Effect {
	case GoForward:
		d.touch(a)
		d.PutOffs = 0
		d.record(a, Forwarded, "", Date{})
		return nil
	case PutItOff:
		d.touch(a)
		return d.putOff(a, in.On, in.Reason, in.Reason)
	case SayNo:
		d.touch(a)
		return d.Close(a, Lost, "")
	case Unsure:
		d.touch(a)
		d.Doubt = a.At
		d.rest(a.Today())
		d.record(a, Doubted, "", Date{})
		return nil
	case SomebodyNew:
		return d.replaceContact(a, in.Name)
	case StaySilent:
		// A voicemail or an e-mail was an attempt when it went out.
		if d.Asked.At.IsZero() || !d.Asked.At.Equal(d.Sent.At) {
			d.attempt(a)
		}
		d.Asked = Asked{}
		d.tried(a.Today())
		d.record(a, Attempted, "", Date{})
		return nil
	default:
		return Refuse("I don't know what “"+answer.Label+"” does to a deal.", "Log it with /call "+d.Ref()+" and what happened.")
	}
}

// replaceContact starts the deal again at qualification with somebody new and keeps
// the one who was as having left; its
// history stays (Stuart Ayling: somebody new may have taken over).
func (d *Deal) replaceContact(a Act, name string) error {
	c := ParseContact(name)
	c.Left = false
	if c.Name == "" {
		return Refuse("Who is it now?", "Type the new contact's name.")
	}
	if err := checkContacts([]Contact{c}); err != nil {
		return err
	}
	if i := slices.IndexFunc(d.Contacts, func(o Contact) bool { return o.is(c.Name) }); i >= 0 && c.Role == "" {
		c.Role = d.Contacts[i].Role
	}
	was, is := d.MainContact().String(), c.String()
	d.touch(a)
	d.succeed(c, true)
	d.Stage, d.PutOffs = Prospect, 0
	// What the old contact said of money and decisions may not hold any more.
	need, ok := d.Facts[Need]
	if d.Facts = nil; ok {
		d.Facts = map[Fact]Known{Need: need}
	}
	note := is
	if was != "" && was != is {
		note += "\n" + from("contact", was, is)
	}
	d.record(a, NewContact, note, Date{})
	return nil
}

// Agree sets the next step. It also keeps a deal that gave no assurance, which
// then waits for that day.
func (d *Deal) Agree(a Act, words string, on Date) error {
	if err := d.mustBeOpen("agree on a step for"); err != nil {
		return err
	}
	words = strings.TrimSpace(words)
	switch n := utf8.RuneCountInString(words); {
	case n == 0:
		return Refuse("What is the next step?", "For example: demo on Thursday")
	case n > MaxWords:
		return tooLong("That next step", n, MaxWords)
	case on.IsZero():
		return Refuse("When is the next step?", "A step without a day does not happen. Pick one.")
	}
	if err := mustBeAhead(a, on); err != nil {
		return err
	}
	d.Next = Step{Words: words, On: on}
	kind := Forwarded
	if !d.Doubt.IsZero() || d.Sent.How == Email {
		d.Doubt, d.Sent, kind = time.Time{}, Sent{}, Kept
		d.CallBack = CallBack{On: on, Reason: words, Set: a.At, Ours: true}
	}
	d.settle()
	d.record(a, kind, words, on)
	return nil
}
