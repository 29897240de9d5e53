package blockkit

// MaxAttachments is how many attachments a message may have. Slack answers
// more with an error of its own, too_many_attachments.
const MaxAttachments = 100

// attachment is one of the older kind of parts of a message:
// https://docs.slack.dev/legacy/legacy-messaging/reference-for-secondary-message-attachments.
// Slack is lenient with it, except for the blocks inside.
var attachment = shape{open: true, fields: []field{
	may("blocks", list(0, maxMessageBlocks, block)),
	may("fallback", str(0, unlimited)),
	may("color", str(0, unlimited)),
	may("pretext", str(0, unlimited)),
	may("author_name", str(0, unlimited)),
	may("author_link", str(0, unlimited)),
	may("author_icon", str(0, unlimited)),
	may("title", str(0, unlimited)),
	may("title_link", str(0, unlimited)),
	may("text", str(0, unlimited)),
	may("image_url", str(0, unlimited)),
	may("thumb_url", str(0, unlimited)),
	may("footer", str(0, unlimited)),
	may("footer_icon", str(0, unlimited)),
	may("fields", list(0, unlimited, is(shape{open: true}))),
	may("actions", list(0, unlimited, is(shape{open: true}))),
	may("mrkdwn_in", list(0, unlimited, str(0, unlimited))),
}}
