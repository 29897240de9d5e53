// Package prompts holds the scripts: the words the coach hands to a rep, one
// Markdown file each.
//
// A file begins with a front matter between two lines of ---:
//
//	id           the file's name without .md
//	title        what the rep sees above the words
//	source       whose technique it is: author and title
//	when         when to use it, in one sentence
//	how          say, voicemail or e-mail (the last two count as an attempt)
//	situations   where the script leads: quiet, quiet-again, call-back-due, asked …
//	rank         among several that fit, the lowest comes first
//	placeholders the ones in use, of: contact, company, benefit, rep
//	answers      what may come back: id, label (30 characters at most) and
//	             effect (forward, later, no, no-answer)
//
// Then come the wordings, each under a heading "## a", "## b" and so on; the
// coach takes them in turn for each deal.
//
// The package exports the files alone; coach.ParseScripts reads and checks
// them, and the bot does not start with a broken one.
package prompts

import "embed"

// FS holds the script files.
//
//go:embed *.md
var FS embed.FS
