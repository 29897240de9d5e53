package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/alicebob/miniredis/v2/server"

	"dealcoach"
	"dealcoach/internal/coach"
	"dealcoach/internal/store"
	"dealcoach/internal/store/redistest"
	"dealcoach/internal/workspace"
)

// broken is an installation in which one thing is broken: what the doctor says
// of it and how it ends, and what a bot says that is started on it.
type broken struct {
	story    string
	manifest string // a line that the app's manifest lacks
	appToken string // of another app; empty: of the same
	spoil    func(g *ground)

	says  string // the finding, with its grade and word
	mend  string
	code  int
	run   string // in the log of a bot that is started; empty: it has nothing to say
	start int    // how that bot ends; goesOn: it does not
}

// goesOn is for a bot that starts and says what it misses.
const goesOn = -1

func set(settings ...string) func(*ground) {
	return func(g *ground) { g.settings = append(g.settings, settings...) }
}

func fault(method, code string) func(*ground) {
	return func(g *ground) { g.workspace.Fail(workspace.Fault{Method: method, Error: code, Times: -1}) }
}

func skewed(by time.Duration) func(*ground) {
	return func(g *ground) {
		g.workspace.Fail(workspace.Fault{Method: "auth.test", Skew: by, Times: -1})
	}
}

// on puts the state on a real server with the settings, and changes its URL.
func on(change func(s *redistest.Server) string, settings ...string) func(*ground) {
	return func(g *ground) { g.redis = change(redistest.Start(g.T, settings...)) }
}

func asItIs(s *redistest.Server) string { return s.URL }

// small puts the state on an embedded server that is changed.
func small(change func(r *miniredis.Miniredis, g *ground) string) func(*ground) {
	return func(g *ground) { g.redis = change(miniredis.RunT(g.T), g) }
}

var brokenSettings = []broken{
	{
		story: "the bot token is missing", spoil: set("SLACK_BOT_TOKEN="),
		says: "WRONG  settings  SLACK_BOT_TOKEN: missing", mend: "The README lists all settings", code: 1,
		run: "SLACK_BOT_TOKEN: missing", start: exitUsage,
	},
	{
		story: "a user token stands for the bot's", spoil: set("SLACK_BOT_TOKEN=xoxp-1-zqsecret"),
		says: "WRONG  settings  SLACK_BOT_TOKEN: a user token; write the one that begins with xoxb-", code: 1,
		run: "SLACK_BOT_TOKEN: a user token", start: exitUsage,
	},
	{
		story: "a bot token stands for the app's", spoil: set("SLACK_APP_TOKEN=xoxb-1-zqsecret"),
		says: "WRONG  settings  SLACK_APP_TOKEN: a bot token; write the one that begins with xapp-", code: 1,
		run: "SLACK_APP_TOKEN: a bot token", start: exitUsage,
	},
	{
		story: "the zone is none, and all else is looked at", spoil: set("TIME_ZONE=Europe/Berln"),
		says: "WRONG  settings  TIME_ZONE:", mend: "ok     slack     the bot token is good", code: 1,
		run: "TIME_ZONE:", start: exitUsage,
	},
	{
		story: "two settings are wrong", spoil: set("CURRENCY=dollars", "PROMPT_AT=25:00"),
		says: "WRONG  settings  PROMPT_AT:", mend: "WRONG  settings  CURRENCY:", code: 1,
		run: "PROMPT_AT:", start: exitUsage,
	},
	{
		story: "the URL of Redis is none", spoil: func(g *ground) { g.redis = "http://:zqsecret@redis" },
		says: "WRONG  settings  REDIS_URL: the Redis URL must begin with redis://", code: 1,
		run: "REDIS_URL:", start: exitUsage,
	},
	{
		story: "a script is broken", spoil: func(g *ground) {
			dir := g.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "hello.md"), []byte("---\nid: hello\nrnak: 3\n---\n"), 0o600); err != nil {
				g.Fatal(err)
			}
			g.settings = append(g.settings, "PROMPTS_DIR="+dir)
		},
		says: "WRONG  scripts   hello.md:", mend: "bot prompts checks them", code: 1,
		run: "hello.md:", start: exitUsage,
	},
	{
		story: "the address of health and metrics is taken", spoil: func(g *ground) {
			l, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				g.Fatal(err)
			}
			g.Cleanup(func() { l.Close() })
			g.settings = append(g.settings, "HTTP_ADDR="+l.Addr().String())
		},
		says: "WRONG  http      HTTP_ADDR cannot be listened on", mend: "Choose another address", code: 1,
		run: "HTTP_ADDR: cannot listen", start: exitUsage,
	},
}

