package store

import (
	"encoding/json"
	"fmt"
	"testing"

	"dealcoach/internal/coach"
)

// 5,000 closed deals in one week, with names as long as they get, are one record
// that Redis takes and gives at once.
func TestTheRecordOfACrowdedWeekStaysSmall(t *testing.T) {
	d := coach.Digest{ID: "digest:C1:2026-W48", Channel: "C1"}
	for i := range 5000 {
		d.Lost.More = append(d.Lost.More, coach.Ended{
			Deal: int64(i + 1), Name: fmt.Sprintf("%0*d", coach.MaxName, i), Owner: "U0123456789", Value: 12_345_00,
		})
	}
	d.Lost.Count = len(d.Lost.More)
	text, err := json.Marshal(newDigestRecord(d))
	if err != nil {
		t.Fatal(err)
	}
	if len(text) > 1<<20 {
		t.Errorf("it takes %d bytes", len(text))
	}
	var r digestRecord
	if err := json.Unmarshal(text, &r); err != nil || len(r.digest(d.ID).Lost.More) != 5000 {
		t.Errorf("it is read as %d deals, %v", len(r.digest(d.ID).Lost.More), err)
	}
	t.Logf("%d bytes", len(text))
}
