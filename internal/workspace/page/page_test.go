package page_test

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"dealcoach/internal/workspace/page"
)

// sources reads the embedded files with a suffix.
func sources(t *testing.T, suffix string) map[string]string {
	t.Helper()
	found := map[string]string{}
	names, err := fs.Glob(page.Files, "*"+suffix)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(page.Files, name)
		if err != nil {
			t.Fatal(err)
		}
		found[name] = string(text)
	}
	if len(found) == 0 {
		t.Fatalf("no %s files", suffix)
	}
	return found
}

// TestNothingCanBecomeHTML keeps out all that would read text as markup or
// code, and all that the policy default-src 'self' would block.
func TestNothingCanBecomeHTML(t *testing.T) {
	for _, tt := range []struct{ what, suffix, pattern string }{
		{"text becomes text nodes only", ".js", `innerHTML|outerHTML|insertAdjacentHTML|setHTML|createContextualFragment|DOMParser|srcdoc`},
		{"no text becomes code", ".js", `\beval\b|new Function\b|document\.write|setTimeout\(\s*["'` + "`" + `]|javascript:`},
		{"no style attribute is set", ".js", `setAttribute\(\s*["']style|cssText`},
		{"there is no inline script", ".html", `<script(>|[^>]*[^>]>\s*\S+\s*</script>)`},
		{"there is no inline style", ".html", `(?i)<style|\sstyle=`},
		{"there is no inline listener", ".html", `(?i)\son[a-z]+=`},
		{"nothing comes from elsewhere", ".html", `(?i)(src|href)="(https?:|//|data:)`},
		{"no style comes from elsewhere", ".css", `(?i)@import|url\(`},
	} {
		t.Run(tt.what, func(t *testing.T) {
			forbidden := regexp.MustCompile(tt.pattern)
			for name, text := range sources(t, tt.suffix) {
				for _, hit := range forbidden.FindAllString(text, -1) {
					t.Errorf("%s has %q", name, hit)
				}
			}
		})
	}
}

func TestLinksOpenWithoutTheOpener(t *testing.T) {
	target := regexp.MustCompile(`target: "_blank"[^}]*`)
	n := 0
	for name, text := range sources(t, ".js") {
		for _, properties := range target.FindAllString(text, -1) {
			n++
			if !strings.Contains(properties, `rel: "noopener noreferrer"`) {
				t.Errorf("%s: %s", name, properties)
			}
		}
	}
	if n == 0 {
		t.Error("found no links at all")
	}
}

// TestPartsFitTogether checks by name what a browser would only find out when
// it loads the page.
func TestPartsFitTogether(t *testing.T) {
	scripts := sources(t, ".js")
	html := sources(t, ".html")["index.html"]

	for _, m := range regexp.MustCompile(`(?:src|href)="([^"#]+)"`).FindAllStringSubmatch(html, -1) {
		if _, err := fs.Stat(page.Files, m[1]); err != nil {
			t.Errorf("index.html: %v", err)
		}
	}
	all := ""
	for _, text := range scripts {
		all += text
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(`\bid[=:] ?"([^"]+)"`).FindAllStringSubmatch(html+all, -1) {
		ids[m[1]] = true
	}
	imports := regexp.MustCompile(`import (?:\{([^}]*)\}|\* as \w+) from "\./([^"]+)"`)
	exported := regexp.MustCompile(`export (?:const|class|function|async function) (\w+)`)
	used := regexp.MustCompile(`byId\("([^"]+)"\)`)
	for name, text := range scripts {
		for _, m := range imports.FindAllStringSubmatch(text, -1) {
			from, ok := scripts[m[2]]
			if !ok {
				t.Errorf("%s imports from %s, which is not there", name, m[2])
			}
			for what := range strings.SplitSeq(m[1], ",") {
				what = strings.TrimSpace(what)
				offered := regexp.MustCompile(`export (?:const|class|function|async function) ` + regexp.QuoteMeta(what) + `\b`)
				if what != "" && !offered.MatchString(from) {
					t.Errorf("%s imports %s, which %s does not export", name, what, m[2])
				}
			}
		}
		for _, m := range exported.FindAllStringSubmatch(text, -1) {
			named := regexp.MustCompile(`import \{[^}]*\b` + m[1] + `\b|server\.` + m[1] + `\b`)
			if !named.MatchString(all) {
				t.Errorf("%s exports %s, which nobody imports", name, m[1])
			}
		}
		for _, m := range used.FindAllStringSubmatch(text, -1) {
			if !ids[m[1]] {
				t.Errorf("%s looks for #%s, which is not there", name, m[1])
			}
		}
	}
}
