package coach

import "errors"

// Refusal is the error for what the rules of selling do not allow, or what
// could not be understood. It is meant for the person who asked.
type Refusal struct {
	Reason string // one sentence: what is wrong
	Hint   string // what to do instead; may be empty
}

// Refuse makes a Refusal.
func Refuse(reason, hint string) error { return Refusal{Reason: reason, Hint: hint} }

// Error returns the reason alone.
func (r Refusal) Error() string { return r.Reason }

// The errors that the store tells apart, and everybody else acts on. All are
// matched with errors.Is.
var (
	// ErrNotFound: there is no such record. Nothing was written.
	ErrNotFound = errors.New("not found")
	// ErrConflict: the record kept changing under the caller. Nothing was
	// written by the last attempt.
	ErrConflict = errors.New("changed by somebody else meanwhile")
	// ErrAmbiguous: the words that a change relies on (Deal.Calling) may mean
	// another deal. Nothing was written.
	ErrAmbiguous = errors.New("the name may mean another deal")
	// ErrUnavailable: the store cannot be reached or does not take writes.
	// Nothing was written.
	ErrUnavailable = errors.New("the store is not available")
	// ErrUnknown: the answer got lost, so the write may or may not have
	// happened. Repeating it with the same operation id is safe.
	ErrUnknown = errors.New("outcome unknown")
)
