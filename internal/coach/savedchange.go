package coach

import (
	"slices"
	"time"
)

// SettingsSave is one save of the team's settings: who, when, and what changed.
type SettingsSave struct {
	By      string // a Slack user id
	At      time.Time
	Changes []SettingChange
}

// SettingChange is a setting's text before and after, empty when it was the
// environment's.
type SettingChange struct {
	Name, Was, Is string
}

// MaxSettingsSaves is how many saves are kept.
const MaxSettingsSaves = 200

// Since tells what was saved over older settings, by name.
func (v Saved) Since(was Saved) SettingsSave {
	save := SettingsSave{By: v.By, At: v.At}
	for _, texts := range []map[string]string{was.Values, v.Values} {
		for name := range texts {
			change := SettingChange{name, was.Values[name], v.Values[name]}
			if change.Was != change.Is && !slices.Contains(save.Changes, change) {
				save.Changes = append(save.Changes, change)
			}
		}
	}
	slices.SortFunc(save.Changes, func(a, b SettingChange) int {
		return slices.Index(SettingNames(), a.Name) - slices.Index(SettingNames(), b.Name)
	})
	return save
}