var brokenSlack = []broken{
	{
		story: "the app was removed", spoil: fault("auth.test", "token_revoked"),
		says: "WRONG  slack     Slack takes SLACK_BOT_TOKEN no more (token_revoked)", mend: "Install the app anew", code: 1,
		run: "slack refused the token: token_revoked", start: exitFailed,
	},
	{
		story: "the bot token is mistyped", spoil: set("SLACK_BOT_TOKEN=xoxb-zqsecret"),
		says: "WRONG  slack     Slack refuses SLACK_BOT_TOKEN (invalid_auth).", mend: "OAuth & Permissions", code: 1,
		run: "slack refused the token: invalid_auth", start: exitFailed,
	},
	{
		story: "the app token is mistyped", spoil: set("SLACK_APP_TOKEN=xapp-zqsecret"),
		says: "WRONG  slack     Slack refuses SLACK_APP_TOKEN (invalid_auth).", mend: "Basic Information", code: 1,
		run: "invalid_auth", start: exitFailed,
	},
	{
		story: "there is no way to Slack", spoil: set("SLACK_API_URL=http://127.0.0.1:1/api"),
		says: "WRONG  slack     Slack does not answer", mend: "proxy, firewall", code: 1,
		run: "slack does not answer; trying again", start: goesOn,
	},
	{
		story: "Socket Mode is off", spoil: fault("apps.connections.open", "socket_mode_not_enabled"),
		says: "WRONG  sockets   Socket Mode is off.", mend: "Turn it on", code: 1,
		run: "could not open a socket to Slack", start: goesOn,
	},
	{
		story: "Slack offers no socket and says another word", spoil: fault("apps.connections.open", "access_denied"),
		says: "WRONG  sockets   Slack offers no socket: access_denied", mend: "See that Socket Mode is on", code: 1,
		run: "could not open a socket to Slack", start: goesOn,
	},
	{
		story: "the app token may not open sockets", spoil: fault("apps.connections.open", "missing_scope"),
		says: "WRONG  sockets   SLACK_APP_TOKEN lacks the scope connections:write.", mend: "Generate an app-level token", code: 1,
		run: "could not open a socket to Slack", start: goesOn,
	},
	{
		story: "the tokens belong to two apps", appToken: "xapp-1-A0OTHER-1-zqsecret",
		says: "WRONG  app       The two tokens belong to different apps", mend: "Copy both tokens from the same app", code: 1,
		run: "The two tokens belong to different apps", start: goesOn,
	},
	{
		story: "the clock is an hour behind", spoil: skewed(time.Hour),
		says: "WRONG  clock     This machine's clock is 1h0m0s behind Slack's.", mend: "NTP", code: 1,
		run: "clock is ", start: goesOn,
	},
	{
		story: "the clock is a minute ahead", spoil: skewed(-time.Minute),
		says: "RISK   clock     This machine's clock is 1m", mend: "NTP", code: exitRisk,
		run: "clock is ", start: goesOn,
	},
	{
		story: "people cannot be read for the moment", spoil: fault("users.list", "fatal_error"),
		says: "RISK   people    They cannot be read: fatal_error", mend: "Try again", code: exitRisk,
		start: goesOn,
	},
	{
		story: "the bot is not in the channel", spoil: set("DIGEST_CHANNEL=#general"),
		says: "RISK   channel   The bot is not in the digest's channel #general: it can post", mend: "/invite @dealcoach", code: exitRisk,
		run: "The bot is not in the digest's channel #general", start: goesOn,
	},
	{
		story: "the bot is not in the channel and may not post there", manifest: "chat:write.public", spoil: set("DIGEST_CHANNEL=C0GENERAL"),
		says: "WRONG  channel   The bot is not in the digest's channel C0GENERAL, and may not post there.", mend: "/invite @dealcoach", code: 1,
		run: "may not post there", start: goesOn,
	},
	{
		story: "there is no such channel", spoil: set("DIGEST_CHANNEL=#nowhere"),
		says: "WRONG  channel   The bot sees no channel #nowhere", mend: "if the channel is private", code: 1,
		run: "The bot sees no channel #nowhere", start: goesOn,
	},
	{
		story: "the channel is archived", spoil: func(g *ground) {
			if err := g.workspace.Archive(salesChannel); err != nil {
				g.Fatal(err)
			}
		},
		says: "WRONG  channel   The digest's channel C0SALES is archived.", mend: "Choose another", code: 1,
		run: "is archived", start: goesOn,
	},
	{
		story: "managers chose a channel that is gone", spoil: func(g *ground) {
			g.stores(func(ctx context.Context, db *store.Store) error {
				return db.SaveSettings(ctx, "chosen", coach.Saved{Values: map[string]string{coach.ChannelSetting: "C0GONE"}})
			})
		},
		says: "WRONG  channel   The bot sees no channel C0GONE", mend: "Look at DIGEST_CHANNEL", code: 1,
		run: "The bot sees no channel C0GONE", start: goesOn,
	},
}

