package blockkit

import (
	"net/netip"
	"net/url"
	"strings"
)

const maxURL = 3000

// link is an address for somebody to open; Slack's own slack:// is one too.
func link(c *checker, at string, v any) {
	address(c, at, v, func(u *url.URL) bool { return u.Scheme != "" && (u.Host != "" || u.Opaque != "") })
}

// secureLink is the address of a page or a player, on HTTPS.
func secureLink(c *checker, at string, v any) {
	address(c, at, v, func(u *url.URL) bool { return u.Scheme == "https" && u.Host != "" })
}

func address(c *checker, at string, v any, fits func(*url.URL) bool) {
	before := len(c.problems)
	str(1, maxURL)(c, at, v)
	if len(c.problems) > before {
		return
	}
	if u, err := url.Parse(v.(string)); err != nil || !fits(u) {
		c.report(at, "invalid url")
	}
}

// imageURL is the address of a picture. Slack fetches it when the message is
// posted, so one that cannot be reached from outside fails.
func imageURL(c *checker, at string, v any) {
	before := len(c.problems)
	str(1, maxURL)(c, at, v)
	if len(c.problems) == before && !public(v.(string)) {
		c.report(at, "downloading image failed")
	}
}

// shared is the range that providers use behind their own address translation.
var shared = netip.MustParsePrefix("100.64.0.0/10")

// innerHosts are endings of names that lead to nothing on the internet.
var innerHosts = []string{".localhost", ".local", ".internal", ".test", ".invalid", ".lan", ".home.arpa"}

// public tells whether an address may be reachable from the internet, as far
// as its look can tell; no name is resolved.
func public(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if ip, err := netip.ParseAddr(host); err == nil {
		ip = ip.Unmap()
		return ip.IsGlobalUnicast() && !ip.IsPrivate() && !shared.Contains(ip)
	}
	for _, inner := range innerHosts {
		if strings.HasSuffix(host, inner) {
			return false
		}
	}
	dot := strings.LastIndexByte(host, '.')
	// A name does not end in a number; what does is an odd spelling of an IP address.
	return dot > 0 && dot < len(host)-1 && (host[dot+1] < '0' || host[dot+1] > '9')
}
