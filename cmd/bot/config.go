package main

import (
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"strconv"
	"strings"

	"github.com/kelseyhightower/envconfig"

	"dealcoach/internal/coach"
	"dealcoach/internal/store"
)

// Environment is every setting as it stands in the environment. Its tags also
// make the table in the README. All are texts, so that one look can tell all
// that is wrong, not only the first thing.
type Environment struct {
	AppToken    Secret `envconfig:"SLACK_APP_TOKEN" desc:"required; begins with xapp-"`
	BotToken    Secret `envconfig:"SLACK_BOT_TOKEN" desc:"required; begins with xoxb-"`
	APIURL      string `envconfig:"SLACK_API_URL" default:"https://slack.com/api/" desc:"another Slack-compatible server"`
	Connections string `envconfig:"SLACK_CONNECTIONS" default:"2" desc:"sockets, 1 to 10"`
	RedisURL    Secret `envconfig:"REDIS_URL" desc:"redis://, rediss://, unix://, redis-sentinel://; empty: the bot runs its own redis-server in DATA_DIR"`
	DataDir     string `envconfig:"DATA_DIR" default:"deal-coach-data" desc:"where the bot's own Redis keeps its data"`
	TimeZone    string `envconfig:"TIME_ZONE" default:"UTC" desc:"the team's, such as Europe/Berlin"`
	Channel     string `envconfig:"DIGEST_CHANNEL" desc:"where the weekly digest goes: C… or #name; empty for none"`
	DigestAt    string `envconfig:"DIGEST_AT" default:"Fri 16:00" desc:"when it is posted, in the team's zone"`
	WorkDays    string `envconfig:"WORK_DAYS" default:"Mon-Fri" desc:"working days"`
	WorkHours   string `envconfig:"WORK_HOURS" default:"09:00-17:00" desc:"working hours, in each rep's zone"`
	Holidays    string `envconfig:"HOLIDAYS" desc:"dates and country codes: 2026-12-25,DE,US"`
	PromptAt    string `envconfig:"PROMPT_AT" default:"09:00" desc:"when reps are prompted, in their zone"`
	QuietLimits string `envconfig:"QUIET_LIMITS" default:"prospect=14d,qualified=10d,proposal=7d,negotiation=5d" desc:"working days without a touch; or small, mid, enterprise"`
	Currency    string `envconfig:"CURRENCY" default:"USD" desc:"three letters"`
	Managers    string `envconfig:"MANAGERS" desc:"user ids, comma-separated; admins are managers too"`
	MostOpen    string `envconfig:"MOST_OPEN" default:"40" desc:"open deals of a rep beyond which the coach says so; 0 for any number"`
	MostPauses  string `envconfig:"MOST_PAUSES" default:"2" desc:"pauses of a deal in a row, without a word from them"`
	Facts       string `envconfig:"FACTS" default:"need,time frame,budget,decider,process" desc:"what to find out before a deal counts as qualified"`
	PromptsDir  string `envconfig:"PROMPTS_DIR" desc:"a folder of scripts that replace or add to the shipped ones"`
	HTTPAddr    string `envconfig:"HTTP_ADDR" default:"127.0.0.1:8090" desc:"where /healthz, /readyz and /metrics are served; empty for none"`
	LogLevel    string `envconfig:"LOG_LEVEL" default:"info" desc:"debug, info, warn or error"`
	LogFormat   string `envconfig:"LOG_FORMAT" default:"text" desc:"text or json"`
	ClockStart  string `envconfig:"CLOCK_START" desc:"rehearsal: what the bot's clock shows at CLOCK_SINCE (RFC 3339); now, if empty"`
	ClockSpeed  string `envconfig:"CLOCK_SPEED" default:"1" desc:"rehearsal: how many times faster it runs"`
	ClockSince  string `envconfig:"CLOCK_SINCE" desc:"rehearsal: the real instant of CLOCK_START (RFC 3339); the first start, if empty"`
}

// Secret is a setting that is never printed.
type Secret string

// String hides the secret from fmt and logs.
func (s Secret) String() string { return hidden }

// GoString hides the secret from %#v.
func (s Secret) GoString() string { return hidden }

// MarshalText hides the secret from JSON and structured logs.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

const hidden = "•••"

// config is the settings, checked.
type config struct {
	appToken, botToken string
	apiURL             string // ends with a slash
	connections        int
	redisURL           string // empty: a Redis of the bot's own, in dataDir
	dataDir            string
	httpAddr           string // empty: nothing is served
	settings           coach.Settings
	logLevel           slog.Level
	logJSON            bool
	scripts            coach.Scripts
	rehearsal          *rehearsalSettings // nil: the real clock
}

// readConfig reads the environment. Its error is a usageError that lists all
// that is missing or wrong, with what to write instead.
func readConfig() (config, error) {
	var env Environment
	if err := envconfig.Process("", &env); err != nil {
		return config{}, usageError{err.Error()}
	}
	return env.check()
}

