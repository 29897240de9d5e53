package coach

import "testing"

func TestANoteIsNoTouch(t *testing.T) {
	d := acme(t)
	was := d
	must(t, d.Write(mia("Thu 5 Nov", "10:00"), "  their year ends in June "))
	if !d.Touch.Equal(was.Touch) || !d.Outreach.Equal(was.Outreach) || !d.Acted.Equal(was.Acted) || d.Attempts != was.Attempts {
		t.Errorf("the note was taken for an act: %+v", d)
	}
	news := d.News[len(d.News)-1]
	if news.Kind != Noted || news.Note != "their year ends in June" {
		t.Errorf("the history has %+v", news)
	}
	if d.Last.Note != "" {
		t.Errorf("the deal itself keeps the note: %q", d.Last.Note)
	}
	refused(t, d.Write(mia("Thu 5 Nov", "10:00"), " "), "What is the note?")
	must(t, d.Close(mia("Fri 6 Nov", "10:00"), Lost, ""))
	must(t, d.Write(mia("Fri 6 Nov", "11:00"), "they were nice about it"))
}
