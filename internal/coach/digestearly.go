package coach

import (
	"strings"
	"time"
)

// EarlyFor is how long before its instant a digest may be posted early: long
// enough for any day of a working week, and short enough that it is not taken
// for the week after.
const EarlyFor = 5 * 24 * time.Hour

// EarlyFrom is the instant from which the digest may be posted early.
func (d Digest) EarlyFrom() time.Time { return d.To.Add(-EarlyFor) }

// editFor is how long after a digest's instant an edit waits for a post that is
// still on its way: what is posted later shows the whole week anyway.
const editFor = 24 * time.Hour

const editPrefix = "edit:"

// EditID is the id of the job that brings a posted digest, or a page of its
// thread, up to date.
func EditID(message string) string { return editPrefix + message }

// EditedBy returns the id of the message that such a job brings up to date.
func EditedBy(edit string) string { return strings.TrimPrefix(edit, editPrefix) }

// Edits returns what brings the early post of the week up to date with the
// digest: the post, and each page that its thread had. The pages that it did not
// have are among Messages.
func (d Digest) Edits(early Digest) []Message {
	var all []Message
	for _, m := range early.Messages() {
		all = append(all, Message{ID: EditID(m.ID), Kind: EditMessage, To: d.Channel, NotAfter: d.To.Add(editFor)})
	}
	return all
}

// EditWait is how long an edit waits for a post that has not arrived: a second at
// first, and longer and longer, because a page may never come.
func EditWait(m Message, now time.Time) time.Duration {
	const longest = 10 * time.Minute
	waited := now.Sub(m.NotAfter.Add(-editFor))
	return min(max(waited/2, time.Second), longest)
}
