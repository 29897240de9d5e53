package blockkit

import (
	"fmt"
	"strconv"
)

// surface is where blocks are shown; several of them make a set.
type surface uint8

const (
	message surface = 1 << iota
	modal
	home

	everywhere = message | modal | home
)

// checker walks one payload. Besides the problems it keeps what a rule about
// more than one block needs to know.
type checker struct {
	on       surface
	problems []Problem

	// The tables, here because a block may hold blocks: a rule that named them
	// would depend on itself.
	blocks   map[string]shape
	elements map[string]shape

	blockIDs  map[string]bool
	actionIDs map[string]bool // of the block being walked
	inputs    []string        // pointers to the input blocks
	focused   bool            // an element has focus_on_load
	laidOut   int             // blocks in layouts, which count like those around them
	nested    int             // layouts and containers around the block being walked
	tables    int
	charts    int
	cellText  map[string]int // characters in the cells of all tables so far, by kind of table
	markdown  int            // characters of all markdown blocks so far
}

func newChecker(on surface) *checker {
	return &checker{on: on, blocks: blocks, elements: elements, blockIDs: map[string]bool{}, cellText: map[string]int{}}
}

func (c *checker) report(at, format string, args ...any) {
	c.problems = append(c.problems, Problem{at, fmt.Sprintf(format, args...)})
}

// unique reports an id of the given field that is in seen, and adds it.
func (c *checker) unique(at, field, id string, seen map[string]bool) {
	if id == "" {
		return
	}
	if seen[id] {
		c.report(at, "`%s` %q already exists", field, id)
	}
	seen[id] = true
}

// member is the pointer to a field of the object at a pointer. All fields that
// rules name are plain words, so that nothing needs escaping.
func member(at, field string) string { return at + "/" + field }

// item is the pointer to an element of the array at a pointer.
func item(at string, i int) string { return at + "/" + strconv.Itoa(i) }
