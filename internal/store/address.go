package store

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// address is where Redis is and how to log in.
type address struct {
	hosts                    []string // host:port, or one path of a socket
	master                   string   // what the Sentinels call it; empty: no Sentinels
	db                       int
	user, password           string
	sentinelUser, sentinelPw string
	tls                      bool
}

// The errors of a URL are fixed sentences: quoting any part of it could quote
// a piece of the password.
var (
	errScheme   = errors.New("the Redis URL must begin with redis://, rediss://, unix:// or redis-sentinel://")
	errLogin    = errors.New("the Redis URL's user or password is not well-formed: write special characters as %2F and so on")
	errHosts    = errors.New("the Redis URL's hosts are not well-formed: write them like host:6379 or h1:6379,h2:6379 (special characters of a password as %2F and so on)")
	errDatabase = errors.New("the Redis URL's database must be a number, like redis://host:6379/0; a Cluster has only 0")
	errSocket   = errors.New("the Redis URL's socket must be a full path, like unix:///run/redis.sock")
	errMaster   = errors.New("the Redis URL must name the Sentinels' master, like redis-sentinel://host:26379/mymaster")
	errSetting  = errors.New("the Redis URL's settings are not well-formed: there are db, sentinel_user and sentinel_password")
)

// CheckURL returns what is wrong with a Redis URL, in words that hold no part of
// it, or nil.
func CheckURL(raw string) error {
	_, err := parseAddress(raw)
	return err
}

// parseAddress takes a URL apart. It does so by hand because net/url takes no
// list of hosts.
func parseAddress(raw string) (address, error) {
	scheme, rest, found := strings.Cut(raw, "://")
	if !found {
		return address{}, errScheme
	}
	rest, query, _ := strings.Cut(rest, "?")
	login, rest, found := cutLast(rest, "@")
	if !found {
		login, rest = "", login
	}
	var a address
	if err := a.setLogin(login); err != nil {
		return address{}, err
	}
	if err := a.setQuery(query); err != nil {
		return address{}, err
	}
	return a, a.setPlace(scheme, rest)
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

func (a *address) setLogin(login string) error {
	user, password, _ := strings.Cut(login, ":")
	var err1, err2 error
	a.user, err1 = url.PathUnescape(user)
	a.password, err2 = url.PathUnescape(password)
	if err1 != nil || err2 != nil {
		return errLogin
	}
	return nil
}

func (a *address) setQuery(query string) error {
	settings, err := url.ParseQuery(query)
	if err != nil {
		return errSetting
	}
	for name := range settings {
		value := settings.Get(name)
		switch name {
		case "db":
			if a.db, err = strconv.Atoi(value); err != nil || a.db < 0 {
				return errDatabase
			}
		case "sentinel_user":
			a.sentinelUser = value
		case "sentinel_password":
			a.sentinelPw = value
		default:
			return errSetting
		}
	}
	return nil
}

func (a *address) setPlace(scheme, rest string) error {
	if scheme == "unix" {
		if !strings.HasPrefix(rest, "/") {
			return errSocket
		}
		a.hosts = []string{rest}
		return nil
	}
	hosts, path, _ := strings.Cut(rest, "/")
	switch scheme {
	case "redis-sentinel":
		if path == "" || strings.Contains(path, "/") {
			return errMaster
		}
		a.master = path
		return a.setHosts(hosts, "26379")
	case "redis", "rediss":
		a.tls = scheme == "rediss"
		if err := a.setHosts(hosts, "6379"); err != nil {
			return err
		}
		if path != "" {
			n, err := strconv.Atoi(path)
			if err != nil || n < 0 {
				return errDatabase
			}
			a.db = n
		}
		if len(a.hosts) > 1 && a.db != 0 {
			return errDatabase
		}
		return nil
	default:
		return errScheme
	}
}

func (a *address) setHosts(hosts, port string) error {
	for host := range strings.SplitSeq(hosts, ",") {
		if !strings.Contains(host, ":") || strings.HasSuffix(host, "]") {
			host = net.JoinHostPort(strings.Trim(host, "[]"), port)
		}
		name, number, err := net.SplitHostPort(host)
		if n, wrong := strconv.Atoi(number); err != nil || wrong != nil || n < 1 || n > 65535 || name == "" {
			return errHosts
		}
		a.hosts = append(a.hosts, host)
	}
	return nil
}

// client makes a client that opens connections when they are needed. retries
// is how often a command that may be repeated is, -1 for never; pool is how
// many connections it may have, 0 for the driver's choice.
func (a address) client(retries, pool int) redis.UniversalClient {
	o := &redis.UniversalOptions{
		Addrs: a.hosts, DB: a.db, MasterName: a.master,
		Username: a.user, Password: a.password,
		SentinelUsername: a.sentinelUser, SentinelPassword: a.sentinelPw,
		ClientName: "dealcoach", DisableIdentity: true,
		DialTimeout: dialTimeout, DialerRetries: 1,
		ReadTimeout: readTimeout, WriteTimeout: readTimeout, ContextTimeoutEnabled: true,
		MaxRetries: retries, MinRetryBackoff: 20 * time.Millisecond, MaxRetryBackoff: 200 * time.Millisecond,
		PoolSize: pool, PipelinePoolSize: -1, PoolTimeout: poolTimeout, ConnMaxIdleTime: 5 * time.Minute,
		MaintNotificationsConfig: &maintnotifications.Config{Mode: maintnotifications.ModeDisabled},
	}
	if a.tls {
		o.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	if len(a.hosts) > 1 && a.master == "" {
		cluster := redis.NewClusterClient(o.Cluster())
		cluster.OnNewNode(func(node *redis.Client) { node.AddHook(lookout{}) })
		cluster.AddHook(lookout{cluster.ReloadState})
		return cluster
	}
	single := redis.NewUniversalClient(o)
	single.AddHook(lookout{})
	return single
}

// silenceDriver keeps the driver from printing each failed dial by itself: the
// errors reach the caller anyway.
var silenceDriver = sync.OnceFunc(func() { redis.SetLogger(silence{}) })

type silence struct{}

func (silence) Printf(context.Context, string, ...any) {}
