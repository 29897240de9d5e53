package workspace

import _ "embed"

// TestManifest is an app that asks for all that the tests use.
//
//go:embed testdata/manifest.yaml
var TestManifest []byte
