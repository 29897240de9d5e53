package coach

// Later is what comes with an answer that puts the deal off.
type Later struct {
	On     Date
	Reason string // theirs; empty when they gave none
}

// Answer applies what came back to a script. The answer's effect decides, never
// the script's words.
func (d *Deal) Answer(a Act, answer Answer, later Later) error {
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
		return d.putOff(a, later.On, later.Reason, later.Reason)
	case SayNo:
		d.touch(a)
		return d.Close(a, Lost, "")
	case StaySilent:
		d.attempt(a)
		d.rest(a.Today())
		d.record(a, Attempted, "", Date{})
		return nil
	default:
		return Refuse("I don't know what “"+answer.Label+"” does to a deal.", "Log it with /call "+d.Ref()+" and what happened.")
	}
}
