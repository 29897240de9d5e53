package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"dealcoach/internal/coach"
)

// settingsRecord is what managers saved in Slack, as texts by the environment's
// names.
type settingsRecord struct {
	S      int               `json:"s"`
	By     string            `json:"by,omitzero"`
	At     stamp             `json:"at,omitzero"`
	Values map[string]string `json:"v,omitempty"`
}

// Settings returns what managers saved, with version 0 when nobody has.
func (s *Store) Settings(ctx context.Context) (coach.Saved, error) {
	v, _, err := s.savedSettings(ctx)
	return v, err
}

func (s *Store) savedSettings(ctx context.Context) (coach.Saved, int, error) {
	value, err := s.db.Get(ctx, s.keys.settings()).Result()
	switch {
	case errors.Is(err, redis.Nil):
		return coach.Saved{}, 0, nil
	case err != nil:
		return coach.Saved{}, 0, unread(err)
	}
	var r settingsRecord
	version, err := unseal(value, &r)
	if err != nil {
		return coach.Saved{}, 0, fmt.Errorf("settings: %w", err)
	}
	return coach.Saved{Version: version, By: r.By, At: r.At.Time, Values: r.Values}, r.S, nil
}

// SaveSettings commits all that managers have saved, and sets timers that follow
// from it, such as the digest's; what it changes is kept for SettingsSaves. v carries the version that was read; when there
// is another one by now it is coach.ErrConflict, and nothing is written. The
// second time it changes nothing.
func (s *Store) SaveSettings(ctx context.Context, op string, v coach.Saved, timers ...coach.Timer) error {
	if op == "" {
		return errNoOp
	}
	was, wrote, err := s.savedSettings(ctx)
	if err == nil {
		err = tooNew("the settings", wrote)
	}
	if err != nil {
		return err
	}
	value, err := seal(v.Version+1, settingsRecord{S: before, By: v.By, At: stamp{v.At}, Values: v.Values})
	if err != nil {
		return err
	}
	line, err := newSavesLine(v.Since(was))
	if err != nil {
		return err
	}
	p := s.newPlan(op)
	p.expect(s.keys.settings(), v.Version)
	p.put(s.keys.settings(), value)
	p.push(s.keys.settingsLog(), line, coach.MaxSettingsSaves)
	for _, t := range timers {
		p.set(t)
	}
	if _, _, err := s.commit(ctx, p); err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	return nil
}
