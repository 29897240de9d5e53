// Package dealcoach holds what the product asks of Slack: the app manifest.
// It lies at the root because people look for it here; cmd/bot prints it, and
// the local workspace grants the bot exactly what it asks for.
package dealcoach

import _ "embed"

// Manifest is the Slack app manifest, version 2, as YAML.
//
//go:embed manifest.yaml
var Manifest []byte
