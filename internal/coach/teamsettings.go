package coach

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The team's settings, by their names in the environment. They are kept and
// changed as texts.
const (
	ZoneSetting      = "TIME_ZONE"
	ChannelSetting   = "DIGEST_CHANNEL"
	DigestSetting    = "DIGEST_AT"
	DaysSetting      = "WORK_DAYS"
	HoursSetting     = "WORK_HOURS"
	HolidaysSetting  = "HOLIDAYS"
	PromptSetting    = "PROMPT_AT"
	LimitsSetting    = "QUIET_LIMITS"
	CurrencySetting  = "CURRENCY"
	ManagersSetting  = "MANAGERS"
	MostOpenSetting  = "MOST_OPEN"
	MostPauseSetting = "MOST_PAUSES"
	FactsSetting     = "FACTS"
)

// None is what is written for no digest channel, and for no holidays.
const None = "none"

// setting is one of the team's settings: how its text is read, and written.
type setting struct {
	name string
	set  func(s *Settings, text string) error
	text func(s Settings) string
}

var settings = []setting{
	{LimitsSetting, (*Settings).setLimits, func(s Settings) string { return limitsText(s.Limits) }},
	{MostOpenSetting, (*Settings).setMostOpen, func(s Settings) string { return strconv.Itoa(s.MostOpen) }},
	{MostPauseSetting, (*Settings).setMostPauses, func(s Settings) string { return strconv.Itoa(s.MostPauses) }},
	{FactsSetting, (*Settings).setFacts, func(s Settings) string { return factsText(s.Facts) }},
	{DaysSetting, (*Settings).setDays, func(s Settings) string { return daysText(s.Work.Days) }},
	{HoursSetting, (*Settings).setHours, func(s Settings) string { return s.Work.From.String() + "-" + s.Work.To.String() }},
	{HolidaysSetting, (*Settings).setHolidays, func(s Settings) string { return s.Holidays }},
	{PromptSetting, (*Settings).setPromptAt, func(s Settings) string { return s.PromptAt.String() }},
	{ZoneSetting, (*Settings).setZone, func(s Settings) string { return s.Zone.String() }},
	{ChannelSetting, (*Settings).setChannel, func(s Settings) string { return s.DigestChannel }},
	{DigestSetting, (*Settings).setDigestAt, func(s Settings) string { return s.DigestAt.String() }},
	{CurrencySetting, (*Settings).setCurrency, func(s Settings) string { return s.Currency }},
	{ManagersSetting, (*Settings).setManagers, func(s Settings) string { return strings.Join(s.Managers, ",") }},
}

// SettingNames lists the names of the team's settings, what decides on prompts
// first.
func SettingNames() []string {
	names := make([]string, len(settings))
	for i, one := range settings {
		names[i] = one.name
	}
	return names
}

// Set reads the text of one setting. At an error, which says what to write
// instead, s stays as it was.
func (s *Settings) Set(name, text string) error {
	for _, one := range settings {
		if one.name == name {
			return one.set(s, strings.TrimSpace(text))
		}
	}
	return fmt.Errorf("%s is no setting of a team", name)
}

// Text writes one setting as Set reads it, None for nothing at all.
func (s Settings) Text(name string) string {
	for _, one := range settings {
		if one.name != name {
			continue
		}
		if text := one.text(s); text != "" {
			return text
		}
		return None
	}
	return ""
}

// Check finds what does not fit together, by the setting to be mended.
func (s Settings) Check() (name string, err error) {
	if s.PromptAt >= s.Work.To {
		return PromptSetting, fmt.Errorf("%s is not before the end of the working hours, %s", s.PromptAt, s.Work.To)
	}
	return "", nil
}

func (s *Settings) setZone(text string) error {
	zone, err := time.LoadLocation(text)
	if err != nil || text == "" || text == "Local" {
		return fmt.Errorf("%q is not a zone like Europe/Berlin", text)
	}
	s.Zone = zone
	return nil
}

func (s *Settings) setChannel(text string) error {
	if strings.EqualFold(text, None) {
		text = ""
	}
	name, named := strings.CutPrefix(text, "#")
	if text != "" && !isChannelID(text) && (!named || name == "" || strings.ContainsAny(name, " ,#")) {
		return fmt.Errorf("%q is neither a channel id like C0123ABCD nor a name like #sales", text)
	}
	s.DigestChannel = text
	return nil
}

