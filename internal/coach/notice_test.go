package coach

import "testing"

func TestANoticeIsReadFromItsID(t *testing.T) {
	for _, n := range []Notice{
		{GivenNotice, "U2", "12", "U9", "1795000000000"},
		{GoneNotice, "U9", "U2", "", ""},
		Handed(mia("Mon 2 Nov", "10:00"), "U2", "U3"),
	} {
		got, ok := ReadNotice(n.Message().ID)
		if !ok || got != n || n.Message().To != n.To {
			t.Errorf("%+v is read as %+v, %v", n, got, ok)
		}
	}
	for _, id := range []string{"", "notice:", "notice:a:b:c:d", "notice:a:b:c:d:e:f", "prompt:U1:2026-11-02"} {
		if n, ok := ReadNotice(id); ok {
			t.Errorf("%q is read as %+v", id, n)
		}
	}
}

func TestAnAbsenceIsToldOnce(t *testing.T) {
	var r Rep
	r.ID = "U1"
	must(t, r.LeaveUntil(mia("Mon 16 Nov", "10:00"), date("Mon 23 Nov")))
	w := DefaultSettings().Work
	if r.LongAway(w, date("Mon 16 Nov")) {
		t.Error("a week off is not long")
	}
	must(t, r.LeaveUntil(mia("Tue 17 Nov", "10:00"), date("Tue 24 Nov")))
	first := r.AbsentNotice(false)
	must(t, r.LeaveUntil(mia("Wed 18 Nov", "10:00"), date("Mon 30 Nov")))
	if !r.LongAway(w, date("Wed 18 Nov")) || r.AbsentNotice(false) != first {
		t.Errorf("a longer absence is the same one: %+v, then %+v", first, r.AbsentNotice(false))
	}
	if all := Everybody([]string{"U2", "", "U1"}, []string{"U2"}); len(all) != 2 || all[0] != "U1" {
		t.Errorf("everybody: %v", all)
	}
}
