package store

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"dealcoach/internal/coach"
)

// delivery is one attempt as the store and the model gave it. Whoever holds it
// may end it, late and more than once, or never.
type delivery struct{ store, model coach.Delivery }

// receive takes all that can be taken, at once or one by one. An entry that has
// nothing to deliver any more may be seen first, so one by one needs patience.
func (w *twins) receive(t *rapid.T) {
	n, rounds := 100, 1
	if rapid.Bool().Draw(t, "one by one") && w.clock.lease >= time.Second {
		n, rounds = 1, 20
	}
	var got, modelled []coach.Delivery
	for range rounds {
		some, err := w.store.Receive(t.Context(), "reader", n, 0, w.clock.lease)
		modelSome, modelErr := w.model.Receive(t.Context(), "reader", n, 0, w.clock.lease)
		same(t, "receive", true, true, err, modelErr)
		got, modelled = append(got, some...), append(modelled, modelSome...)
	}
	// A message may lie there twice, so the order tells nothing.
	for _, deliveries := range [][]coach.Delivery{got, modelled} {
		slices.SortFunc(deliveries, func(a, b coach.Delivery) int { return strings.Compare(a.ID, b.ID) })
	}
	same(t, "deliveries", w.plain(got), w.plain(modelled), nil, nil)
	for i := range got {
		w.held = append(w.held, delivery{got[i], modelled[i]})
	}
	w.clock.taken()
}

// plain leaves out of deliveries what is each one's own.
func (w *twins) plain(deliveries []coach.Delivery) []coach.Delivery {
	var plain []coach.Delivery
	for _, d := range deliveries {
		d.Entry, d.Token, d.Cause, d.Until = "", "", "", time.Time{}
		if !w.clock.exact {
			d.First = time.Time{}
		}
		plain = append(plain, d)
	}
	return plain
}

// holder is somebody who has received a message, perhaps too long ago.
func (w *twins) holder(t *rapid.T) delivery {
	if len(w.held) == 0 {
		t.Skip("nothing was ever received")
	}
	return rapid.SampledFrom(w.held[max(0, len(w.held)-6):]).Draw(t, "delivery")
}

func (w *twins) openHome(t *rapid.T) {
	user := people.Draw(t, "user")
	same(t, "open the Home of "+user, true, true, w.store.ShowHome(t.Context(), user), w.model.ShowHome(t.Context(), user))
}

func (w *twins) finish(t *rapid.T) {
	d := w.holder(t)
	if d.store.Kind.Edits() && w.movedOn(t, d.store) {
		t.Skip("a late finish of a refresh that lies elsewhere by now")
	}
	p := coach.Posted{Channel: "D1", TS: fmt.Sprint(w.number)}
	if rapid.Bool().Draw(t, "dropped") {
		p = coach.Posted{}
	}
	stands, err := w.store.Finish(t.Context(), d.store, p)
	modelled, modelErr := w.model.Finish(t.Context(), d.model, p)
	same(t, "where it stands", stands, modelled, err, modelErr)
	stands, ok, err := w.store.Posted(t.Context(), d.store.ID)
	modelled, modelOK, modelErr := w.model.Posted(t.Context(), d.store.ID)
	same(t, "posted", ok, modelOK, err, modelErr)
	same(t, "place", stands, modelled, err, modelErr)
}

// movedOn reports whether a message that is not done lies in another entry than
// the one it was received with. To finish it then leaves that entry behind. With
// the next refresh it may come too soon, which does no harm, but the model is
// exact.
func (w *twins) movedOn(t *rapid.T, d coach.Delivery) bool {
	state := w.store.db.HGet(t.Context(), w.store.keys.message(d.ID), "st").Val()
	lies := w.store.db.XRange(t.Context(), w.store.keys.outbox(), d.Entry, d.Entry).Val()
	return (state == "pending" || state == "sending") && len(lies) == 0
}

func (w *twins) putOff(t *rapid.T) {
	d, wait := w.holder(t), rapid.SampledFrom(w.clock.waits).Draw(t, "wait")
	same(t, "defer", true, true, w.store.Defer(t.Context(), d.store, wait), w.model.Defer(t.Context(), d.model, wait))
}

func (w *twins) bury(t *rapid.T) {
	d := w.holder(t)
	same(t, "bury", true, true, w.store.Bury(t.Context(), d.store, "no such user"), w.model.Bury(t.Context(), d.model, "no such user"))
	letters, err := w.store.DeadLetters(t.Context(), 5)
	modelled, modelErr := w.model.DeadLetters(t.Context(), 5)
	for i := range min(len(letters), len(modelled)) {
		if !w.clock.exact {
			letters[i].At = modelled[i].At
		}
	}
	same(t, "dead letters", letters, modelled, err, modelErr)
}
