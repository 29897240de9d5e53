package coach

import (
	"strings"
	"time"
)

// Timer is something to look at when its time has come. There is one per rep
// and one for the digest.
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

// Op is the operation id of the commit that the timer leads to: each timer and
// instant leads to one.
func (t Timer) Op() string { return "timer:" + t.Name + ":" + t.Due.UTC().Format(time.RFC3339Nano) }
