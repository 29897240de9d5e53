package store

import (
	"strconv"
	"time"
)

// keys names every key of a team. Each method is one key: its type, how long
// it lives, and why it is there.
type keys struct{ team, prefix string }

// keysFor names the keys of a team.
func keysFor(team string) keys { return keys{team, "dc:{" + team + "}:"} }

// How long records are kept that do not stay for ever.
const (
	opLife     = 48 * time.Hour       // Slack redelivers for an hour; a weekend's retries fit too
	promptLife = 60 * 24 * time.Hour  // its buttons may be clicked that long
	digestLife = 400 * 24 * time.Hour // a year back, for reading
	outLife    = 60 * 24 * time.Hour  // of a message's record: as long as its prompt
)

// Sizes of what is capped.
const (
	historyCap = 200   // lines of a deal's history
	deadCap    = 10000 // dead letters, roughly
)

// of makes a key. It and one are the only places that do, so that every key
// carries the team's hash tag: a Redis Cluster then keeps all of them on one slot,
// which scripts need.
func (k keys) of(name string) string { return k.prefix + name }

// one makes the key of one of its kind.
func (k keys) one(kind, name string) string { return k.prefix + kind + name }

// numbered makes the key of what has a deal's number.
func (k keys) numbered(kind string, id int64) string { return k.one(kind, strconv.FormatInt(id, 10)) }

// ids: number, for ever. The last deal id that was given out.
func (k keys) ids() string { return k.of("ids") }

// deal: string "<version> <json>", for ever. One string takes a quarter of the
// memory of a hash with a long field.
func (k keys) deal(id int64) string { return k.numbered("deal:", id) }

// op: string, 48 hours. The result of an operation, so that repeating it
// changes nothing.
func (k keys) op(id string) string { return k.one("op:", id) }

// history: list of json lines, newest first, capped, for ever. A stream per
// deal would take ten times the memory.
func (k keys) history(id int64) string { return k.numbered("hist:", id) }

// open: sorted set of deal ids by last touch in ms, for ever. The team's open
// deals, the most silent ones first.
func (k keys) open() string { return k.of("open") }

// own: as open, of one rep.
func (k keys) own(user string) string { return k.one("own:", user) }

// closed: sorted set of deal ids by closing time in ms, for ever. For the
// digest and for reading back.
func (k keys) closed() string { return k.of("closed") }

// closedOf: as closed, of one rep.
func (k keys) closedOf(user string) string { return k.one("closed:", user) }

// revisits: sorted set of a rep's closed deals by the day of another look, as
// 20261124, for ever.
func (k keys) revisits(user string) string { return k.one("revisits:", user) }

// deleted: sorted set of deleted deals' ids by that instant in ms, for ever; what
// has lapsed is removed with the next. For bringing them back: the deal and its
// history themselves live for a week then.
func (k keys) deleted() string { return k.of("deleted") }

// focus: sorted set of the deals that were chosen for a week, all scores 0, for
// ever. What became of them is told in that week's digest.
func (k keys) focus(week string) string { return k.one("focus:", week) }

// undo: string "<version> <json>" of a deal before an operation, 10 minutes. What
// taking it back puts back.
func (k keys) undo(op string) string { return k.one("undo:", op) }

// names: sorted set of "<start of the normalised name>\x00<deal id>", all
// scores 0, for ever. Ordered by the text, so that a prefix is a range. A rep
// has none of their own: their deals are in own and closed.
func (k keys) names() string { return k.of("names") }

// external: hash from an id of another system, from a row that was imported
// without one, or from the number of a deal that was merged away, to the deal's id,
// for ever. So that importing again doubles nothing.
func (k keys) external() string { return k.of("external") }

// due: sorted set of timers by instant in ms on the bot's clock, for ever. What
// is waiting for its time.
func (k keys) due() string { return k.of("due") }

// claimed: sorted set of timers by the end of their lease in ms of the server's
// real time, for ever. What somebody is looking at right now.
func (k keys) claimed() string { return k.of("claimed") }

// claims: hash from a claimed timer to the instant it was due at, for ever.
// Where it goes back to when its lease runs out.
func (k keys) claims() string { return k.of("claims") }

// rep: string "<version> <json>", for ever.
func (k keys) rep(id string) string { return k.one("rep:", id) }

// absent: sorted set of reps who are gone or away for long, all scores 0, for ever.
// Their deals are shown to the managers.
func (k keys) absent() string { return k.of("absent") }

// watchers: sorted set of the people who look at the team on their Home tab, all
// scores 0, for ever. Theirs are drawn anew when anybody's deal changes.
func (k keys) watchers() string { return k.of("watchers") }

// prompt: string of json, 60 days. Its id is the message's.
func (k keys) prompt(id string) string { return k.one("prompt:", id) }

// digest: string of json, 400 days. Its id is the message's.
func (k keys) digest(id string) string { return k.one("digest:", id) }

// digestVersion: string "<version> ", 400 days. How often a week's digest was
// written: it may be posted early, and is written anew at its instant. The record
// itself begins with no version, because programs before this one read it.
func (k keys) digestVersion(id string) string { return k.one("digestv:", id) }

// digested: number, for ever. The last digest's instant in ms.
func (k keys) digested() string { return k.of("digested") }

// outbox: stream of message ids, for ever. An entry is removed when its message
// is done, deferred or dead; it is never trimmed, which would lose messages.
func (k keys) outbox() string { return k.of("out") }

// group is the outbox's consumer group.
const group = "send"

// message: hash, 60 days. State, attempts and place of one message: st pending,
// sending, sent or dead; n attempts; first attempt in ms; tok and until of the
// lease; round; k kind; to; na not after in ms; by cause; ch and ts where it was posted.
// It outlives the outbox's entry, so that a message is never made twice. That of a
// Home tab also tells that its owner has opened it.
func (k keys) message(id string) string { return k.one("msg:", id) }

// server: hash, for ever. Which Redis process the state was last seen on, and
// the guard after a change (see lua/server.lua).
func (k keys) server() string { return k.of("server") }

// retry: sorted set of message ids by the server's real time in ms, for ever.
// Deferred messages on their way back to the outbox.
func (k keys) retry() string { return k.of("retry") }

// dead: stream of dead letters, trimmed roughly, for ever.
func (k keys) dead() string { return k.of("dead") }

// settings: string "<version> <json>", for ever. What managers saved in Slack,
// which wins over the environment.
func (k keys) settings() string { return k.of("settings") }

// settingsLog: list of json lines, newest first, the last 200, for ever. Who saved
// which settings, and what they were before.
func (k keys) settingsLog() string { return k.of("settings-log") }

// restoring: string, until a restore has ended: the dump's first line. While it is
// there, half of the state may be missing.
func (k keys) restoring() string { return k.of("restoring") }

// reached: number, for ever. When any instance reached Slack last, in ms of real
// time.
func (k keys) reached() string { return k.of("reached") }

// facts: hash, for ever. Small facts kept for the program, and how each person
// looks at their Home tab.
func (k keys) facts() string { return k.of("facts") }