var brokenRedis = []broken{
	{
		story: "Redis is not there", spoil: small(func(r *miniredis.Miniredis, _ *ground) string {
			addr := r.Addr()
			r.Close()
			return "redis://:zqsecret@" + addr
		}),
		says: "WRONG  redis     Nobody answers where REDIS_URL says: the connection was refused.", mend: "See that Redis runs", code: 1,
		run: "the connection was refused", start: goesOn,
	},
	{
		story: "its host is unknown", spoil: func(g *ground) { g.redis = "redis://:zqsecret@redis.invalid" },
		says: "WRONG  redis     The host of REDIS_URL is not known.", mend: "spelling", code: 1,
		run: "The host of REDIS_URL is not known", start: goesOn,
	},
	{
		story: "it wants a password", spoil: small(func(r *miniredis.Miniredis, _ *ground) string {
			r.RequireAuth("zqsecret")
			return "redis://" + r.Addr()
		}),
		says: "WRONG  redis     Redis wants a password.", mend: "redis://:password@host:6379", code: 1,
		run: "Redis wants a password", start: goesOn,
	},
	{
		story: "the password is wrong", spoil: small(func(r *miniredis.Miniredis, _ *ground) string {
			r.RequireAuth("zqsecret")
			return "redis://:zqsecret2@" + r.Addr()
		}),
		says: "WRONG  redis     Redis does not take the user or the password.", mend: "Look at both in REDIS_URL", code: 1,
		run: "Redis does not take the user or the password", start: goesOn,
	},
	{
		story: "it speaks no TLS", spoil: on(func(s *redistest.Server) string { return strings.Replace(s.URL, "redis://", "rediss://", 1) }),
		says: "WRONG  redis     The server does not speak TLS there.", mend: "Write redis:// instead of rediss://", code: 1,
		run: "The server does not speak TLS", start: goesOn,
	},
	{
		story: "it speaks TLS alone", spoil: func(g *ground) {
			g.redis = strings.Replace(redistest.StartTLS(g.T).URL, "rediss://", "redis://", 1)
		},
		says: "WRONG  redis     The server speaks only TLS there.", mend: "Write rediss:// instead of redis://.", code: 1,
		run: "The server speaks only TLS", start: goesOn,
	},
	{
		story: "its certificate comes from an unknown authority", spoil: func(g *ground) { g.redis = redistest.StartTLS(g.T).URL },
		says: "WRONG  redis     Redis shows a certificate of an authority that this machine does not trust.", mend: "SSL_CERT_FILE", code: 1,
		run: "does not trust", start: goesOn,
	},
	{
		story: "it takes connections and says nothing", spoil: func(g *ground) { g.redis = "redis://" + mute(g.T) },
		says: "WRONG  redis     Redis does not answer in time.", mend: "firewall", code: 1,
		run: "Redis does not answer in time", start: goesOn,
	},
	{
		story: "it has not so many databases", spoil: on(func(s *redistest.Server) string { return s.URL + "/99" }),
		says: "WRONG  redis     Redis has no database of the number in REDIS_URL.", mend: "a smaller one", code: 1,
		run: "Redis has no database", start: goesOn,
	},
	{
		story: "it keeps nothing on disk", spoil: on(asItIs),
		says: "RISK   redis     Redis keeps no append-only file", mend: "Set appendonly yes", code: exitRisk,
		run: "Redis keeps no append-only file", start: goesOn,
	},
	{
		story: "it leaves the disk to the system", spoil: on(asItIs, redistest.Durable("no")...),
		says: "RISK   redis     Redis leaves it to the system", mend: "appendfsync always or everysec", code: exitRisk,
		start: goesOn,
	},
	{
		story: "it evicts", spoil: on(asItIs, "maxmemory 100mb", "maxmemory-policy allkeys-lru"),
		says: "WRONG  redis     Redis may throw deals away when its memory is full", mend: "Set maxmemory-policy noeviction", code: 1,
		run: "Redis may throw deals away", start: exitFailed,
	},
	{
		story: "it is a replica", spoil: on(asItIs, "replicaof 127.0.0.1 1"),
		says: "WRONG  redis     This Redis is a replica, which takes no changes.", mend: "Point REDIS_URL at the master", code: 1,
		run: "This Redis is a replica", start: exitFailed,
	},
	{
		story: "it is full", spoil: on(asItIs, "appendonly yes", "maxmemory 1kb"),
		says: "WRONG  redis     Redis is full: nothing can be saved.", mend: "Raise maxmemory", code: 1,
		run: "Redis is full", start: goesOn,
	},
	{
		story: "it is too old", spoil: small(func(r *miniredis.Miniredis, _ *ground) string {
			r.Server().SetPreHook(func(c *server.Peer, command string, _ ...string) bool {
				if command == "INFO" {
					c.WriteBulk("redis_version:6.2.14\r\nrun_id:a\r\nrole:master\r\naof_enabled:1\r\nmaxmemory_policy:noeviction\r\n")
				}
				return command == "INFO"
			})
			return "redis://" + r.Addr()
		}),
		says: "WRONG  redis     Redis 6.2.14 is too old", mend: "Use Redis 7.0 or later", code: 1,
		run: "Redis 6.2.14 is too old", start: exitFailed,
	},
	{
		story: "its user lacks a right", spoil: on(func(s *redistest.Server) string { return s.As("coach", "zqsecret") },
			"appendonly yes", "user coach on >zqsecret ~dc:* +@all -xadd"),
		says: "WRONG  redis     The Redis user may not run xadd.", mend: "docs/redis.md", code: 1,
		run: "may not run xadd", start: exitFailed,
	},
	{
		story: "a newer program wrote the records", spoil: small(func(r *miniredis.Miniredis, g *ground) string {
			team := "dc:{" + g.workspace.TeamID() + "}:"
			if err := errors.Join(r.Set(team+"ids", "1"), r.Set(team+"deal:1", `1 {"s":99,"id":1}`)); err != nil {
				g.Fatal(err)
			}
			return "redis://" + r.Addr()
		}),
		says: "WRONG  redis     Records were written by a newer version of the program (schema 99", mend: "Run the newer version", code: 1,
		run: "newer version of the program", start: exitFailed,
	},
	{
		story: "it does not tell about itself", spoil: small(func(r *miniredis.Miniredis, _ *ground) string { return "redis://" + r.Addr() }),
		says: "note   redis     Redis does not tell about itself (INFO)", mend: "note   redis     Redis does not show its settings (CONFIG)", code: exitOK,
		run: "does not tell about itself", start: goesOn,
	},
	{
		story: "there is none, and no server to run", spoil: func(g *ground) { g.redis = "" },
		says: "WRONG  redis     REDIS_URL is empty, and neither redis-server nor valkey-server is on the PATH.", mend: "apt install redis-server", code: 1,
		run: "REDIS_URL: missing", start: exitUsage,
	},
	{
		story: "its folder is a file", spoil: func(g *ground) {
			ownFolder(g.T) // skips without a server
			g.redis = ""
			file := filepath.Join(os.TempDir(), filepath.Base(g.TempDir())+"-file")
			if err := os.WriteFile(file, nil, 0o600); err != nil {
				g.Fatal(err)
			}
			g.Cleanup(func() { os.Remove(file) })
			g.settings = append(g.settings, "PATH="+os.Getenv("PATH"), "DATA_DIR="+file)
		},
		says: "WRONG  redis     DATA_DIR: ", mend: "Choose another DATA_DIR", code: 1,
		run: "DATA_DIR:", start: exitFailed,
	},
	{
		story: "a message could not be delivered", spoil: func(g *ground) { bury(g, "is_archived") },
		says: "RISK   messages  digest:C0GONE:2026-W45 could not be delivered to C0GONE", mend: "Choose another channel", code: exitRisk,
		start: goesOn,
	},
	{
		story: "no bot has looked for an hour", spoil: func(g *ground) {
			g.stores(func(ctx context.Context, db *store.Store) error {
				return db.SetTimer(ctx, coach.Timer{Name: coach.PromptTimer(mia), Due: time.Now().Add(-time.Hour)})
			})
		},
		says: "RISK   timers    What was due 1h0m0s ago has not been looked at", mend: "See that a bot runs", code: exitRisk,
		start: goesOn,
	},
}

