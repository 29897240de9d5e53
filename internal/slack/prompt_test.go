package slack

import (
	"strings"
	"testing"

	"dealcoach/internal/coach"
)

func TestAPromptShowsNothingOfADealThatWentToSomebodyElse(t *testing.T) {
	o := newOffice(t)
	d := o.has(t, "UOWNER", "Zanzibar", nil)
	kept := o.has(t, "UOWNER", "Kiruna", nil)
	p := o.prompts(t, "UOWNER")
	if _, s, err := o.prompt(t.Context(), p.ID); err != nil || !strings.Contains(s.text(), "Zanzibar") {
		t.Fatalf("the prompt says %q, %v; want it to speak of the deal at first", s.text(), err)
	}
	if _, err := o.memory.Update(t.Context(), d.ID, "hand over", func(d *coach.Deal) error {
		d.Owner, d.Benefit = "UREP", "a secret of the new owner"
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	_, s, err := o.prompt(t.Context(), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if text := s.text(); strings.Contains(text, "Zanzibar") || strings.Contains(text, "secret") || !strings.Contains(text, kept.Name) {
		t.Errorf("the prompt says %q; want it to speak of %s only", text, kept.Name)
	}
}

func TestAPersonWhomSlackDoesNotNameIsGreetedWithoutAName(t *testing.T) {
	o := newOffice(t)
	o.mute = true
	o.has(t, "UOWNER", "Zanzibar", nil)
	p := o.prompts(t, "UOWNER")
	_, s, err := o.prompt(t.Context(), p.ID)
	if err != nil || !strings.HasPrefix(s.text(), "Good morning. ") {
		t.Errorf("the prompt begins %.40q, %v", s.text(), err)
	}
}
