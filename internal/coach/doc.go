// Package coach knows selling, and nothing else: no Slack, no Redis, no clock.
// A function here has no ctx, because it does no I/O; now is a parameter.
//
// The tour:
//
//	deal.go, lifecycle.go, contact*.go  a deal, and every change of it as a method
//	answer.go, qualification.go,        that either applies a rule or returns a
//	reason.go, kindness.go, undo.go,    Refusal, and adds what happened to News
//	delete.go, merge.go, via.go         with who, when and in which way
//	situation.go, facts.go              what is going on with a deal, and why
//	script*.go, fill.go                 the words to say, as data from files
//	prompt.go, focus.go                 what a rep is told on a day
//	overview.go                         everything at a glance, sorted
//	digest*.go, stall.go                what the channel reads in a week
//	worktime.go, date.go, holiday*.go   days and hours of work
//	call*.go, addline.go, until.go,     what people type, understood; what is
//	when*.go, match.go, amount.go       not understood is never lost
//	expression.go, automaton*.go,       how their words are found without trying
//	wordmark.go, wording.go, clause.go  every phrase at every place
//	away.go, absent.go, notice.go       a rep's own hours and absences, and who is told
//	person.go, settings.go, timer.go,   who, how, when, and what goes out: the
//	message.go, delivery.go             values that the other packages share
//	import.go, revise.go                a deal as another system tells it
//	about.go, left.go                   what is kept of one person, and what stands
//	                                    where somebody was erased
//
// A situation is computed whenever it is looked at and never stored, so that a
// changed limit applies at once. Two clocks decide most of it: how long they have
// been silent, and how long we have.
//
// What the coach never does: it closes no deal by itself, writes to no prospect,
// and shows nothing in a channel that was written privately.
package coach
