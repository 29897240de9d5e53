package main

import (
	"cmp"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
)

// version and commit are set by the release build (see scripts/release).
var version, commit string

// build tells which program this is: what the release build says, else what Go
// knows of the checkout.
func build() (v, c string) {
	v, c = version, commit
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return cmp.Or(v, "development"), cmp.Or(c, "unknown")
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			c = cmp.Or(c, s.Value)
		}
	}
	if info.Main.Version != "(devel)" {
		v = cmp.Or(v, info.Main.Version)
	}
	return cmp.Or(v, "development"), cmp.Or(c, "unknown")
}

// printVersion is `bot version`.
func printVersion(out io.Writer) error {
	v, c := build()
	_, err := fmt.Fprintf(out, "Deal Coach %s, commit %s, %s %s/%s\n", v, c, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
