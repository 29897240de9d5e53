package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"syscall"
	"time"
)

// How long a request to the server for whoever watches may take, and how long a
// stop waits for those at work.
const (
	requestWithin = 10 * time.Second
	httpGrace     = 2 * time.Second
)

// listenHTTP takes the address of HTTP_ADDR; nil when there is none. That a
// second instance on one machine finds the usual address taken must not keep it
// from its work; an address that somebody chose must be there.
func listenHTTP(addr string, chosen bool, log *slog.Logger) (net.Listener, error) {
	if addr == "" {
		return nil, nil
	}
	l, err := net.Listen("tcp", addr)
	switch {
	case err == nil:
		return l, nil
	case !chosen && errors.Is(err, syscall.EADDRINUSE):
		log.Warn("HTTP_ADDR is taken, by another instance perhaps: this one serves no /healthz, /readyz and /metrics", "addr", addr)
		return nil, nil
	default:
		return nil, usageError{fmt.Sprintf("HTTP_ADDR: cannot listen on %s: %v; choose another address, or none with HTTP_ADDR=", addr, err)}
	}
}

// beServed serves handler on HTTP_ADDR, if there is one, until the returned
// function is called, which waits for the requests at work.
func beServed(ctx context.Context, c config, handler http.Handler, log *slog.Logger) (stop func(), err error) {
	_, chosen := os.LookupEnv("HTTP_ADDR")
	l, err := listenHTTP(c.httpAddr, chosen, log)
	if l == nil || err != nil {
		return func() {}, err
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() { defer close(ended); serveHTTP(ctx, l, handler, log) }()
	return func() { cancel(); <-ended }, nil
}

// serveHTTP serves until ctx ends.
func serveHTTP(ctx context.Context, l net.Listener, handler http.Handler, log *slog.Logger) {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: requestWithin, ReadTimeout: requestWithin, WriteTimeout: requestWithin,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			log.Error("health and metrics are not served any more", "err", err)
		}
	}()
	<-ctx.Done()
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), httpGrace)
	defer cancel()
	if err := server.Shutdown(stop); err != nil {
		_ = server.Close()
	}
	<-ended
}
