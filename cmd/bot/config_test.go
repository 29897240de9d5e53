package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"dealcoach/internal/coach"
)

// setenv sets the environment to exactly these settings.
func setenv(t *testing.T, settings map[string]string) {
	t.Helper()
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Environment]()) {
		t.Setenv(f.Tag.Get("envconfig"), "")
		os.Unsetenv(f.Tag.Get("envconfig"))
	}
	for name, value := range settings {
		t.Setenv(name, value)
	}
}

// with returns the settings that a start needs, with some more or changed.
func with(pairs ...string) map[string]string {
	m := map[string]string{"SLACK_APP_TOKEN": "xapp-secret1", "SLACK_BOT_TOKEN": "xoxb-secret2", "REDIS_URL": "redis://:secret3@localhost:6379"}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
}

func TestDefaults(t *testing.T) {
	setenv(t, with())
	c, err := readConfig()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(c.settings), fmt.Sprint(coach.DefaultSettings()); got != want {
		t.Errorf("settings\n%s\nwant\n%s", got, want)
	}
	if c.apiURL != "https://slack.com/api/" || c.connections != 2 || c.rehearsal != nil {
		t.Errorf("%+v", c)
	}
}

func TestSettingsAreRead(t *testing.T) {
	setenv(t, with(
		"SLACK_API_URL", "http://127.0.0.1:1/api", "SLACK_CONNECTIONS", "3", "TIME_ZONE", "Europe/Berlin",
		"DIGEST_CHANNEL", "#sales", "DIGEST_AT", "Thu 15:30", "WORK_DAYS", "Sun-Thu", "WORK_HOURS", "8:00-16:30",
		"HOLIDAYS", "2026-12-24", "PROMPT_AT", "08:30", "QUIET_LIMITS", "prospect=2d,negotiation=1d",
		"CURRENCY", "EUR", "MANAGERS", "U1, U2", "MOST_OPEN", "12", "MOST_PAUSES", "3", "FACTS", "budget,need", "LOG_LEVEL", "debug", "LOG_FORMAT", "json"))
	c, err := readConfig()
	if err != nil {
		t.Fatal(err)
	}
	s := c.settings
	checks := map[string]bool{
		"the address ends with a slash": c.apiURL == "http://127.0.0.1:1/api/",
		"connections":                   c.connections == 3,
		"the zone":                      s.Zone.String() == "Europe/Berlin",
		"the digest":                    s.DigestAt == coach.Weekly{Day: time.Thursday, At: 15*60 + 30} && s.DigestChannel == "#sales",
		"Sunday to Thursday":            s.Work.Days == [7]bool{true, true, true, true, true, false, false},
		"the hours":                     s.Work.From == 8*60 && s.Work.To == 16*60+30,
		"the holiday":                   !s.Work.Works(coach.Date{Year: 2026, Month: 12, Day: 24}),
		"limits, the others kept":       s.Limits[coach.Prospect] == 2 && s.Limits[coach.Negotiation] == 1 && s.Limits[coach.Proposal] == 7,
		"limits of deals and pauses":    s.MostOpen == 12 && s.MostPauses == 3,
		"facts":                         fmt.Sprint(s.Facts) == "[need budget]",
		"managers":                      len(s.Managers) == 2 && s.Managers[1] == "U2",
		"the log":                       c.logLevel == slog.LevelDebug && c.logJSON,
	}
	for what, ok := range checks {
		if !ok {
			t.Errorf("%s: %+v", what, c)
		}
	}
}

func TestAllThatIsWrongIsListedAtOnce(t *testing.T) {
	wrong := map[string]string{
		"SLACK_APP_TOKEN": "xoxb-secret1", "SLACK_API_URL": "slack", "SLACK_CONNECTIONS": "11", "REDIS_URL": "http://:secret3@x",
		"TIME_ZONE": "Mars/Base", "DIGEST_CHANNEL": "sales", "DIGEST_AT": "Fri", "WORK_DAYS": "Mon-Xyz", "WORK_HOURS": "17:00-09:00",
		"HOLIDAYS": "XX", "PROMPT_AT": "25:00", "QUIET_LIMITS": "prospect=0d", "CURRENCY": "dollars", "MOST_OPEN": "many", "MOST_PAUSES": "0", "FACTS": "weather", "LOG_LEVEL": "loud",
		"LOG_FORMAT": "xml", "CLOCK_START": "monday", "CLOCK_SPEED": "0", "CLOCK_SINCE": "x",
	}
	setenv(t, wrong)
	var out, errs bytes.Buffer
	if code := start(t.Context(), nil, &out, &errs); code != exitUsage {
		t.Errorf("exit code %d, want %d", code, exitUsage)
	}
	for name := range wrong {
		if !strings.Contains(errs.String(), name) {
			t.Errorf("%s is not named in:\n%s", name, errs.String())
		}
	}
	if !strings.Contains(errs.String(), "SLACK_BOT_TOKEN: missing") {
		t.Errorf("the missing token is not named in:\n%s", errs.String())
	}
	if strings.Contains(errs.String(), "secret") {
		t.Errorf("a secret is told:\n%s", errs.String())
	}
}

func TestAPromptAfterWorkIsRefused(t *testing.T) {
	setenv(t, with("PROMPT_AT", "18:00"))
	if _, err := readConfig(); err == nil || !strings.Contains(err.Error(), "PROMPT_AT") {
		t.Errorf("error %v", err)
	}
}

func TestTheRehearsalClockIsNotForSlackItself(t *testing.T) {
	for url, refused := range map[string]bool{
		"https://slack.com/api/":         true,
		"https://SLACK.com./api":         true,
		"https://eu.slack-gov.com/api/":  true,
		"http://127.0.0.1:8000/api/":     false,
		"https://notslack.com/api/":      false,
		"https://slack.com.example/api/": false,
	} {
		for _, setting := range []string{"CLOCK_SPEED=60", "CLOCK_START=2026-11-02T08:00:00Z", "CLOCK_SINCE=2026-11-02T08:00:00Z"} {
			name, value, _ := strings.Cut(setting, "=")
			setenv(t, with("SLACK_API_URL", url, name, value))
			if _, err := readConfig(); (err != nil) != refused {
				t.Errorf("%s with %s: error %v", url, name, err)
			}
		}
	}
}

func TestASecretIsNeverPrinted(t *testing.T) {
	env := Environment{AppToken: "xapp-secret", BotToken: "xoxb-secret", RedisURL: "redis://:secret@h"}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("env", "env", env, "token", env.AppToken)
	slog.New(slog.NewTextHandler(&log, nil)).Info("env", "env", env, "token", env.AppToken)
	text, err := json.Marshal(env)
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprintf("%v %+v %#v %s %q", env, env, env, env.AppToken, env.BotToken) + string(text) + log.String()
	if strings.Contains(all, "secret") {
		t.Errorf("a secret is printed: %s", all)
	}
}

// The README's table of settings is the struct's.
func TestTheReadmeListsEverySetting(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Environment]()) {
		row := settingRow(f.Tag.Get("envconfig"), f.Tag.Get("default"), f.Tag.Get("desc"))
		if !strings.Contains(string(readme), row) {
			t.Errorf("the README lacks the row\n%s", row)
		}
	}
}

func settingRow(name, standard, desc string) string {
	if standard != "" {
		standard = "`" + standard + "`"
	}
	return fmt.Sprintf("| `%s` | %s | %s |", name, standard, desc)
}
