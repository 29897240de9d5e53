package coach

import (
	"regexp"
	"sync"
)

// vague finds a step or note that gives them nothing: a call needs a reason of
// use to them (Keith Rosen: be a resource).
var vague = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^\W*(?:just\s+|will\s+|to\s+)*(?:check(?:ing|ed)?[\s-]+in|touch(?:ing|ed)?[\s-]+base|follow(?:ing|ed)?[\s-]+up|say(?:ing)?\s+hello|see\s+how\s+(?:it\s+goes|they\s+are))(?:\s+(?:with|on|again|by|next|in|soon|about\s+it)\b.*|\W*)$`)
})

// IsVague reports whether words only say that somebody will be in touch.
func IsVague(words string) bool { return vague().MatchString(words) }
