package coach

import (
	"strings"
	"time"
)

// Timer is something to look at when its time has come. There is one per rep,
// one for the digest, and one for each digest that was posted early.
type Timer struct {
	Name string
	Due  time.Time // on the bot's clock
}

// DigestTimer is the name of the weekly digest's timer.
const DigestTimer = "digest"

const promptTimer = "prompt:"

// PromptTimer is the name of a rep's timer.
func PromptTimer(rep string) string { return promptTimer + rep }

// Rep returns whose prompt the timer is for, if it is for one.
func (t Timer) Rep() (id string, ok bool) { return strings.CutPrefix(t.Name, promptTimer) }

const earlyTimer = "early:"

// EarlyTimer looks after a digest that was posted early, shortly after its
// instant: a program that knows no early digests passes it over then.
func EarlyTimer(d Digest) Timer { return Timer{earlyTimer + d.ID, d.To.Add(time.Minute)} }

// Early returns which digest the timer looks after, if it is for an early one.
func (t Timer) Early() (id string, ok bool) { return strings.CutPrefix(t.Name, earlyTimer) }

// Op is the operation id of the commit that the timer leads to: each timer and
// instant leads to one.
func (t Timer) Op() string { return "timer:" + t.Name + ":" + t.Due.UTC().Format(time.RFC3339Nano) }
