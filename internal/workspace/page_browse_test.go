package workspace_test

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/chromedp/chromedp"
)

func (s *stage) do(actions ...chromedp.Action[chromedp.Void]) {
	s.Helper()
	if err := chromedp.Do(s.ctx, actions...); err != nil {
		s.Fatal(err)
	}
}

// asks evaluates an expression in the page.
func asks[T any](s *stage, expression string) T {
	s.Helper()
	v, err := chromedp.Run(s.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		s.Fatalf("%s: %v", expression, err)
	}
	return v
}

// waits until a function of the page, given a text, says true.
func (s *stage) waits(function, text string) {
	s.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, 20*time.Second)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.PollFunction[bool](function, chromedp.WithPollingArgs(text), chromedp.WithPollingInterval(20*time.Millisecond))); err != nil {
		page, _ := chromedp.Run(s.ctx, chromedp.Evaluate[string]("document.body.innerText"))
		s.picture("failed")
		s.Fatalf("waited in vain for %q: %v\n%s", text, err, page)
	}
}

// sees waits until the page shows all texts.
func (s *stage) sees(texts ...string) {
	s.Helper()
	for _, text := range texts {
		s.waits(`(text) => document.body.innerText.replace(/\s+/g, " ").includes(text)`, text)
	}
}

// misses waits until the page does not show a text.
func (s *stage) misses(text string) {
	s.Helper()
	s.waits(`(text) => !document.body.innerText.replace(/\s+/g, " ").includes(text)`, text)
}

// presses the first button that can be seen whose name holds the text.
func (s *stage) presses(label string) {
	s.Helper()
	s.waits(`(label) => {
		const inside = document.querySelector("dialog[open]:last-of-type") ?? document;
		const button = [...inside.querySelectorAll("button, a.button")].find((b) =>
			(b.innerText + " " + (b.ariaLabel ?? "")).includes(label) && !b.disabled && b.checkVisibility());
		button?.focus();
		button?.click();
		return Boolean(button);
	}`, label)
}

// types into the field that has the focus.
func (s *stage) types(keys string) {
	s.Helper()
	s.do(chromedp.KeyEvent(keys))
}

// says a line in the composer.
func (s *stage) says(line string) {
	s.Helper()
	s.do(chromedp.SendKeys("#composer-text", line+"\r"))
}

// picture leaves a screenshot in the folder PICTURES, if somebody wants one.
func (s *stage) picture(name string) {
	dir := os.Getenv("PICTURES")
	if dir == "" {
		return
	}
	s.do(chromedp.Sleep(250 * time.Millisecond))
	shot, err := chromedp.Run(s.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), shot, 0o644)
	}
	s.check(err)
}

// slackPost calls a method of the Web API by hand.
func slackPost(address string, form url.Values) (string, error) {
	resp, err := http.PostForm(address, form)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return string(text), err
}
