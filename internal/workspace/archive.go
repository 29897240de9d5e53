package workspace

import "fmt"

// Archive archives a channel: nobody posts there any more.
func (w *Workspace) Archive(channel string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	ch, ok := w.channels[channel]
	if !ok || ch.im() {
		return fmt.Errorf("there is no channel %s to archive", channel)
	}
	ch.archived = true
	return nil
}
