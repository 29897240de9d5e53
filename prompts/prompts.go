// Package prompts holds the scripts: the words the coach hands to a rep, one
// Markdown file each.
//
// A file begins with a front matter between two lines of ---:
//
//	id           the file's name without .md: small letters, digits, hyphens
//	title        what the rep sees above the words
//	source       whose technique it is: author and title
//	when         when to use it, in one sentence
//	how          say, voicemail, e-mail (both count as an attempt) or note (for
//	             the rep alone)
//	situations   where the script leads or is offered, where it fits best first:
//	             quiet, put-off, gone-dark …
//	moments      when it is offered, whatever the situation: letting-go,
//	             before-a-call, after-a-loss … (situations, moments or both)
//	rank         among several that fit as well, the lowest comes first
//	placeholders the ones in use, of: contact, company, benefit, rep, when, period
//	answers      what may come back: id, label (30 characters at most) and
//	             effect (forward, later, no, no-assurance, new-contact,
//	             no-answer); none when what comes back is noted in words
//
// Then come the wordings, each under a heading "## a", "## b" and so on; the
// coach takes them in turn for each deal. The first line of an e-mail's wording
// is its subject: "Subject: Thank you".
//
// What a wording must sound like: something a rep wants to say. Short and warm,
// no guilt, no pressure, an open question unless the point is a yes or a no,
// and one question at a time. A benefit is filled in as a verb with what
// belongs to it, so write "help you {benefit}"; when is filled in with its
// preposition ("on Thu 12 Nov"), period too ("this month").
//
// The package exports the files alone; coach.ParseScripts reads and checks
// them, and the bot does not start with a broken one. docs/scripts.md tells how
// a team adds its own.
package prompts

import "embed"

// FS holds the script files.
//
//go:embed *.md
var FS embed.FS
