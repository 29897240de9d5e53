package store

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

var update = flag.Bool("update", false, "write anew how the stored records are read")

// Records of every version lie in testdata as that version wrote them, each field
// with a value of its own, and next to them how they are read. The records are
// never changed: a new version adds its own.
func TestRecordsOfEveryVersionAreReadForEver(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/records/*.record")
	if err != nil || len(files) < 18 {
		t.Fatalf("%d records, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".record")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, kind, _ := strings.Cut(name, "-")
			record, err := readAny(kind, strings.TrimSpace(string(text)))
			if err != nil {
				t.Fatal(err)
			}
			got, golden := spread(record), strings.TrimSuffix(file, ".record")+".read"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil || got != string(want) {
				t.Errorf("it is read as\n%s\nwant\n%s, %v", got, want, err)
			}
		})
	}
}

// readAny reads a record of a kind.
func readAny(kind, text string) (any, error) {
	switch kind {
	case "deal", "usual-deal":
		d, _, err := unsealDeal(text)
		return d, err
	case "rep":
		return readRep("U1", text)
	case "line":
		return readLine(text)
	case "prompt":
		var r promptRecord
		err := json.Unmarshal([]byte(text), &r)
		return r.prompt("prompt"), err
	case "digest":
		var r digestRecord
		err := json.Unmarshal([]byte(text), &r)
		return r.digest("digest"), err
	default:
		return nil, fmt.Errorf("no such record")
	}
}

// spread writes what was read, a field a line. Fields that are nothing are left
// out, so that a new one changes no file.
func spread(record any) string {
	var b strings.Builder
	v := reflect.ValueOf(record)
	for i := range v.NumField() {
		if !v.Field(i).IsZero() {
			fmt.Fprintf(&b, "%s: %s\n", v.Type().Field(i).Name, shown(v.Field(i)))
		}
	}
	return b.String()
}

func shown(v reflect.Value) string {
	if s, ok := v.Interface().(fmt.Stringer); ok {
		return s.String()
	}
	var parts []string
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if !v.Field(i).IsZero() {
				parts = append(parts, v.Type().Field(i).Name+": "+shown(v.Field(i)))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case reflect.Slice:
		for i := range v.Len() {
			parts = append(parts, shown(v.Index(i)))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.Map:
		for _, key := range v.MapKeys() {
			parts = append(parts, fmt.Sprint(key)+": "+shown(v.MapIndex(key)))
		}
		slices.Sort(parts)
		return "map[" + strings.Join(parts, ", ") + "]"
	default:
		return fmt.Sprint(v.Interface())
	}
}

// harmless are the keys of a deal's record that an older program may lose: which
// operation closed the deal, for the Undo of ten minutes; why it was last in a
// prompt, for a metric; and in which way it was last changed, which its history
// keeps.
var harmless = []string{"cp", "nu.s", "l.v", "l.d"}

// Whoever adds a field to a deal has the record kept from older programs, which
// would lose it, or says that they may.
func TestWhatAnOlderVersionWouldLoseIsKeptFromIt(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/records/schema2-deal.record")
	if err != nil {
		t.Fatal(err)
	}
	_, old, _ := strings.Cut(string(text), " ")
	known := keysOf(t, old)
	fields := reflect.TypeFor[coach.Deal]()
	for i := range fields.NumField() {
		name := fields.Field(i).Name
		t.Run(name, func(t *testing.T) {
			var d coach.Deal
			count := 0
			fillWith(reflect.ValueOf(&d).Elem().Field(i), &count)
			record := newDealRecord(&d)
			text, err := json.Marshal(record)
			if err != nil {
				t.Fatal(err)
			}
			var lost []string
			for _, key := range keysOf(t, string(text)) {
				if !slices.Contains(known, key) && !slices.Contains(harmless, key) {
					lost = append(lost, key)
				}
			}
			if (record.S == schema) != (len(lost) > 0) {
				t.Errorf("written with schema %d, though the version before would lose %q of\n%s", record.S, lost, text)
			}
		})
	}
}

func TestAPlainRepMayBeWrittenByTheVersionBefore(t *testing.T) {
	t.Parallel()
	day := coach.DateOf(time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))
	for story, tt := range map[string]struct {
		rep  coach.Rep
		want int
	}{
		"looked at, and no more": {coach.Rep{Since: time.Unix(1, 0), LookedOn: day}, before},
		"off until a day":        {coach.Rep{Back: day}, schema},
		"away since a day":       {coach.Rep{AwayFrom: day}, schema},
		"hours of their own":     {coach.Rep{From: 8 * 60, To: 16 * 60}, schema},
	} {
		t.Run(story, func(t *testing.T) {
			if got := newRepRecord(tt.rep).S; got != tt.want {
				t.Errorf("schema %d, want %d", got, tt.want)
			}
		})
	}
}

// keysOf lists the keys of an object, and of the objects in it as outer.inner.
func keysOf(t *testing.T, text string) []string {
	t.Helper()
	var object map[string]any
	if err := json.Unmarshal([]byte(text), &object); err != nil {
		t.Fatal(err)
	}
	var all []string
	for key, value := range object {
		inner, ok := value.(map[string]any)
		if !ok || key == "f" || key == "sh" { // their keys are data
			all = append(all, key)
			continue
		}
		for name := range inner {
			all = append(all, key+"."+name)
		}
	}
	return all
}

// fillWith gives every field a value of its own.
func fillWith(v reflect.Value, count *int) {
	*count++
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.UnixMilli(1794000000000 + int64(*count)).UTC()))
		return
	case coach.Date:
		v.Set(reflect.ValueOf(coach.DateOf(time.Date(2026, 11, 1+*count, 0, 0, 0, 0, time.UTC))))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("value ", *count))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*count))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Struct:
		for i := range v.NumField() {
			fillWith(v.Field(i), count)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fillWith(v.Index(0), count)
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fillWith(key, count)
		fillWith(value, count)
		v.SetMapIndex(key, value)
	}
}
