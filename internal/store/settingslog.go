package store

import (
	"context"
	"encoding/json"
	"fmt"

	"dealcoach/internal/coach"
)

// savesRecord is one save of the settings, as a line.
type savesRecord struct {
	By      string          `json:"by,omitzero"`
	At      stamp           `json:"at,omitzero"`
	Changes []settingRecord `json:"c,omitempty"`
}

type settingRecord struct {
	Name string `json:"k"`
	Was  string `json:"f,omitzero"`
	Is   string `json:"to,omitzero"`
}

func newSavesLine(save coach.SettingsSave) (string, error) {
	r := savesRecord{By: save.By, At: stamp{save.At}}
	for _, c := range save.Changes {
		r.Changes = append(r.Changes, settingRecord(c))
	}
	line, err := json.Marshal(r)
	if err != nil {
		return "", fmt.Errorf("write record: %w", err)
	}
	return string(line), nil
}

// SettingsSaves returns the newest n saves of the settings, the newest first.
func (s *Store) SettingsSaves(ctx context.Context, n int) ([]coach.SettingsSave, error) {
	if n <= 0 {
		return nil, nil
	}
	lines, err := s.db.LRange(ctx, s.keys.settingsLog(), 0, int64(n)-1).Result()
	if err != nil {
		return nil, unread(err)
	}
	saves := make([]coach.SettingsSave, len(lines))
	for i, line := range lines {
		var r savesRecord
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			return nil, fmt.Errorf("saved settings: read record: %w", err)
		}
		saves[i] = coach.SettingsSave{By: r.By, At: r.At.Time}
		for _, c := range r.Changes {
			saves[i].Changes = append(saves[i].Changes, coach.SettingChange(c))
		}
	}
	return saves, nil
}
