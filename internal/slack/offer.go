package slack

import (
	"fmt"
	"time"
)

// offerLasts is how long a preview may be taken up. What it would do changes with
// the deals.
const offerLasts = 24 * time.Hour

// offer is what the button under a preview imports: the file that was shown, and
// no other. It comes back from outside, so nothing in it is trusted.
type offer struct {
	file string // Slack's id
	hash string // of its content
	at   time.Time
}

// String writes the offer for a button's value.
func (o offer) String() string { return fmt.Sprintf("%s %s %d", o.file, o.hash, o.at.UnixMilli()) }

// readOffer reads what String wrote, and nothing else.
func readOffer(value string) (o offer, ok bool) {
	var ms int64
	n, err := fmt.Sscanf(value, "%s %s %d", &o.file, &o.hash, &ms)
	o.at = time.UnixMilli(ms)
	return o, err == nil && n == 3 && o.String() == value
}

// holds reports whether the offer still stands at now.
func (o offer) holds(now time.Time) bool {
	age := now.Sub(o.at)
	return age > -clocksDiffer && age < offerLasts
}