func TestTheDoctorNamesEachBrokenInstallation(t *testing.T) {
	t.Parallel()
	all := append(append(append([]broken{}, brokenSettings...), brokenSlack...), brokenRedis...)
	for _, scope := range manifestScopes() {
		lost, ok := withoutScope[scope]
		if !ok {
			t.Errorf("nobody knows what is lost without %s", scope)
		}
		row := broken{
			story: "the scope " + scope + " is missing", manifest: scope,
			says: lost.String(), mend: "The scope " + scope + " is missing: " + lost.what, code: exitRisk,
			run: "The scope " + scope + " is missing", start: goesOn,
		}
		if lost.grade == wrong {
			row.code = exitFailed
		}
		all = append(all, row)
	}
	for _, tt := range all {
		t.Run(tt.story, func(t *testing.T) {
			t.Parallel()
			g := tt.ground(t)
			begun := time.Now()
			code, printed := g.sub("doctor")
			if took := time.Since(begun); took > 15*time.Second {
				t.Errorf("the doctor took %v", took)
			}
			for _, want := range []string{tt.says, tt.mend} {
				if !strings.Contains(printed, want) {
					t.Errorf("the doctor does not say %q", want)
				}
			}
			if code != tt.code {
				t.Errorf("the doctor ends with %d, want %d", code, tt.code)
			}
			if t.Failed() {
				t.Log(printed)
			}
			tt.starts(g)
			if all := printed + g.log(); strings.Contains(all, "zqsecret") {
				t.Errorf("a secret is printed:\n%s", all)
			}
		})
	}
}

