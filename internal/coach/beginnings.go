package coach

import "regexp/syntax"

// beginnings are the first three letters that the matches of a regular
// expression can have. All that is no letter from a to z counts as one letter;
// the end of the text is such a one too.
type beginnings struct{ known [27*27*27/64 + 1]uint64 }

// fit reports whether a text may begin with a match. It says yes too often
// rather than too seldom.
func (b *beginnings) fit(text string) bool {
	at, letters := 0, 0
	for _, r := range text {
		if letters == 3 {
			break
		}
		at *= 27
		if r >= 'a' && r <= 'z' {
			at += int(r-'a') + 1
		}
		letters++
	}
	for ; letters < 3; letters++ {
		at *= 27
	}
	return b.known[at/64]&(1<<(at%64)) != 0
}

// beginningsOf follows an expression that compiles through its first three
// letters.
func beginningsOf(expression string) beginnings {
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		panic(err) // it has been compiled before
	}
	prog, err := syntax.Compile(tree.Simplify())
	if err != nil {
		panic(err)
	}
	var b beginnings
	b.follow(prog, []uint32{uint32(prog.Start)}, 0, 1)
	return b
}

// follow marks what can come from these places of the program on. at is the
// letters so far as a number, and letters 27 times itself for each.
func (b *beginnings) follow(prog *syntax.Prog, places []uint32, at, letters int) {
	runes, matched, ended := reach(prog, places)
	rest := 27 * 27 * 27 / letters
	switch {
	case matched || rest == 1:
		for one := at * rest; one < (at+1)*rest; one++ {
			b.mark(one)
		}
		return
	case ended:
		b.mark(at * rest)
	}
	for letter := range 27 {
		var next []uint32
		for _, r := range runes {
			if takes(&prog.Inst[r], letter) {
				next = append(next, prog.Inst[r].Out)
			}
		}
		if len(next) > 0 {
			b.follow(prog, next, at*27+letter, letters*27)
		}
	}
}

func (b *beginnings) mark(one int) { b.known[one/64] |= 1 << (one % 64) }

// reach returns the instructions that take a rune and can come next, whether the
// program can match here, and whether it can if the text ends. What else is asked
// of a place (a word's end) is taken to hold.
func reach(prog *syntax.Prog, places []uint32) (runes []uint32, matched, ended bool) {
	seen := map[uint32]bool{}
	for len(places) > 0 {
		at := places[len(places)-1]
		places = places[:len(places)-1]
		if seen[at] {
			continue
		}
		seen[at] = true
		switch inst := &prog.Inst[at]; inst.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			places = append(places, inst.Out, inst.Arg)
		case syntax.InstEmptyWidth:
			if syntax.EmptyOp(inst.Arg)&syntax.EmptyEndText != 0 {
				ended = true
				continue
			}
			places = append(places, inst.Out)
		case syntax.InstNop, syntax.InstCapture:
			places = append(places, inst.Out)
		case syntax.InstMatch:
			matched = true
		case syntax.InstFail:
		default:
			runes = append(runes, at)
		}
	}
	return runes, matched, ended
}

// takes reports whether an instruction takes a letter: 1 to 26 for a to z, 0 for
// any other rune.
func takes(inst *syntax.Inst, letter int) bool {
	if letter > 0 {
		return inst.MatchRune(rune('a' + letter - 1))
	}
	if inst.Op == syntax.InstRuneAny || inst.Op == syntax.InstRuneAnyNotNL {
		return true
	}
	for i, r := range inst.Rune {
		if r < 'a' || r > 'z' || i%2 == 1 && inst.Rune[i-1] < 'a' {
			return true
		}
	}
	return false
}
