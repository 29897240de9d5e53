package main

import (
	"context"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestThePageInABrowser plays the demo's story in headless Chromium, as a
// newcomer would: answer the coach, log a call, let a deal go, skip to Friday,
// read the digest. It is skipped where there is no Chromium. With PICTURES set to
// a folder, it leaves screenshots there.
func TestThePageInABrowser(t *testing.T) {
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("there is no chromium on this machine")
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	d, err := newDemo(ctx, l, sampleTeam, demoStart(time.Now()), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- d.program.serve(ctx) }()
	b := browse(t, ctx, chromium)
	b.do(chromedp.EmulateViewport(1080, 880), chromedp.Navigate(d.workspace.PageURL()))

	b.sees("Good morning, Mia. 3 deals need a decision of yours today.")
	b.sees("They last answered on", "the limit in Proposal is 7.", "Is the timing wrong?")
	b.picture("prompt")
	b.presses("No answer yet")
	b.sees("You tried, no answer yet.")
	b.presses("sales")
	b.types("/call fjord spoke with Ingrid, call back in 3 weeks because the board meets then")
	b.sees("Logged on #6 Fjord Hotels: you reached them.", "because the board meets then.")
	b.types("/deal letgo lumen")
	b.sees("Let go: #2 Lumen Dental (€9,500). Thank you")
	b.types(`<img src=x onerror="document.title='run'"> & a friendly word`)
	b.sees(`<img src=x onerror="document.title='run'"> & a friendly word`)
	b.presses("Next Friday")
	b.sees("Friday, 27", "This week: 1 won (€13,400; last week 2, €35,600), 2 let go (€26,300; last week", "Lumen Dental · €9,500 · Mia Brandt")
	b.picture("digest")
	if title := b.title(); title == "run" {
		t.Error("foreign text became HTML")
	}
	b.quit()
	stop()
	if err := <-served; err != nil {
		t.Error(err)
	}
	d.close()
}

// browser is a page in Chromium.
type browser struct {
	*testing.T
	ctx  context.Context
	quit func()
}

func browse(t *testing.T, ctx context.Context, chromium string) *browser {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(chromium), chromedp.NoSandbox,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, quitAll := chromedp.NewExecAllocator(ctx, options...)
	ctx, quit := chromedp.NewContext(ctx)
	return &browser{T: t, ctx: ctx, quit: func() {
		if err := chromedp.Cancel(ctx); err != nil {
			t.Error(err)
		}
		quit()
		quitAll()
	}}
}

func (b *browser) do(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.Fatal(err)
	}
}

// waits until a function of the page, given a text, says true.
func (b *browser) waits(function, text string) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 10*time.Second)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.PollFunction[bool](function, chromedp.WithPollingArgs(text), chromedp.WithPollingInterval(20*time.Millisecond))); err != nil {
		page, _ := chromedp.Run(b.ctx, chromedp.Evaluate[string]("document.body.innerText"))
		b.Fatalf("waited in vain for %q: %v\n%s", text, err, page)
	}
}

// sees waits until the page shows all texts.
func (b *browser) sees(texts ...string) {
	b.Helper()
	for _, text := range texts {
		b.waits(`(text) => document.body.innerText.replace(/\s+/g, " ").includes(text)`, text)
	}
}

// presses the first button whose label holds the text.
func (b *browser) presses(label string) {
	b.Helper()
	b.waits(`(label) => {
		const button = [...document.querySelectorAll("button")].find((b) => b.innerText.includes(label) && !b.disabled);
		button?.click();
		return Boolean(button);
	}`, label)
}

// types a line into the composer and sends it.
func (b *browser) types(line string) {
	b.Helper()
	b.do(chromedp.SendKeys("#composer-text", line+"\r"))
}

func (b *browser) title() string {
	b.Helper()
	title, err := chromedp.Run(b.ctx, chromedp.Title())
	if err != nil {
		b.Fatal(err)
	}
	return title
}

// picture leaves a screenshot, if somebody wants one, without the guide, and with
// the newest message shown from where it begins.
func (b *browser) picture(name string) {
	b.Helper()
	dir := os.Getenv("PICTURES")
	if dir == "" {
		return
	}
	b.waits(`(list) => {
		document.querySelector("#guide button[aria-label^=Close]")?.click();
		[...document.querySelectorAll(list)].pop()?.scrollIntoView({block: "start"});
		return true;
	}`, "#messages > li")
	b.do(chromedp.Sleep(300 * time.Millisecond))
	shot, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), shot, 0o644)
	}
	if err != nil {
		b.Error(err)
	}
}
