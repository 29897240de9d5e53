//go:build !race

package main

// underRace reports that the race detector watches.
const underRace = false
