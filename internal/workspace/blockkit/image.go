package blockkit

import (
	"net/netip"
	"net/url"
	"strings"
)

// picture lists the fields that image blocks and image elements share:
// https://docs.slack.dev/reference/block-kit/blocks/image-block.
func picture(more ...field) []field {
	return append([]field{
		need("alt_text", str(1, 2000)),
		may("image_url", imageURL),
		may("slack_file", is(shape{
			fields: []field{may("id", str(1, maxID)), may("url", str(1, 3000))},
			also:   exactlyOne("id", "url"),
		})),
	}, more...)
}

var (
	imageElement   = shape{fields: picture(), also: onePicture}
	pictureElement = variant(map[string]shape{"image": imageElement})
)

var onePicture = exactlyOne("image_url", "slack_file")

func exactlyOne(a, b string) func(*checker, string, map[string]any) {
	return func(c *checker, at string, o map[string]any) {
		either(a, b)(c, at, o)
		if o[a] != nil && o[b] != nil {
			c.report(at, "must define only one of `%s` and `%s`", a, b)
		}
	}
}

// imageURL is the address of a picture. Slack fetches it when the message is
// posted, so one that cannot be reached from outside fails.
func imageURL(c *checker, at string, v any) {
	s, ok := v.(string)
	if !ok {
		c.report(at, "must provide a string")
		return
	}
	c.length(at, s, 1, 3000)
	if !public(s) {
		c.report(at, "downloading image failed")
	}
}

// public tells whether an address may be reachable from the internet, as far
// as its look can tell; no name is resolved.
func public(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.IsGlobalUnicast() && !ip.IsPrivate()
	}
	for _, inner := range []string{".localhost", ".local", ".internal"} {
		if strings.HasSuffix(host, inner) {
			return false
		}
	}
	return strings.Contains(host, ".")
}
