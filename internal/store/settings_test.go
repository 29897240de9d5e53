package store

import (
	"errors"
	"testing"

	"github.com/alicebob/miniredis/v2"

	"dealcoach/internal/coach"
)

func TestSettingsOfANewerProgramAreReadAndNotWrittenOver(t *testing.T) {
	mini := miniredis.RunT(t)
	s := open(t, "redis://"+mini.Addr(), nil)
	const newer = `4 {"s":9,"by":"U1","v":{"CURRENCY":"EUR","COLOUR":"red"}}`
	if err := mini.Set(s.keys.settings(), newer); err != nil {
		t.Fatal(err)
	}
	v, err := s.Settings(t.Context())
	if err != nil || v.Version != 4 || v.Over(coach.DefaultSettings()).Currency != "EUR" {
		t.Errorf("read as %+v: %v", v, err)
	}
	if err := s.SaveSettings(t.Context(), "one", v); !errors.Is(err, coach.ErrUnavailable) {
		t.Errorf("written over: %v", err)
	}
	if is, err := mini.Get(s.keys.settings()); err != nil || is != newer {
		t.Errorf("it is %s: %v", is, err)
	}
}
