package store

import (
	"encoding/json"
	"fmt"
	"time"

	"dealcoach/internal/coach"
)

// eventRecord is one thing that happened to a deal.
type eventRecord struct {
	At   stamp  `json:"t,omitzero"`
	By   string `json:"b,omitzero"`
	Kind string `json:"k,omitzero"`
	Note string `json:"n,omitzero"`
	On   day    `json:"on,omitzero"`
	Via  string `json:"v,omitzero"`
	Deal int64  `json:"d,omitzero"`
}

func newEventRecord(e coach.Event) eventRecord {
	return eventRecord{
		At: stamp{e.At}, By: e.By, Kind: string(e.Kind), Note: e.Note, On: day{e.On}, Via: string(e.Via), Deal: e.Deal,
	}
}

func (r eventRecord) event() coach.Event {
	return coach.Event{
		At: r.At.Time, By: r.By, Kind: coach.EventKind(r.Kind), Note: r.Note, On: r.On.Date, Via: coach.Via(r.Via), Deal: r.Deal,
	}
}

// lastRecord is a deal's newest event, as the deal keeps it.
type lastRecord struct {
	At   *stamp  `json:"t,omitempty"` // usually the deal's Touch
	By   *string `json:"b,omitempty"` // usually its owner
	Kind string  `json:"k,omitzero"`
	Note string  `json:"n,omitzero"`
	On   day     `json:"on,omitzero"`
	Via  string  `json:"v,omitzero"`
	Deal int64   `json:"d,omitzero"`
}

func newLastRecord(d *coach.Deal) lastRecord {
	e := d.Last
	r := lastRecord{Kind: string(e.Kind), Note: e.Note, On: day{e.On}, Via: string(e.Via), Deal: e.Deal}
	at, by := d.Touch, d.Owner
	if e.Kind == "" {
		at, by = time.Time{}, "" // no event yet
	}
	r.At = stampOf(e.At).unless(at)
	if e.By != by {
		other := e.By
		r.By = &other
	}
	return r
}

// event reads it; at and by are when and whose it was, if it does not say.
func (r lastRecord) event(at time.Time, by string) coach.Event {
	if r.Kind == "" {
		at, by = time.Time{}, ""
	}
	if r.By != nil {
		by = *r.By
	}
	return coach.Event{
		At: r.At.or(at), By: by, Kind: coach.EventKind(r.Kind), Note: r.Note, On: r.On.Date, Via: coach.Via(r.Via), Deal: r.Deal,
	}
}

// line is an eventRecord as a line of a deal's history.
type line struct {
	S int `json:"s"`
	eventRecord
}

func writeLine(e coach.Event) (string, error) {
	text, err := json.Marshal(line{S: before, eventRecord: newEventRecord(e)})
	if err != nil {
		return "", fmt.Errorf("write history: %w", err)
	}
	return string(text), nil
}

func readLine(text string) (coach.Event, error) {
	var l line
	if err := fromJSON(text, &l); err != nil {
		return coach.Event{}, fmt.Errorf("read history: %w", err)
	}
	return l.event(), nil
}
