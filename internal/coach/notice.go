package coach

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Notice is something that one person is told once, in a direct message. All of
// it stands in its message's id, so that it is never told twice and needs no record
// of its own.
type Notice struct {
	What  NoticeKind
	To    string // who reads it, a Slack user id
	About string // the deal, the person or the channel that it is about
	By    string // whose doing it was; may be empty
	When  string // tells it apart from an earlier one about the same
}

// NoticeKind says what a notice tells.
type NoticeKind string

// What there is to tell. No part of a notice holds a colon.
const (
	GivenNotice     NoticeKind = "given"     // a deal was given to the reader
	HandedNotice    NoticeKind = "handed"    // all deals of somebody were
	GoneNotice      NoticeKind = "gone"      // somebody's account was deactivated; for managers
	AwayNotice      NoticeKind = "away"      // somebody is off for long; for managers
	NoChannelNotice NoticeKind = "nochannel" // the digest cannot be posted; for managers
)

// ForManagers reports whether only managers are told so.
func (k NoticeKind) ForManagers() bool {
	return k == GoneNotice || k == AwayNotice || k == NoChannelNotice || k == BlindNotice
}

const noticePrefix = "notice:"

// Message is the message that tells the notice.
func (n Notice) Message() Message {
	id := noticePrefix + strings.Join([]string{string(n.What), n.To, n.About, n.By, n.When}, ":")
	return Message{ID: id, Kind: NoticeMessage, To: n.To}
}

// ReadNotice reads the id of a notice's message.
func ReadNotice(id string) (Notice, bool) {
	rest, ours := strings.CutPrefix(id, noticePrefix)
	parts := strings.Split(rest, ":")
	if !ours || len(parts) != 5 {
		return Notice{}, false
	}
	return Notice{NoticeKind(parts[0]), parts[1], parts[2], parts[3], parts[4]}, true
}

// Deal is the deal that the notice is about; 0 when it is about none.
func (n Notice) Deal() int64 {
	id, err := strconv.ParseInt(n.About, 10, 64)
	if n.What != GivenNotice || err != nil {
		return 0
	}
	return id
}

// ToEach makes the notice for each of several readers.
func (n Notice) ToEach(readers []string) []Message {
	var all []Message
	for _, reader := range readers {
		n.To = reader
		all = append(all, n.Message())
	}
	return all
}

// given tells the new owner that the deal was given to them, unless they took it
// themselves or are told of several at once.
func (d Deal) given() []Message {
	if d.Told {
		return nil
	}
	var all []Message
	for _, e := range d.News {
		if e.Kind == Assigned && e.By != e.Note && e.By != "" && e.Note == d.Owner {
			n := Notice{GivenNotice, d.Owner, strconv.FormatInt(d.ID, 10), e.By, moment(e.At)}
			all = append(all, n.Message())
		}
	}
	return all
}

func moment(at time.Time) string { return strconv.FormatInt(at.UnixMilli(), 10) }

// Handed is the notice that all deals of somebody were given to another.
func Handed(a Act, from, to string) Notice {
	return Notice{HandedNotice, to, from, a.By, moment(a.At)}
}

// ErrNoChannel means that a channel is not there, or not for the bot to see.
var ErrNoChannel = errors.New("no channel")

// Everybody lists people once, without the ones that are empty.
func Everybody(lists ...[]string) []string {
	all := slices.DeleteFunc(slices.Concat(lists...), func(id string) bool { return id == "" })
	slices.Sort(all)
	return slices.Compact(all)
}
