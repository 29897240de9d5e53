//go:build race

package main

// underRace reports that the race detector watches, which makes a process start
// ten times slower.
const underRace = true
