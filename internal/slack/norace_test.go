//go:build !race

package slack

// underRace reports that the race detector watches.
const underRace = false
