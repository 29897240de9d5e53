package coach

// vague finds a step or note that gives them nothing: a call needs a reason of
// use to them (Keith Rosen: be a resource).
var vague = leading(`\W*(?:just |will |to )*(?:check(?:ing|ed)?[\s-]+in|touch(?:ing|ed)?[\s-]+base|follow(?:ing|ed)?[\s-]+up|say(?:ing)? hello|see how (?:it goes|they are))(?: (?:with|on|again|by|next|in|soon|about it)\b.*|\W*)$`)

// IsVague reports whether words only say that somebody will be in touch.
func IsVague(words string) bool { return vague.begins(words) }
