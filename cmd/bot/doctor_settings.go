package main

import (
	"slices"
	"strings"
)

// about reports whether something is wrong with a setting.
func (p *problems) about(setting string) bool {
	return slices.ContainsFunc(p.lines, func(line string) bool { return strings.HasPrefix(line, setting+":") })
}

// settingsFound tells each setting that is missing or wrong, and each mistake in
// a script.
func settingsFound(p *problems) findings {
	var all findings
	for _, line := range p.lines {
		setting, mistakes, _ := strings.Cut(line, ": ")
		if setting != "PROMPTS_DIR" {
			all = all.and(found(wrong, "settings", line, "The README lists all settings and what they take."))
			continue
		}
		for mistake := range strings.Lines(mistakes) {
			all = all.and(found(wrong, "scripts", strings.TrimSpace(mistake), "docs/scripts.md tells how a script is written; bot prompts checks them."))
		}
	}
	if all == nil {
		return found(fine, "settings", "all are there and well-formed, the scripts too", "")
	}
	return all
}
