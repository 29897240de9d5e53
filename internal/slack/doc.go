// Package slack is the Slack side of the coach: what people type and click
// comes in here, and everything they read goes out here. In this package,
// slack. is the slack-go library; nobody else imports it.
//
// The way of a command, there and back:
//
//	sockets → Bot.command (the table in commands.go) → parse (coach) →
//	Deals.Update (a coach rule inside) → sheet (text and blocks) → ack
//
// A click goes the same way, but is acknowledged first and then edits the
// message it was made in. What the coach says by itself arrives through Send:
// package schedule hands over a reference, and it is rendered from what the
// store holds at that moment. So is the Home tab (home.go, homesheet.go,
// homeoutlook.go), which thus follows every change.
//
// What takes longer than an answer may is an errand (errands.go): a file in the DM is
// read (importfile.go), shown as it was understood (importsheet.go) and imported
// (importrun.go) by package exchange; export.go is the way out.
//
// What one person is told once is notice.go, with absent.go (deals without anybody to
// look after them) and noplace.go (a digest without a channel). A prompt waits for its
// reader's peace in dnd.go.
//
// The connections are sockets.go (all of them), connection.go (one place at Slack,
// on which one socket follows the other), socket.go (the life of one), gate.go (the
// pause before each is opened), frame.go and framecommand.go (what is read),
// crew.go (who handles what comes), ack.go, acktext.go, company.go and wire.go (what
// is written), and stop.go; docs/decisions/0009 tells what can go wrong with them. The
// rooms and people of the workspace are rooms.go and people.go, and crowd.go when
// there are thousands; what a failed call
// means for a message is fate.go.
//
// What holds everywhere:
//
//   - Store first, then speak: no text claims what is not committed.
//   - Foreign text passes through plain, which escapes it.
//   - Each message's top-level text says all that its blocks say.
//   - An error becomes words in one place, errors.go.
package slack
