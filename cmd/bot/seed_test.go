package main

import (
	"encoding/json"
	"strings"
	"testing"

	"dealcoach/internal/store/storetest"
)

func TestAnotherSeedTellsAnotherStory(t *testing.T) {
	one, again, other := castOf(7), castOf(7), castOf(8)
	if one.past[0].name != again.past[0].name || one.past[0].contact != again.past[0].contact {
		t.Error("the same seed tells another story")
	}
	same := 0
	for i := range one.past {
		if one.past[i].name == other.past[i].name {
			same++
		}
	}
	if same > 5 {
		t.Errorf("%d deals have the same name with another seed", same)
	}
	if castOf(0).past[0].name != deals[0].name {
		t.Error("seed 0 is not the usual story")
	}
}

func TestOneWordNamesADealOfEveryStory(t *testing.T) {
	for seed := range uint64(50) {
		c := castOf(seed + 1)
		if !json.Valid(c.guide) {
			t.Fatalf("seed %d: the guide is no JSON", seed+1)
		}
		seen := map[string]bool{}
		for _, d := range c.past {
			word := firstOf(d.name)
			if seen[word] {
				t.Errorf("seed %d: two deals begin with %q", seed+1, word)
			}
			seen[word] = true
		}
		for _, want := range []string{"/call " + firstOf(c.past[guideCall].name) + " spoke with", "/deal letgo " + firstOf(c.past[guideLetGo].name)} {
			if !strings.Contains(string(c.guide), want) {
				t.Errorf("seed %d: the guide does not say %q", seed+1, want)
			}
		}
	}
}

func TestEveryStoryKeepsTheRules(t *testing.T) {
	for seed := range uint64(20) {
		if err := tell(t.Context(), storetest.NewMemory(nil), castOf(seed+1), onDay(9, 9, 2)); err != nil {
			t.Errorf("seed %d: %v", seed+1, err)
		}
	}
}
