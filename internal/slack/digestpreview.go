package slack

import (
	"context"
	"strings"

	"dealcoach/internal/coach"
)

// previewDigest shows a person alone what the channel will read next.
func (b *Bot) previewDigest(ctx context.Context, c call) (*sheet, error) {
	if word := strings.ToLower(c.text); word != "" && word != "preview" {
		return nil, coach.Refuse("I can only show a preview of the digest.", "Type: /deal digest preview")
	}
	if b.settings().DigestChannel == "" || b.preview == nil {
		return nil, coach.Refuse("No channel is set for the weekly digest.", "Whoever runs me sets DIGEST_CHANNEL.")
	}
	d, err := b.preview(ctx)
	if err != nil {
		return nil, err
	}
	s := b.digestSheet(d, b.nameOf(ctx))
	at := d.To.In(c.act.At.Location())
	s.hint("Only you see this. The channel reads it on " + coach.DateOf(at).Words(c.today()) + " at " + at.Format("15:04") + ", with what is closed until then.")
	return s, nil
}
