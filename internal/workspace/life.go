package workspace

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"
)

// Start serves on l until Close; l is closed by it. It is called once.
func (w *Workspace) Start(l net.Listener) {
	w.life.Lock()
	defer w.life.Unlock()
	if w.closed || w.server != nil {
		l.Close()
		return
	}
	w.url = "http://" + l.Addr().String()
	server := &http.Server{Handler: w.handler, ReadHeaderTimeout: 10 * time.Second}
	w.server = server
	w.tasks.Go(func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			w.log.Error("workspace stopped serving", "error", err)
		}
	})
}

// URL is where Start serves, "http://host:port", and empty before Start.
func (w *Workspace) URL() string {
	w.life.Lock()
	defer w.life.Unlock()
	return w.url
}

// APIURL is what a Slack client takes as its API address. It ends with "/api/".
func (w *Workspace) APIURL() string { return w.URL() + "/api/" }

// PageURL is the page's address with its secret token.
func (w *Workspace) PageURL() string { return w.URL() + "/?token=" + w.pageToken }

// Close says good-bye on every socket, stops serving and waits for every
// goroutine of the workspace. Whoever waits for an acknowledgement gets ErrClosed.
func (w *Workspace) Close() error {
	w.shutDown.Do(func() {
		w.life.Lock()
		w.closed = true
		close(w.done)
		server := w.server
		w.life.Unlock()

		for _, s := range w.switchboard.all() {
			s.bye()
		}
		if server != nil {
			ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
			defer cancel()
			if server.Shutdown(ctx) != nil {
				server.Close()
			}
		}
	})
	w.tasks.Wait()
	return nil
}

// spawn runs f in a goroutine that Close waits for. It does nothing and says so
// when the workspace is closed; f must end when w.done is closed.
func (w *Workspace) spawn(f func()) bool {
	if !w.enter() {
		return false
	}
	go func() {
		defer w.tasks.Done()
		f()
	}()
	return true
}

// enter counts the caller as a task that Close waits for, until tasks.Done.
func (w *Workspace) enter() bool {
	w.life.Lock()
	defer w.life.Unlock()
	if w.closed {
		return false
	}
	w.tasks.Add(1)
	return true
}
