package coach

// Calling is how a deal was called when its name was remembered rather than
// looked up: whoever changes the deal then relies on it that the words mean this
// deal and no other.
type Calling struct {
	Name  string   // the deal's, normalised
	Words []string // whatever else the words may be the whole name of: LeadingNames
}
