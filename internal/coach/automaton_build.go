package coach

import (
	"regexp/syntax"
	"slices"
)

// automatonBuilder follows the program of an expression through all classes of
// characters at once.
type automatonBuilder struct {
	automaton
	prog  *syntax.Prog
	takes []uint64          // the classes that each instruction takes
	words uint64            // the classes of \w
	waits []wait            // of each place
	known map[string]uint16 // the places by their waits
	seen  []int             // the round in which an instruction was last met
	round int
}

// wait is what the program waits for at a place: instructions, the one first
// that a regexp would prefer, and what stands before it where they ask for that.
type wait struct {
	before rune
	at     []uint32
}

// newAutomaton makes an automaton of an expression that begins with ^ and has
// no flags for lines.
func newAutomaton(expression string) *automaton {
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		panic(err) // the expressions are all in the code
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		panic(err)
	}
	b := &automatonBuilder{prog: prog, takes: make([]uint64, len(prog.Inst)), seen: make([]int, len(prog.Inst)), known: map[string]uint16{}}
	b.classify()
	b.round++
	start, _ := b.reach(nil, uint32(prog.Start), nil)
	b.place(wait{-1, start})
	for n := 0; n < len(b.waits); n++ {
		b.places = append(b.places, b.follow(b.waits[n]))
	}
	return &automaton{b.class, slices.Clip(b.places), slices.Clip(b.next)}
}

// place returns the number of the place with a wait.
func (b *automatonBuilder) place(w wait) uint16 {
	if !slices.ContainsFunc(w.at, func(at uint32) bool { return b.prog.Inst[at].Op == syntax.InstEmptyWidth }) {
		w.before = 0
	}
	key := []rune{w.before}
	for _, at := range w.at {
		key = append(key, rune(at))
	}
	n, ok := b.known[string(key)]
	if !ok && len(b.waits) == unknown {
		return unknown
	}
	if !ok {
		n = uint16(len(b.waits))
		b.known[string(key)] = n
		b.waits = append(b.waits, w)
	}
	return n
}

// follow finds where a wait leads: before a word, before anything else, and at
// the end of the text.
func (b *automatonBuilder) follow(w wait) place {
	var takers [2][]uint32
	p := place{first: len(b.next)}
	leads := uint64(0)
	for i, next := range []struct {
		sample  rune
		classes uint64
	}{{'a', b.words}, {' ', ^b.words &^ (1 << textEnd)}, {-1, 1 << textEnd}} {
		around := syntax.EmptyOpContext(w.before, next.sample)
		found, matched := b.reachAll(w.at, &around)
		if matched {
			p.ends |= next.classes
			found = found[:len(found)-1]
		}
		if i < len(takers) {
			takers[i] = found
			for _, at := range found {
				leads |= b.takes[at] & next.classes
			}
		}
	}
	for class := range foreign + 1 {
		if leads>>class&1 == 0 {
			continue
		}
		from, before := takers[1], ' '
		if b.words>>class&1 != 0 {
			from, before = takers[0], 'a'
		}
		b.step(&p, class, from, before)
	}
	return p
}

// step adds the step that the takers of a class make together.
func (b *automatonBuilder) step(p *place, class int, takers []uint32, before rune) {
	var outs []uint32
	for _, at := range takers {
		if b.takes[at]>>class&1 != 0 {
			outs = append(outs, b.prog.Inst[at].Out)
		}
	}
	waits, _ := b.reachAll(outs, nil)
	if len(waits) == 0 {
		return
	}
	to := uint16(unknown)
	if class != foreign {
		to = b.place(wait{before, waits})
	}
	p.leads |= 1 << class
	b.next = append(b.next, to)
}

// reachAll returns what can be reached from instructions without taking a
// character, as reach does. Behind a match a regexp would prefer nothing.
func (b *automatonBuilder) reachAll(from []uint32, around *syntax.EmptyOp) (found []uint32, matched bool) {
	b.round++
	for _, at := range from {
		if found, matched = b.reach(found, at, around); matched {
			break
		}
	}
	return found, matched
}

// reach appends to found what can be reached from an instruction, up to a
// match. What asks for its surroundings is kept for later, or followed where it
// holds when they are known.
func (b *automatonBuilder) reach(found []uint32, from uint32, around *syntax.EmptyOp) (all []uint32, matched bool) {
	if b.seen[from] == b.round {
		return found, false
	}
	b.seen[from] = b.round
	switch inst := &b.prog.Inst[from]; inst.Op {
	case syntax.InstFail:
		return found, false
	case syntax.InstAlt, syntax.InstAltMatch:
		if found, matched = b.reach(found, inst.Out, around); matched {
			return found, true
		}
		return b.reach(found, inst.Arg, around)
	case syntax.InstNop, syntax.InstCapture:
		return b.reach(found, inst.Out, around)
	case syntax.InstEmptyWidth:
		if around == nil {
			return append(found, from), false
		}
		if syntax.EmptyOp(inst.Arg)&^*around == 0 {
			return b.reach(found, inst.Out, around)
		}
		return found, false
	case syntax.InstMatch:
		return append(found, from), true
	}
	return append(found, from), false
}
