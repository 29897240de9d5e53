package main

import (
	"strings"

	"dealcoach"
)

// without is what does not work without a scope, and how bad that is.
type without struct {
	grade
	what string
}

// withoutScope tells for each scope what is lost without it.
var withoutScope = map[string]without{
	"channels:history":  {risk, "after a restart of Redis the bot cannot see whether the digest is in its channel already"},
	"channels:read":     {risk, "a channel cannot be found by its #name"},
	"chat:write":        {wrong, "nothing can be posted"},
	"chat:write.public": {risk, "the digest reaches only channels that the bot was invited to"},
	"commands":          {wrong, "there is no /deal and no /call"},
	"dnd:read":          {risk, "the bot cannot see who wants to be left in peace"},
	"files:read":        {risk, "no file can be imported"},
	"files:write":       {risk, "nothing can be exported as a file"},
	"groups:history":    {risk, "after a restart of Redis the bot cannot see whether the digest is in its private channel already"},
	"groups:read":       {risk, "a private channel cannot be found"},
	"im:history":        {risk, "lines written to the bot are not heard"},
	"im:write":          {wrong, "nobody can be prompted"},
	"users:read":        {wrong, "nobody's name, zone and rights are known"},
	"users:read.email":  {risk, "nobody is found by their e-mail address"},
}

// missingScope says what is lost without a scope. Where Slack would take one of
// several, the first is named.
func missingScope(scope string) findings {
	scope, _, _ = strings.Cut(scope, ",")
	lost, ok := withoutScope[scope]
	if !ok {
		lost = without{risk, "a part of the bot does not work"}
	}
	return found(lost.grade, "scopes", "The scope "+scope+" is missing: "+lost.what+".",
		"Bring the app up to date with its manifest (bot manifest; App Manifest in its settings), and install it anew.")
}

// manifestScopes are the bot scopes that the manifest asks for.
func manifestScopes() []string {
	_, after, _ := strings.Cut(string(dealcoach.Manifest), "\n    bot:\n")
	var scopes []string
	for line := range strings.Lines(after) {
		scope, ok := strings.CutPrefix(strings.TrimSpace(line), "- ")
		if !ok {
			break
		}
		scopes = append(scopes, scope)
	}
	return scopes
}
