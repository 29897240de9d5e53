package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"dealcoach/internal/coach"
)

// deadLettersShown is how many dead letters the doctor lists, and fresh how long
// one counts as a risk: what is longer past is only told.
const (
	deadLettersShown = 20
	fresh            = 7 * 24 * time.Hour
)

// How long things may wait while a bot runs: a message that Slack refuses for the
// moment is tried again for a while, a timer is looked at within seconds.
const (
	messageWaits = 15 * time.Minute
	timerWaits   = 5 * time.Minute
)

// messages looks at what was not delivered yet, never will be, or should have
// been looked at.
func (x *examination) messages(ctx context.Context) findings {
	if x.store == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, redisWithin)
	defer cancel()
	backlog, err1 := x.store.Backlog(ctx)
	dead, err2 := x.store.DeadLetters(ctx, deadLettersShown)
	due, waits, err3 := x.store.NextDue(ctx)
	if err := errors.Join(err1, err2, err3); err != nil {
		return found(wrong, "messages", err.Error(), "Look at what is said about redis.")
	}
	all := found(fine, "messages", fmt.Sprintf("%d on their way", backlog.Waiting), "")
	if backlog.Oldest > messageWaits {
		all = found(risk, "messages", fmt.Sprintf("%d on their way; the oldest waits since %s.", backlog.Waiting, backlog.Oldest.Round(time.Minute)),
			"See that a bot runs; its log says why Slack does not take them.")
	}
	if late := time.Since(due); waits && late > timerWaits && x.rehearsal == nil {
		all = all.and(found(risk, "timers", fmt.Sprintf("What was due %s ago has not been looked at: prompts and digests wait.", late.Round(time.Minute)),
			"See that a bot runs on this Redis, and what its log says."))
	}
	for _, letter := range dead {
		grade := risk
		if time.Since(letter.At) > fresh {
			grade = note
		}
		all = all.and(found(grade, "messages", fmt.Sprintf("%s could not be delivered to %s on %s: %s",
			letter.ID, letter.To, letter.At.Format("2 Jan 15:04 MST"), letter.Reason), letterAdvice(letter)))
	}
	if more := backlog.Dead - len(dead); more > 0 {
		all = all.and(found(note, "messages", fmt.Sprintf("%d more could not be delivered before.", more), ""))
	}
	return all
}

// letterAdvice says what to do about an undeliverable message, by Slack's name
// for the reason.
func letterAdvice(letter coach.DeadLetter) string {
	switch {
	case strings.HasPrefix(letter.Reason, "not_in_channel"), letter.Reason == "channel_not_found":
		return "Invite the bot to the channel: /invite @dealcoach"
	case letter.Reason == "is_archived":
		return "Choose another channel in DIGEST_CHANNEL or with /deal settings."
	case letter.Reason == "messages_tab_disabled":
		return "Turn on the Messages tab: the app's page App Home."
	case letter.Reason == "missing_scope":
		return "Install the app anew with the manifest: bot manifest"
	case strings.HasPrefix(letter.Reason, "restricted_action"):
		return "The workspace or the channel restricts who may post; ask its admins."
	case strings.HasPrefix(letter.Reason, "user_"), letter.Reason == "cannot_dm_bot":
		return "The person cannot be written to any more; give their deals to somebody else."
	default:
		return ""
	}
}
