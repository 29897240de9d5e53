package coach

import (
	"hash/crc32"
	"strconv"
	"strings"
	"time"
)

// A save of the settings may have reps prompted earlier than their timers stand.
// Their timers are then moved in the background, in parts, each with a timer of
// its own, so that instances share the work.
const (
	settingsTimer = "settings:"
	settingsParts = 8

	// settingsWait is how long after a save that begins: by then all instances
	// know what was saved.
	settingsWait = 10 * time.Second
)

// SettingsTimers are the timers that a save at an instant leads to when it changes
// one of PromptSettings.
func SettingsTimers(at time.Time) []Timer {
	timers := make([]Timer, settingsParts)
	for i := range timers {
		timers[i] = Timer{settingsTimer + strconv.Itoa(i), at.Add(settingsWait)}
	}
	return timers
}

// PromptSettings are the settings that decide when reps are prompted.
var PromptSettings = []string{PromptSetting, HoursSetting, DaysSetting, HolidaysSetting, ZoneSetting}

// Settings returns whose timers are moved when this one is due, if it is for that.
func (t Timer) Settings() (mine func(rep string) bool, ok bool) {
	text, ok := strings.CutPrefix(t.Name, settingsTimer)
	part, err := strconv.ParseUint(text, 10, 32)
	if !ok || err != nil {
		return nil, false
	}
	return func(rep string) bool { return uint64(crc32.ChecksumIEEE([]byte(rep))%settingsParts) == part }, true
}

// Sooner returns when the rep's next look should be, if that is before the instant
// for which its timer stands. Nobody's zone need be asked for: it is the one of the
// last look. Who has none is looked at now, which decides nothing unless it is time.
func (r Rep) Sooner(s Settings, now, due time.Time, zoneOf func(name string) *time.Location) (at time.Time, ok bool) {
	if !due.After(now) {
		return due, false
	}
	at = now
	if zone := zoneOf(r.Zone); zone != nil {
		if day, next := r.PromptDay(s, now.In(zone)); day.IsZero() {
			at = next
		}
	}
	return at, at.Before(due)
}
