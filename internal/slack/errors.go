package slack

import (
	"cmp"
	"context"
	"errors"

	"dealcoach/internal/coach"
)

// worded turns the outcome of a command into what the person reads: the one
// door for errors. line is what they typed; it is given back with every error,
// so that nothing typed is lost. How it ended is noted in the envelope.
func (b *Bot) worded(e *envelope, s *sheet, err error, line string) *sheet {
	e.ended(err)
	if err == nil {
		return s
	}
	var refusal coach.Refusal
	var which choice
	switch {
	case errors.As(err, &which):
		return which.sheet(line)
	case errors.As(err, &refusal):
		s = refused(refusal)
	case errors.Is(err, coach.ErrNotFound):
		s = refused(coach.Refusal{Reason: "There is no such deal.", Hint: "See them all with /deal list"})
	case errors.Is(err, coach.ErrConflict):
		s = refused(coach.Refusal{Reason: "Others are changing this deal right now, so yours was not saved.", Hint: "Please send it once more."})
	case errors.Is(err, coach.ErrUnknown):
		s = b.unconfirmed(e, err)
	case errors.Is(err, coach.ErrUnavailable):
		b.log.Warn("not saved: the store is not available", "err", redact(err))
		s = notSaved()
	default:
		ref := e.reference()
		b.log.Error("unexpected error", "reference", ref, "err", redact(err))
		s = apology(ref)
	}
	return giveBack(s, line)
}

func refused(r coach.Refusal) *sheet {
	s := &sheet{}
	s.say(plain(r.Reason))
	if r.Hint != "" {
		s.hint(plain(r.Hint))
	}
	return s
}

func notSaved() *sheet {
	s := &sheet{}
	s.say("*Not saved:* my memory (Redis) can't be reached right now. Nothing else was changed.")
	s.hint("Please send it again in a minute. If it stays like this, tell whoever runs the bot.")
	return s
}

func workingOnIt(line string) *sheet {
	s := &sheet{}
	s.say("*Not saved yet:* my memory (Redis) is slow to answer. I'm still working on it and will tell you here.")
	return giveBack(s, line)
}

// unconfirmed is for a write whose answer got lost for good.
func (b *Bot) unconfirmed(e *envelope, err error) *sheet {
	ref := e.reference()
	b.log.Error("it is not known whether it was saved", "reference", ref, "err", redact(err))
	s := &sheet{}
	s.sayf("I can't tell whether this was saved: my memory (Redis) did not answer. Reference %s.", ref)
	s.hint("Look with /deal show before you send it again.")
	return s
}

func apology(ref string) *sheet {
	s := &sheet{}
	s.sayf("Sorry, something went wrong on my side. Reference %s.", ref)
	s.hint("Please try again; if it happens twice, give the reference to whoever runs the bot.")
	return s
}

// maxGivenBack keeps a given-back line within a message's limits.
const maxGivenBack = 20000

// giveBack adds what was typed, for copying.
func giveBack(s *sheet, line string) *sheet {
	if line != "" {
		s.hint("You typed:")
		s.say(quote(plainCut(line, maxGivenBack)))
	}
	return s
}

// notOurs refuses whoever the bot does not work for.
func (b *Bot) notOurs() error {
	return coach.Refuse("I work for the people of "+cmp.Or(b.home.TeamName, "my own workspace")+" only, and Slack does not count you among them.",
		"Nothing was shown, and nothing was saved.")
}

// unknownButton is for a button that the bot never made, or makes no more.
func unknownButton() error {
	return coach.Refuse("I don't know that button any more.", "Here is all I know: /deal help")
}

// notYours refuses without showing anything of the deal, and says whom to ask.
func (b *Bot) notYours(ctx context.Context, ref string) error {
	return coach.Refuse("Deal "+ref+" is not one of yours.", b.askManager(ctx))
}
