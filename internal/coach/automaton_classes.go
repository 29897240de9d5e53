package coach

import (
	"regexp/syntax"
	"unicode"
)

// classify finds which ASCII characters no instruction tells apart, and which
// of these classes each instruction takes.
func (b *automatonBuilder) classify() {
	sets, set := setsOf(b.prog)
	classes := map[string]uint8{}
	takes := make([]uint64, len(sets))
	for c := range rune(128) {
		if c >= 'A' && c <= 'Z' {
			continue
		}
		word := syntax.IsWordChar(c)
		told := make([]byte, len(sets)+1)
		if word {
			told[len(sets)] = 1
		}
		for n, inst := range sets {
			if inst.MatchRune(c) {
				told[n] = 1
			}
		}
		class, ok := classes[string(told)]
		if !ok {
			class = uint8(len(classes))
			classes[string(told)] = class
		}
		if class >= foreign {
			panic("an expression tells too many characters apart")
		}
		b.class[c] = class
		if word {
			b.words |= 1 << class
		}
		for n := range sets {
			takes[n] |= uint64(told[n]) << class
		}
	}
	for c := 'A'; c <= 'Z'; c++ {
		b.class[c] = b.class[c+'a'-'A']
	}
	for n, inst := range sets {
		if takesForeign(inst) {
			takes[n] |= 1 << foreign
		}
	}
	for i, n := range set {
		if n >= 0 {
			b.takes[i] = takes[n]
		}
	}
}

// setsOf returns one instruction for each set of characters that a program
// takes, and of all instructions which of them they are like, -1 for none.
func setsOf(prog *syntax.Prog) (sets []*syntax.Inst, set []int) {
	known := map[string]int{}
	set = make([]int, len(prog.Inst))
	for i := range prog.Inst {
		inst := &prog.Inst[i]
		if set[i] = -1; inst.Op < syntax.InstRune {
			continue
		}
		key := string(append([]rune{rune(inst.Op), rune(inst.Arg)}, inst.Rune...))
		n, ok := known[key]
		if !ok {
			n = len(sets)
			known[key] = n
			sets = append(sets, inst)
		}
		set[i] = n
	}
	return sets, set
}

// takesForeign reports whether an instruction takes anything that is not ASCII.
func takesForeign(inst *syntax.Inst) bool {
	if inst.Op != syntax.InstRune && inst.Op != syntax.InstRune1 || inst.Rune[len(inst.Rune)-1] >= 128 {
		return true
	}
	if len(inst.Rune) == 1 && syntax.Flags(inst.Arg)&syntax.FoldCase != 0 {
		for r := unicode.SimpleFold(inst.Rune[0]); r != inst.Rune[0]; r = unicode.SimpleFold(r) {
			if r >= 128 {
				return true
			}
		}
	}
	return false
}
