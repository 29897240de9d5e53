package coach

import "testing"

func TestIsVague(t *testing.T) {
	for words, want := range map[string]bool{
		"just checking in":                     true,
		"touching base":                        true,
		"Touch base with Jo next week":         true,
		"check in on Tuesday":                  true,
		"follow up":                            true,
		"spoke with Jo about the pilot":        false,
		"follow up the quote with a reference": false,
		"send the case study of Globex":        false,
		"":                                     false,
	} {
		if got := IsVague(words); got != want {
			t.Errorf("IsVague(%q) = %v", words, got)
		}
	}
}
