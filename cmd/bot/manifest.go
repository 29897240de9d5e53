package main

import (
	"fmt"
	"io"
	"net/url"

	"dealcoach"
)

// printManifest prints the app manifest and the link with which Slack creates
// the app from it.
func printManifest(out io.Writer) error {
	_, err := fmt.Fprintf(out, "%s\n# Create the app: %s\n", dealcoach.Manifest, createLink())
	return err
}

// createLink is the address that opens Slack's form with the manifest filled
// in.
func createLink() string {
	return "https://api.slack.com/apps?" + url.Values{
		"new_app": {"1"}, "manifest_yaml": {string(dealcoach.Manifest)},
	}.Encode()
}
