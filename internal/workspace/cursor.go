package workspace

import (
	"encoding/base64"
	"slices"
	"strings"
)

// pageOf cuts one page out of a list: up to limit entries from the one that the
// cursor names, and the cursor of the next page, empty at the end. key is the
// name of an entry, so that a list that grows meanwhile is still read whole and
// nothing is read twice.
func pageOf[T any](list []T, cursor string, limit int, key func(T) string) ([]T, string, error) {
	from := 0
	if cursor != "" {
		text, err := base64.StdEncoding.DecodeString(cursor)
		name, ok := strings.CutPrefix(string(text), "next:")
		from = slices.IndexFunc(list, func(e T) bool { return key(e) == name })
		if err != nil || !ok || from < 0 {
			return nil, "", refuse("invalid_cursor")
		}
	}
	to := min(from+limit, len(list))
	next := ""
	if to < len(list) {
		next = base64.StdEncoding.EncodeToString([]byte("next:" + key(list[to])))
	}
	return append([]T{}, list[from:to]...), next, nil
}

func itself(id string) string { return id }

func nextCursor(next string) map[string]string { return map[string]string{"next_cursor": next} }
