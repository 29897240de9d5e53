package coach

import (
	"maps"
	"slices"
	"time"
)

// Saved are the settings that managers saved in Slack. Each wins over the
// environment's of the same name.
type Saved struct {
	Version int64 // the store's commit count; 0 before the first
	By      string
	At      time.Time
	Values  map[string]string // by the names in the environment; what is not there is the environment's
}

// Over returns settings with the saved ones put over them. A value that cannot
// be read, because a newer version of the program wrote it, is left out.
func (v Saved) Over(s Settings) Settings {
	always := s.Managers
	for name, text := range v.Values {
		err := s.Set(name, text)
		s.Listed = s.Listed || err == nil && name == ManagersSetting
	}
	s.Managers = slices.Clone(s.Managers)
	for _, id := range always {
		if !slices.Contains(s.Managers, id) {
			s.Managers = append(s.Managers, id)
		}
	}
	if _, err := s.Check(); err != nil {
		s.PromptAt = s.Work.From // the environment's hours were changed since
	}
	return s
}

// Text is one setting as it is shown: the saved one, or else the environment's.
func (v Saved) Text(environment Settings, name string) string {
	text, ok := v.Values[name]
	if s := environment; ok && s.Set(name, text) == nil {
		return s.Text(name)
	}
	return environment.Text(name)
}

// With returns the settings with some of them changed; an empty text leaves the
// setting to the environment.
func (v Saved) With(a Act, changes map[string]string) Saved {
	values := maps.Clone(v.Values)
	if values == nil {
		values = map[string]string{}
	}
	for name, text := range changes {
		if text == "" {
			delete(values, name)
		} else {
			values[name] = text
		}
	}
	v.Values, v.By, v.At = values, a.By, a.At
	return v
}
