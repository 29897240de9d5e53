package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"dealcoach/internal/coach"
)

// Whatever lies in Redis is read or refused, and what was read can be written
// and read again without becoming anything else. These are hard to read:
var strange = []string{
	"", " ", "1", "1 ", "1 null", "1 {}", "x {}", "-1 {}", "1 []", "1 {", "9223372036854775808 {}", "1  {}",
	`1 {"s":1,"id":1,"n":"A\u0000\ud800","st":"open","t":-62135596800000,"cr":9223372036854775807,"rv":"2026-11-23"}`,
	`1 {"s":1,"cb":{"on":"2026-02-30"}}`, `1 {"s":1,"rv":"0000-01-01"}`, `1 {"s":1,"f":{"need":{"w":"x","t":1},"":{}},"sh":{}}`,
	`1 {"s":1,"t":null,"cb":null,"l":null}`, `1 {"s":2,"future":[1],"S":3}`, `1 {"s":1,"v":1e2}`,
	`{"s":1,"t":1,"k":"touch","n":"` + "\xff" + `","on":"2026-11-23"}`, `{"s":1,"c":[{"d":1}],"m":[],"fo":[1,2]}`,
	`{"s":1,"w":{"n":1,"top":[{"d":1,"n":"Acme"}]},"fo":[{"d":1,"st":"won"}],"sl":[{"sg":"x","q":1}],"rs":[{}]}`,
}

func FuzzDealRecord(f *testing.F) {
	seed(f, coach.Deal{}, func(d coach.Deal) (string, error) { return sealDeal(&d) })
	f.Fuzz(func(t *testing.T, text string) {
		stable(t, text, func(text string) (coach.Deal, error) { d, _, err := unsealDeal(text); return d, err },
			func(d coach.Deal) (string, error) { return sealDeal(&d) })
	})
}

func FuzzHistoryLine(f *testing.F) {
	seed(f, coach.Event{At: time.Now(), Kind: coach.Touched}, writeLine)
	f.Fuzz(func(t *testing.T, text string) { stable(t, text, readLine, writeLine) })
}

func FuzzPromptRecord(f *testing.F) {
	write := func(p coach.Prompt) (string, error) { return asJSON(newPromptRecord(p)) }
	seed(f, coach.Prompt{Rep: "U1", Cards: []coach.Card{{Deal: 1}}}, write)
	f.Fuzz(func(t *testing.T, text string) {
		stable(t, text, func(text string) (coach.Prompt, error) {
			var r promptRecord
			err := json.Unmarshal([]byte(text), &r)
			return r.prompt("p"), err
		}, write)
	})
}

func FuzzDigestRecord(f *testing.F) {
	write := func(d coach.Digest) (string, error) { return asJSON(newDigestRecord(d)) }
	seed(f, coach.Digest{Channel: "C1", Won: coach.Outcome{Count: 1}}, write)
	f.Add(`{"c":[{}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		stable(t, text, func(text string) (coach.Digest, error) {
			var r digestRecord
			err := json.Unmarshal([]byte(text), &r)
			return r.digest("d"), err
		}, write)
	})
}

// An attempt is what a script answers, in words.
func FuzzAttempt(f *testing.F) {
	f.Add("send 1 1795420800000 1 prompt U1 1795449600000 ")
	f.Add("send 1 1.7954208e+12 1 refresh U1 -62135596800000 1")
	f.Add("send 2 1795420800000 1 notice U1 1795449600000  53c824cc")
	f.Add("send 1 NaN 0 prompt U1 1e300 0")
	f.Add("send")
	f.Fuzz(func(t *testing.T, text string) {
		read := func(text string) (d coach.Delivery, err error) {
			var words []any
			for w := range strings.SplitSeq(text, " ") {
				words = append(words, w)
			}
			err = readAttempt(&d, words)
			// Lua counts milliseconds in floats, which are exact that far only.
			if max(d.First.UnixMilli(), -d.First.UnixMilli(), d.NotAfter.UnixMilli(), -d.NotAfter.UnixMilli()) >= 1<<53 {
				err = errors.New("an instant that no clock shows")
			}
			return d, err
		}
		stable(t, text, read, func(d coach.Delivery) (string, error) {
			doubtful := ""
			if d.Doubtful {
				doubtful = "1"
			}
			return fmt.Sprint("send ", d.Attempt, " ", d.First.UnixMilli(), " ", d.Round, " ", d.Kind, " ", d.To,
				" ", d.NotAfter.UnixMilli(), " ", doubtful, " ", d.Cause), nil
		})
	})
}

func seed[T any](f *testing.F, one T, write func(T) (string, error)) {
	text, err := write(one)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	for _, text := range strange {
		f.Add(text)
	}
}

// stable expects that a text is refused, or is the same however often it is
// read and written.
func stable[T any](t *testing.T, text string, read func(string) (T, error), write func(T) (string, error)) {
	t.Helper()
	one, err := read(text)
	if err != nil {
		return
	}
	written, err := write(one)
	if err != nil {
		t.Fatalf("%q was read and cannot be written: %v", text, err)
	}
	two, err := read(written)
	if err != nil {
		t.Fatalf("%q cannot be read again: %v", written, err)
	}
	if diff := cmp.Diff(one, two, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%q is read as something else the second time (-first +second):\n%s", text, diff)
	}
	if again, err := write(two); err != nil || again != written {
		t.Errorf("%q became %q, %v", written, again, err)
	}
}

func asJSON(record any) (string, error) {
	text, err := json.Marshal(record)
	return string(text), err
}
