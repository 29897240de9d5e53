package main

import (
	"os"
	"slices"
	"testing"

	"go.yaml.in/yaml/v3"
)

// There is no docker here to ask, so the file is held to what it promises.
func TestTheComposeFileStartsTheBotAndItsRedis(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	type service struct {
		Build       string
		Image       string
		Command     []string
		Environment map[string]string
		Volumes     []string
		HealthCheck struct{ Test []string } `yaml:"healthcheck"`
		DependsOn   map[string]struct {
			Condition string
		} `yaml:"depends_on"`
		Rest map[string]any `yaml:",inline"`
	}
	var file struct {
		Services map[string]service
		Volumes  map[string]any
	}
	if err := yaml.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	bot, redis := file.Services["bot"], file.Services["redis"]
	for _, one := range []struct {
		story string
		is    bool
	}{
		{"there are two services", len(file.Services) == 2},
		{"the bot is built from here", bot.Build == "."},
		{"it finds its Redis", bot.Environment["REDIS_URL"] == "redis://redis:6379"},
		{"and waits until that is well", bot.DependsOn["redis"].Condition == "service_healthy" && len(redis.HealthCheck.Test) > 0},
		{"Redis throws nothing away", follows(redis.Command, "--maxmemory-policy", "noeviction")},
		{"and keeps what it is told", follows(redis.Command, "--appendonly", "yes")},
		{"on a volume", slices.Contains(redis.Volumes, "deals:/data") && len(file.Volumes) == 1},
	} {
		if !one.is {
			t.Errorf("it is not so that %s: %+v", one.story, file)
		}
	}
	known := []string{"restart", "env_file", "ports", "stop_grace_period", "read_only", "cap_drop", "security_opt"}
	for name, s := range file.Services {
		for key := range s.Rest {
			if !slices.Contains(known, key) {
				t.Errorf("%s has a key that nobody looked at: %s", name, key)
			}
		}
	}
}

// follows reports whether a word is followed by another.
func follows(words []string, first, second string) bool {
	i := slices.Index(words, first)
	return i >= 0 && i+1 < len(words) && words[i+1] == second
}
