package blockkit

// picture lists the fields that image blocks and image elements share:
// https://docs.slack.dev/reference/block-kit/blocks/image-block.
func picture(more ...field) []field {
	return append([]field{
		need("alt_text", str(1, 2000)),
		may("image_url", imageURL),
		may("slack_file", is(shape{
			fields: []field{may("id", str(1, maxID)), may("url", link)},
			also:   exactlyOne("id", "url"),
		})),
	}, more...)
}

var (
	imageElement   = shape{fields: picture(), also: onePicture}
	pictureElement = variant(map[string]shape{"image": imageElement})
)

var onePicture = exactlyOne("image_url", "slack_file")
