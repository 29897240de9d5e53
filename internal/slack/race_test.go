//go:build race

package slack

// underRace reports that the race detector watches, which makes decoding ten times
// slower.
const underRace = true
