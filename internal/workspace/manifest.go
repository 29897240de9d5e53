package workspace

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// manifest is the part of an app manifest that decides what the app gets:
// https://docs.slack.dev/reference/app-manifest.
type manifest struct {
	Display struct {
		Name string `yaml:"name"`
	} `yaml:"display_information"`
	Features struct {
		Home struct {
			HomeTab     bool `yaml:"home_tab_enabled"`
			MessagesTab bool `yaml:"messages_tab_enabled"`
			ReadOnly    bool `yaml:"messages_tab_read_only_enabled"`
		} `yaml:"app_home"`
		BotUser struct {
			Name string `yaml:"display_name"`
		} `yaml:"bot_user"`
		Commands  []slashCommand `yaml:"slash_commands"`
		Shortcuts []shortcut     `yaml:"shortcuts"`
	} `yaml:"features"`
	OAuth struct {
		Scopes struct {
			Bot []string `yaml:"bot"`
		} `yaml:"scopes"`
	} `yaml:"oauth_config"`
	Settings struct {
		Subscriptions struct {
			Events []string `yaml:"bot_events"`
		} `yaml:"event_subscriptions"`
		Interactivity struct {
			Enabled bool `yaml:"is_enabled"`
		} `yaml:"interactivity"`
		SocketMode bool `yaml:"socket_mode_enabled"`
	} `yaml:"settings"`

	open bool // nothing was asked for, so everything is given
}

// openManifest is that of an app nobody knows yet: every scope is granted, every
// event and every command that somebody types is delivered.
func openManifest() manifest {
	m := manifest{open: true}
	m.Display.Name, m.Features.BotUser.Name = "Your app", "your_app"
	m.Features.Home.HomeTab, m.Features.Home.MessagesTab = true, true
	m.Settings.Interactivity.Enabled, m.Settings.SocketMode = true, true
	return m
}

type slashCommand struct {
	Command     string `yaml:"command" json:"command"`
	Description string `yaml:"description" json:"description"`
	Hint        string `yaml:"usage_hint" json:"hint"`
	Escape      bool   `yaml:"should_escape" json:"-"`
}

func parseManifest(text []byte) (manifest, error) {
	var m manifest
	if err := yaml.Unmarshal(text, &m); err != nil {
		return m, err
	}
	switch {
	case m.Display.Name == "":
		return m, errors.New("display_information.name is missing")
	case m.Features.BotUser.Name == "":
		return m, errors.New("features.bot_user.display_name is missing")
	case !m.Settings.SocketMode:
		return m, errors.New("settings.socket_mode_enabled is not true")
	}
	for _, c := range m.Features.Commands {
		if !strings.HasPrefix(c.Command, "/") || c.Description == "" {
			return m, fmt.Errorf("slash command %q needs a leading slash and a description", c.Command)
		}
	}
	return m, nil
}

func (m *manifest) command(name string) (slashCommand, bool) {
	i := slices.IndexFunc(m.Features.Commands, func(c slashCommand) bool { return c.Command == name })
	if i < 0 {
		return slashCommand{Command: name}, m.open
	}
	return m.Features.Commands[i], true
}

func (m *manifest) granted(scope string) bool {
	return m.open || slices.Contains(m.OAuth.Scopes.Bot, scope)
}

func (m *manifest) subscribed(event string) bool {
	return m.open || slices.Contains(m.Settings.Subscriptions.Events, event)
}
