package workspace

import "time"

// Reply is what somebody sees of an app's reaction.
type Reply struct {
	Acked   bool
	Took    time.Duration     // from sending to the acknowledgement or to giving up, real time
	Message *Message          // the message that came with the acknowledgement of a command
	Problem string            // empty, or what went wrong; see the constants
	Errors  map[string]string // of a form: what is wrong, by block id. The app's words, or Slack's own before it is sent.
}

// Problems of a Reply. One that starts with InvalidPayload goes on with the reason.
const (
	TimedOut       = "operation_timeout" // not acknowledged in time
	NoSocket       = "dispatch_failed"   // no socket was up
	TooLarge       = "dropped_20kb"      // every acknowledgement had 20 KB or more, which Slack ignores
	Fragmented     = "dropped_fragments" // every acknowledgement came in several frames, which Slack is said to ignore
	InvalidPayload = "invalid_payload: " // Slack would not take what came with the acknowledgement
)

func (o outcome) reply() Reply { return Reply{Acked: o.acked, Took: o.took, Problem: o.problem} }
