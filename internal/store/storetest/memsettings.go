package storetest

import (
	"context"
	"fmt"
	"maps"

	"dealcoach/internal/coach"
)

// Settings returns what managers saved, with version 0 when nobody has.
func (m *Memory) Settings(ctx context.Context) (v coach.Saved, err error) {
	err = m.do(ctx, func() error {
		v = m.settings
		v.Values = maps.Clone(v.Values)
		return nil
	})
	return v, err
}

// SaveSettings commits what managers have saved, and sets timers.
func (m *Memory) SaveSettings(ctx context.Context, op string, v coach.Saved, timers ...coach.Timer) error {
	if op == "" {
		return errNoOp
	}
	return m.do(ctx, func() error {
		if _, done := m.ops[op]; done {
			return nil
		}
		if v.Version != m.settings.Version {
			return fmt.Errorf("settings: %w", coach.ErrConflict)
		}
		save := v.Since(m.settings)
		save.At = ms(save.At)
		m.saves = append([]coach.SettingsSave{save}, m.saves...)
		m.saves = m.saves[:min(len(m.saves), coach.MaxSettingsSaves)]
		m.settings = coach.Saved{Version: v.Version + 1, By: v.By, At: ms(v.At), Values: maps.Clone(v.Values)}
		for _, t := range timers {
			m.set(t)
		}
		m.ops[op] = coach.Deal{}
		return nil
	})
}

// SettingsSaves returns the newest n saves of the settings, the newest first.
func (m *Memory) SettingsSaves(ctx context.Context, n int) (saves []coach.SettingsSave, err error) {
	err = m.do(ctx, func() error {
		saves = append(saves, m.saves[:min(max(n, 0), len(m.saves))]...)
		return nil
	})
	return saves, err
}
