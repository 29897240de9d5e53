package store

import (
	"context"
	"embed"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"
)

//go:embed lua/*.lua
var lua embed.FS

// script is a Lua script with the hash that Redis knows it by.
type script struct{ text, hash string }

var (
	commitScript  = load("commit")
	claimScript   = load("claim")
	renewScript   = load("renew")
	promoteScript = load("server", "promote")
	beginScript   = load("server", "begin")
	finishScript  = load("finish")
	deferScript   = load("defer")
	buryScript    = load("bury")
	reviveScript  = load("revive")
	rightsScript  = load("rights")
	swapScript    = load("swap")
	relistScript  = load("relist")
	rangesScript  = load("ranges")
)

// load makes a script of files, the last of which is the script itself and the
// others are what it calls.
func load(names ...string) *script {
	var all []byte
	for _, name := range names {
		text, _ := lua.ReadFile("lua/" + name + ".lua") // what was embedded is there
		all = append(all, text...)
	}
	return &script{text: string(all), hash: redis.NewScript(string(all)).Hash()}
}

// pauses are what lies between the attempts of a write whose answer was lost.
var pauses = []time.Duration{25 * time.Millisecond, 100 * time.Millisecond, 400 * time.Millisecond}

// write runs a script whose repetition does no harm. It repeats it while its
// fate is uncertain and ctx lasts, and gives up at once when it was refused.
func (s *Store) write(ctx context.Context, sc *script, keys []string, args ...any) (any, error) {
	words := make([]any, 0, 3+len(keys)+len(args))
	words = append(words, "evalsha", sc.hash, len(keys))
	for _, key := range keys {
		words = append(words, key)
	}
	return s.run(ctx, sc, append(words, args...))
}

// run runs a script by the words of its evalsha, as write does.
func (s *Store) run(ctx context.Context, sc *script, words []any) (any, error) {
	if err := ctx.Err(); err != nil {
		return nil, unread(err)
	}
	answer, err := s.send(ctx, sc, words)
	if err == nil || refused(err) {
		return answer, unwritten(err)
	}
	for _, pause := range pauses {
		select {
		case <-ctx.Done():
			return nil, unwritten(err)
		case <-time.After(pause):
		}
		again, failure := s.send(ctx, sc, words)
		if failure == nil {
			return again, nil
		}
		if !refused(failure) {
			err = failure
		}
	}
	return nil, unwritten(err)
}

// ask runs a script that only reads, in company.
func (s *Store) ask(ctx context.Context, sc *script, key string, args ...any) (any, error) {
	words := append([]any{"evalsha", sc.hash, 1, key}, args...)
	read := func() *redis.Cmd {
		cmd := redis.NewCmd(ctx, words...)
		cmd.SetFirstKeyPos(3)
		return cmd
	}
	cmd, err := inCompany(ctx, s, read)
	if err != nil && redis.HasErrorPrefix(err, "NOSCRIPT") {
		words[0], words[1] = "eval", sc.text
		cmd, err = inCompany(ctx, s, read)
	}
	return cmd.Val(), unread(err)
}

// send runs a script once. The driver must not repeat it by itself: a lost
// answer would look like success or refusal.
func (s *Store) send(ctx context.Context, sc *script, words []any) (any, error) {
	answer, err := s.eval(ctx, words)
	if err != nil && redis.HasErrorPrefix(err, "NOSCRIPT") {
		answer, err = s.eval(ctx, append([]any{"eval", sc.text}, words[2:]...))
	}
	if errors.Is(err, redis.Nil) {
		return nil, nil
	}
	return answer, err
}

func (s *Store) eval(ctx context.Context, words []any) (any, error) {
	cmd := redis.NewCmd(ctx, words...)
	if words[2] != 0 {
		cmd.SetFirstKeyPos(3)
	}
	if err := s.road.send(ctx, once{cmd}, s.db.Process); err != nil {
		return nil, err
	}
	return cmd.Result()
}

// once is a command that the driver sends once.
type once struct{ *redis.Cmd }

// NoRetry keeps the driver from repeating it.
func (once) NoRetry() bool { return true }