func isChannelID(text string) bool {
	return len(text) > 1 && (text[0] == 'C' || text[0] == 'G') && !strings.ContainsFunc(text, func(r rune) bool {
		return (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	})
}

func (s *Settings) setDigestAt(text string) (err error) {
	at, err := ParseWeekly(text)
	if err == nil {
		s.DigestAt = at
	}
	return err
}

func (s *Settings) setDays(text string) error {
	days, err := ParseDays(text)
	if err == nil {
		s.Work.Days = days
	}
	return err
}

func (s *Settings) setHours(text string) error {
	from, to, err := ParseHours(text)
	if err == nil {
		s.Work.From, s.Work.To = from, to
	}
	return err
}

func (s *Settings) setHolidays(text string) error {
	if text == "" || strings.EqualFold(text, None) {
		s.Holidays, s.Work.Off = "", nil
		return nil
	}
	off, err := ParseHolidays(text)
	if err == nil {
		s.Holidays, s.Work.Off = strings.Join(strings.FieldsFunc(text, betweenHolidays), ","), off
	}
	return err
}

func (s *Settings) setPromptAt(text string) error {
	at, err := ParseClock(text)
	if err == nil {
		s.PromptAt = at
	}
	return err
}

func (s *Settings) setLimits(text string) error {
	limits, err := ParseLimits(text, DefaultSettings().Limits)
	if err == nil {
		s.Limits = limits
	}
	return err
}

func (s *Settings) setCurrency(text string) error {
	letters := !strings.ContainsFunc(text, func(r rune) bool { return r < 'A' || r > 'Z' })
	if len(text) != 3 || !letters {
		return fmt.Errorf("%q is not three letters like USD", text)
	}
	s.Currency = text
	return nil
}

func (s *Settings) setManagers(text string) error {
	s.Managers = nil
	if strings.EqualFold(text, None) {
		return nil
	}
	for id := range strings.SplitSeq(text, ",") {
		if id = strings.TrimSpace(id); id != "" && !slices.Contains(s.Managers, id) {
			s.Managers = append(s.Managers, id)
		}
	}
	slices.Sort(s.Managers)
	return nil
}

func (s *Settings) setMostOpen(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 1000 {
		return fmt.Errorf("%q is not a number of open deals from 1 to 1000, or 0 for any", text)
	}
	s.MostOpen = n
	return nil
}

func (s *Settings) setMostPauses(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 20 {
		return fmt.Errorf("%q is not a number of pauses from 1 to 20", text)
	}
	s.MostPauses = n
	return nil
}

func (s *Settings) setFacts(text string) error {
	facts, err := ParseFacts(text)
	if err == nil {
		s.Facts = facts
	}
	return err
}

// ParseFacts reads the facts that a team asks for, "need,budget,time frame", in
// any order; they come back in that of Facts.
func ParseFacts(text string) ([]Fact, error) {
	var facts []Fact
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		fact, ok := ParseFact(strings.ReplaceAll(part, " ", "-"))
		if !ok {
			return nil, fmt.Errorf("%q is not one of %s", part, factsText(Facts))
		}
		if !slices.Contains(facts, fact) {
			facts = append(facts, fact)
		}
	}
	slices.SortFunc(facts, func(a, b Fact) int { return slices.Index(Facts, a) - slices.Index(Facts, b) })
	return facts, nil
}

func factsText(facts []Fact) string {
	words := make([]string, len(facts))
	for i, f := range facts {
		words[i] = string(f)
	}
	return strings.Join(words, ",")
}

func limitsText(limits map[Stage]int) string {
	var parts []string
	for _, stage := range Stages {
		if n, ok := limits[stage]; ok {
			parts = append(parts, fmt.Sprintf("%s=%dd", stage, n))
		}
	}
	return strings.Join(parts, ",")
}

// daysText writes working days from Monday on, those in a row as a range.
func daysText(days [7]bool) string {
	week := []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}
	var parts []string
	for i := 0; i < len(week); i++ {
		if !days[week[i]] {
			continue
		}
		from := i
		for i+1 < len(week) && days[week[i+1]] {
			i++
		}
		part := week[from].String()[:3]
		if i > from {
			part += "-" + week[i].String()[:3]
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ",")
}
