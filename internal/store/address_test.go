package store

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAddress(t *testing.T) {
	rows := []struct {
		name, url string
		want      address
	}{
		{"a host", "redis://localhost:6379", address{hosts: []string{"localhost:6379"}}},
		{"a host without a port", "redis://cache", address{hosts: []string{"cache:6379"}}},
		{"a host of the newer internet", "redis://[::1]", address{hosts: []string{"[::1]:6379"}}},
		{"a database", "redis://h:1/3", address{hosts: []string{"h:1"}, db: 3}},
		{"a login", "redis://me:secret@h:1", address{hosts: []string{"h:1"}, user: "me", password: "secret"}},
		{"a password alone", "redis://:secret@h:1", address{hosts: []string{"h:1"}, password: "secret"}},
		{"a password of special characters", "redis://:a%2Fb%3Fc@d@h:1", address{hosts: []string{"h:1"}, password: "a/b?c@d"}},
		{"a password with a slash that is not escaped", "redis://:a/b@h:1", address{hosts: []string{"h:1"}, password: "a/b"}},
		{"TLS", "rediss://h", address{hosts: []string{"h:6379"}, tls: true}},
		{"a socket", "unix:///run/redis.sock", address{hosts: []string{"/run/redis.sock"}}},
		{"a socket with a login and a database", "unix://me:secret@/run/redis.sock?db=2",
			address{hosts: []string{"/run/redis.sock"}, user: "me", password: "secret", db: 2}},
		{"a Cluster", "redis://me:secret@h1:1,h2,h3:3", address{hosts: []string{"h1:1", "h2:6379", "h3:3"}, user: "me", password: "secret"}},
		{"Sentinels", "redis-sentinel://:secret@h1:1,h2/mymaster", address{hosts: []string{"h1:1", "h2:26379"}, master: "mymaster", password: "secret"}},
		{"Sentinels with a login of their own", "redis-sentinel://h/m?sentinel_user=s&sentinel_password=p&db=1",
			address{hosts: []string{"h:26379"}, master: "m", sentinelUser: "s", sentinelPw: "p", db: 1}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			got, err := parseAddress(row.url)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(row.want, got, cmp.AllowUnexported(address{})); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// wrongURLs all hold the password "hunter2", some of them where it hides.
var wrongURLs = map[string]error{
	"hunter2":                                  errScheme,
	"http://:hunter2@h":                        errScheme,
	"redis:hunter2@h":                          errScheme,
	"redis://:hunter2@":                        errHosts,
	"redis://:hunter2@h:port":                  errHosts,
	"redis://:hunter2@h:99999":                 errHosts,
	"redis://:hunter2@h1:1,,h2:2":              errHosts,
	"redis://:12?hunter2@h:1":                  errSetting,
	"redis://:%zzhunter2@h:1":                  errLogin,
	"redis://:hunter2@h:1/x":                   errDatabase,
	"redis://:hunter2@h:1/-1":                  errDatabase,
	"redis://:hunter2@h1:1,h2:2/3":             errDatabase,
	"redis://h?db=hunter2":                     errDatabase,
	"redis://h?password=hunter2":               errSetting,
	"redis://h?%zz=hunter2":                    errSetting,
	"unix://:hunter2@run/redis.sock":           errSocket,
	"redis-sentinel://:hunter2@h":              errMaster,
	"redis-sentinel://:hunter2@h/m/n":          errMaster,
	"redis-sentinel://h:1:hunter2/m":           errHosts,
	"redis-sentinel://h/m?sentinel_pw=hunter2": errSetting,
}

func TestAWrongAddressIsRefusedWithoutItsPassword(t *testing.T) {
	for url, want := range wrongURLs {
		_, err := Open(t.Context(), Options{URL: url, Team: "T1"})
		if err != want {
			t.Errorf("%s: got error %v, want %v", url, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: the error %q holds the password", url, err)
		}
	}
}

func FuzzAddress(f *testing.F) {
	for url := range wrongURLs {
		f.Add(url)
	}
	f.Add("redis://me:secret@h1:1,h2,h3:3")
	f.Add("redis-sentinel://:secret@h1:1,h2/mymaster?db=1")
	known := []error{errScheme, errLogin, errHosts, errDatabase, errSocket, errMaster, errSetting}
	f.Fuzz(func(t *testing.T, url string) {
		a, err := parseAddress(url)
		switch {
		case err != nil && !slices.Contains(known, err):
			t.Errorf("%q: the error %q may hold a piece of the URL", url, err)
		case err == nil && (len(a.hosts) == 0 || a.db < 0):
			t.Errorf("%q: got %+v without an error", url, a)
		}
	})
}