// ground makes the installation and breaks it.
func (tt broken) ground(t *testing.T) *ground {
	t.Helper()
	manifest := dealcoach.Manifest
	if tt.manifest != "" {
		manifest = bytes.Replace(manifest, []byte("      - "+tt.manifest+"\n"), nil, 1)
	}
	w, err := workspace.New(workspace.Options{Manifest: manifest, Team: "TDOCTOR", AppToken: tt.appToken})
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w.Start(l)
	populate(w)
	t.Cleanup(func() { w.Close() })
	g := &ground{T: t, workspace: w, redis: "redis://" + miniredis.RunT(t).Addr(), settings: []string{"DIGEST_CHANNEL=C0SALES"}}
	t.Cleanup(g.checkSecrets)
	if tt.spoil != nil {
		tt.spoil(g)
	}
	return g
}

// starts starts a bot, and waits for what it says and how it ends.
func (tt broken) starts(g *ground) {
	g.Helper()
	i := g.start()
	if tt.start == goesOn {
		if tt.run != "" {
			g.eventually("the bot warns: "+tt.run, func() bool { return strings.Contains(g.log(), tt.run) })
		} else {
			g.sockets(1)
		}
		i.kill()
		return
	}
	select {
	case err := <-i.ended:
		i.ended <- err
	case <-time.After(30 * time.Second):
		g.Fatal("the bot has not refused to start")
	}
	if code := i.ProcessState.ExitCode(); code != tt.start || !strings.Contains(g.log(), tt.run) {
		g.Errorf("the bot ends with %d, want %d and %q", code, tt.start, tt.run)
	}
}

