package store

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	json2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"dealcoach/internal/coach"
)

// schema is the newest version of the stored records that this program writes, in
// their field s. Older ones are read for ever and written anew with the next
// change; newer ones are read as far as they are understood, but not written.
//
// A record that holds nothing but what the version before knows is written as
// before, so that during an upgrade both may change it: only what the older one
// would lose is kept from it.
const (
	schema = 3
	before = 2
)

// schemaFor is the schema of a record, by whether it holds something that the
// version before would lose.
func schemaFor(young bool) int {
	if young {
		return schema
	}
	return before
}

// seal writes a record that is compared before it is replaced: its version,
// which Lua reads, and its json.
func seal(version int64, record any) (string, error) {
	text, err := json.Marshal(record)
	if err != nil {
		return "", fmt.Errorf("write record: %w", err)
	}
	return strconv.FormatInt(version, 10) + " " + string(text), nil
}

// unseal reads such a record.
func unseal(value string, record any) (version int64, err error) {
	number, text, found := strings.Cut(value, " ")
	if version, err = strconv.ParseInt(number, 10, 64); err != nil || !found {
		return 0, fmt.Errorf("a stored record does not begin with its version")
	}
	if err := fromJSON(text, record); err != nil {
		return 0, fmt.Errorf("read record: %w", err)
	}
	return version, nil
}

// fromJSON reads json that the standard library wrote, in half its time.
func fromJSON(text string, into any) error {
	return json2.Unmarshal([]byte(text), into, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
}

// tooNew refuses to write over a record of a newer program, which may hold
// what this one would lose.
func tooNew(what string, s int) error {
	if s <= schema {
		return nil
	}
	return fmt.Errorf("%w: %s was written by a newer version of the program", coach.ErrUnavailable, what)
}
