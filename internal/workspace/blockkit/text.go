package blockkit

// Text objects: https://docs.slack.dev/reference/block-kit/composition-objects/text-object.

// plain is a plain_text object of 1 to most characters.
func plain(most int) rule {
	return func(c *checker, at string, v any) {
		if o, ok := v.(map[string]any); ok && o["type"] == "mrkdwn" {
			c.report(member(at, "type"), "must be a valid enum value")
			return
		}
		variant(map[string]shape{"plain_text": plainText(most)})(c, at, v)
	}
}

// text is a plain_text or mrkdwn object of 1 to most characters.
func text(most int) rule {
	return variant(map[string]shape{"plain_text": plainText(most), "mrkdwn": mrkdwn(most)})
}

func plainText(most int) shape {
	return shape{fields: []field{need("text", str(1, most)), may("emoji", boolean)}}
}

func mrkdwn(most int) shape {
	return shape{fields: []field{need("text", str(1, most)), may("verbatim", boolean)}}
}
