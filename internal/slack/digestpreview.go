package slack

import (
	"context"
	"strings"

	"dealcoach/internal/coach"
)

// digest shows a person alone what the channel will read next, or asks a manager
// whether to post it now.
func (b *Bot) digest(ctx context.Context, c call) (*sheet, error) {
	word := strings.ToLower(c.text)
	if word != "" && word != "preview" && word != "post" {
		return nil, coach.Refuse("I can show the digest, and post it early.", "Type: /deal digest, or as a manager: /deal digest post")
	}
	d, err := b.coming(ctx)
	if err != nil {
		return nil, err
	}
	if word == "post" {
		return b.askToPost(ctx, c, d)
	}
	return b.previewDigest(ctx, c, d)
}

// coming is the next digest as far as it is known.
func (b *Bot) coming(ctx context.Context) (coach.Digest, error) {
	if b.settings().DigestChannel == "" || b.preview == nil {
		return coach.Digest{}, coach.Refuse("No channel is set for the weekly digest.", "Whoever runs me sets DIGEST_CHANNEL.")
	}
	return b.preview(ctx)
}

func (b *Bot) previewDigest(ctx context.Context, c call, d coach.Digest) (*sheet, error) {
	there, posted, err := b.deals.Posted(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	s := b.digestSheet(d, b.nameOf(ctx))
	switch {
	case posted:
		s.hint("Only you see this. " + b.link(ctx, there, "A summary of this week") + " was posted early; it is brought up to date on " + c.moment(d.To) + ".")
	default:
		s.hint("Only you see this. The channel reads it on " + c.moment(d.To) + ", with what is closed until then.")
		if c.person.Manages(b.settings()) && b.opens(c, d) {
			s.buttons("post", button(doAgain+":post", "/deal digest post", "Post it now"))
		}
	}
	return s, nil
}
