package store

import (
	"encoding/json"
	"fmt"

	"dealcoach/internal/coach"
)

// eventRecord is one thing that happened to a deal.
type eventRecord struct {
	At   stamp  `json:"t,omitzero"`
	By   string `json:"b,omitzero"`
	Kind string `json:"k,omitzero"`
	Note string `json:"n,omitzero"`
	On   day    `json:"on,omitzero"`
}

func newEventRecord(e coach.Event) eventRecord {
	return eventRecord{At: stamp{e.At}, By: e.By, Kind: string(e.Kind), Note: e.Note, On: day{e.On}}
}

func (r eventRecord) event() coach.Event {
	return coach.Event{At: r.At.Time, By: r.By, Kind: coach.EventKind(r.Kind), Note: r.Note, On: r.On.Date}
}

// line is an eventRecord as a line of a deal's history.
type line struct {
	S int `json:"s"`
	eventRecord
}

func writeLine(e coach.Event) (string, error) {
	text, err := json.Marshal(line{S: schema, eventRecord: newEventRecord(e)})
	if err != nil {
		return "", fmt.Errorf("write history: %w", err)
	}
	return string(text), nil
}

func readLine(text string) (coach.Event, error) {
	var l line
	if err := json.Unmarshal([]byte(text), &l); err != nil {
		return coach.Event{}, fmt.Errorf("read history: %w", err)
	}
	return l.event(), nil
}