func (env Environment) check() (config, error) {
	c, p := env.inspect()
	return c, p.err()
}

// inspect reads what can be read, and lists what is missing or wrong.
func (env Environment) inspect() (config, *problems) {
	p := &problems{}
	c := config{
		appToken: p.token("SLACK_APP_TOKEN", env.AppToken, "xapp-"),
		botToken: p.token("SLACK_BOT_TOKEN", env.BotToken, "xoxb-"),
		apiURL:   p.apiURL(env.APIURL),
		redisURL: p.redisURL(env.RedisURL),
		dataDir:  env.DataDir,
		httpAddr: p.httpAddr(env.HTTPAddr),
		settings: env.settings(p),
	}
	n, err := strconv.Atoi(env.Connections)
	if err != nil || n < 1 || n > 10 {
		p.add("SLACK_CONNECTIONS", fmt.Sprintf("%q is not a number from 1 to 10", env.Connections))
	}
	c.connections = n
	if err := c.logLevel.UnmarshalText([]byte(env.LogLevel)); err != nil {
		p.add("LOG_LEVEL", fmt.Sprintf("%q is none of debug, info, warn, error", env.LogLevel))
	}
	if env.LogFormat != "text" && env.LogFormat != "json" {
		p.add("LOG_FORMAT", fmt.Sprintf("%q is neither text nor json", env.LogFormat))
	}
	if c.scripts, err = readScripts(env.PromptsDir); err != nil {
		p.add("PROMPTS_DIR", strings.ReplaceAll(err.Error(), "\n", "\n    "))
	}
	c.logJSON = env.LogFormat == "json"
	c.rehearsal = env.rehearsal(p, c.apiURL)
	return c, p
}

// settings reads the team's settings.
func (env Environment) settings(p *problems) coach.Settings {
	s := coach.DefaultSettings()
	texts := env.team()
	for _, name := range coach.SettingNames() {
		p.check(name, s.Set(name, texts[name]))
	}
	name, err := s.Check()
	p.check(name, err)
	return s
}

// team returns the texts of the team's settings by their names.
func (env Environment) team() map[string]string {
	return map[string]string{
		coach.ZoneSetting: env.TimeZone, coach.ChannelSetting: env.Channel, coach.DigestSetting: env.DigestAt,
		coach.DaysSetting: env.WorkDays, coach.HoursSetting: env.WorkHours, coach.HolidaysSetting: env.Holidays,
		coach.PromptSetting: env.PromptAt, coach.LimitsSetting: env.QuietLimits, coach.CurrencySetting: env.Currency,
		coach.ManagersSetting: env.Managers, coach.MostOpenSetting: env.MostOpen,
		coach.MostPauseSetting: env.MostPauses, coach.FactsSetting: env.Facts,
	}
}

// problems collects what is wrong with the settings.
type problems struct{ lines []string }

func (p *problems) add(setting, what string) { p.lines = append(p.lines, setting+": "+what) }

func (p *problems) check(setting string, err error) {
	if err != nil {
		p.add(setting, err.Error())
	}
}

func (p *problems) err() error {
	if len(p.lines) == 0 {
		return nil
	}
	return usageError{"these settings are missing or wrong:\n  " + strings.Join(p.lines, "\n  ") +
		"\nThe README lists them all; to try the bot without any: bot demo"}
}

// token checks a token's kind without ever repeating it.
func (p *problems) token(setting string, token Secret, prefix string) string {
	switch text := string(token); {
	case text == "":
		p.add(setting, "missing; write the token that begins with "+prefix)
	case !strings.HasPrefix(text, prefix):
		p.add(setting, tokenKind(text)+"; write the one that begins with "+prefix)
	}
	return string(token)
}

// tokenKind says by its first letters what somebody took for the token that was
// wanted.
func tokenKind(token string) string {
	kind, _, _ := strings.Cut(token, "-")
	switch kind {
	case "xoxb":
		return "a bot token"
	case "xapp":
		return "an app-level token"
	case "xoxp":
		return "a user token"
	case "xoxe", "xoxe.xoxb", "xoxe.xoxp":
		return "a token of an app that rotates its tokens, which the bot does not do"
	default:
		return "a token of another kind"
	}
}

func (p *problems) apiURL(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		p.add("SLACK_API_URL", "not an address like https://slack.com/api/")
		return text
	}
	return strings.TrimSuffix(text, "/") + "/"
}

func (p *problems) redisURL(text Secret) string {
	if text == "" {
		return ""
	}
	p.check("REDIS_URL", store.CheckURL(string(text)))
	return string(text)
}

func (p *problems) httpAddr(text string) string {
	if _, port, err := net.SplitHostPort(text); text != "" && (err != nil || port == "") {
		p.add("HTTP_ADDR", fmt.Sprintf("%q is not an address like 127.0.0.1:8090", text))
	}
	return text
}