// log is what the instances have printed.
func (g *ground) log() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.printed.String()
}

// sub runs another sub-command on the ground, and returns how it ended and what
// it printed.
func (g *ground) sub(line string) (code int, printed string) {
	g.Helper()
	app, bot := g.workspace.Tokens()
	cmd := exec.CommandContext(g.Context(), os.Args[0])
	cmd.Env = append([]string{
		runAsBot + "=" + line, "SLACK_APP_TOKEN=" + app, "SLACK_BOT_TOKEN=" + bot,
		"SLACK_API_URL=" + g.workspace.APIURL(), "REDIS_URL=" + g.redis, "HTTP_ADDR=",
	}, g.settings...)
	out, err := cmd.CombinedOutput()
	var ended *exec.ExitError
	if err != nil && !errors.As(err, &ended) {
		g.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// stores changes what is stored.
func (g *ground) stores(change func(ctx context.Context, db *store.Store) error) {
	g.Helper()
	db, err := store.Open(g.Context(), store.Options{URL: g.redis, Team: g.workspace.TeamID()})
	if err != nil {
		g.Fatal(err)
	}
	defer db.Close()
	if err := change(g.Context(), db); err != nil {
		g.Fatal(err)
	}
}

// mute is the address of a server that takes connections and never says a word.
func mute(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		var open []net.Conn
		for {
			c, err := l.Accept()
			if err != nil {
				break
			}
			open = append(open, c)
		}
		for _, c := range open {
			c.Close()
		}
	}()
	t.Cleanup(func() { l.Close(); <-ended })
	return l.Addr().String()
}

func TestTheDoctorIsDoneInTimeWhenNobodyAnswers(t *testing.T) {
	t.Parallel()
	g := broken{}.ground(t)
	g.redis = "redis://" + mute(t)
	g.settings = append(g.settings, "SLACK_API_URL=http://"+mute(t)+"/api")
	begun := time.Now()
	code, printed := g.sub("doctor")
	if took := time.Since(begun); took > 15*time.Second || code != exitFailed {
		t.Errorf("it took %v and ends with %d:\n%s", took, code, printed)
	}
}

func TestTheDoctorSpeaksJSON(t *testing.T) {
	t.Parallel()
	g := broken{}.ground(t)
	set("DIGEST_CHANNEL=#general")(g)
	code, printed := g.sub("doctor -json")
	var said struct {
		OK       bool
		Findings []struct{ Severity, What, Says, Mend string }
	}
	if err := json.Unmarshal([]byte(printed), &said); err != nil {
		t.Fatalf("%v:\n%s", err, printed)
	}
	if said.OK || code != exitRisk {
		t.Errorf("ok %t, exit code %d", said.OK, code)
	}
	for _, f := range said.Findings {
		if f.What == "channel" && f.Severity == "risk" && f.Mend != "" {
			return
		}
	}
	t.Errorf("the channel is not among %+v", said.Findings)
}

func TestTheDoctorTouchesNothing(t *testing.T) {
	t.Parallel()
	r := miniredis.RunT(t)
	g := broken{}.ground(t)
	g.redis = "redis://" + r.Addr()
	before := r.Dump()
	g.sub("doctor")
	if after := r.Dump(); after != before {
		t.Errorf("Redis held\n%s\nand holds\n%s", before, after)
	}
	for _, c := range g.workspace.Calls() {
		if strings.HasPrefix(c.Method, "chat.") || c.Method == "conversations.open" || strings.HasPrefix(c.Method, "views.") {
			t.Errorf("it called %s", c.Method)
		}
	}
}
