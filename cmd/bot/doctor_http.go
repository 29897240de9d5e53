package main

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"os"
)

// http looks whether the address for whoever watches is free, or served by a bot.
func (x *examination) http(ctx context.Context) findings {
	if x.httpAddr == "" {
		return nil
	}
	l, err := net.Listen("tcp", x.httpAddr)
	if err == nil {
		_ = l.Close()
		return found(fine, "http", "HTTP_ADDR is free: no bot runs there", "")
	}
	if servedByABot(ctx, x.httpAddr) {
		return found(fine, "http", "HTTP_ADDR is served by a bot that runs", "")
	}
	grade, says := note, "HTTP_ADDR cannot be listened on, so the bot will serve no health and no metrics: "+err.Error()
	if _, chosen := os.LookupEnv("HTTP_ADDR"); chosen {
		grade, says = wrong, "HTTP_ADDR cannot be listened on: "+err.Error()
	}
	return found(grade, "http", says, "Choose another address, or none with HTTP_ADDR=")
}

func servedByABot(ctx context.Context, addr string) bool {
	ctx, cancel := context.WithTimeout(ctx, pingWithin)
	defer cancel()
	if host, port, err := net.SplitHostPort(addr); err == nil && host == "" {
		addr = net.JoinHostPort("localhost", port)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/healthz", nil)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	defer resp.Body.Close()
	var says struct {
		Parts []part `json:"parts"`
	}
	return json.NewDecoder(http.MaxBytesReader(nil, resp.Body, 1<<16)).Decode(&says) == nil && len(says.Parts) > 0
}
