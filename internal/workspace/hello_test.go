package workspace_test

import "testing"

func TestHelloSaysHowManySocketsThereAre(t *testing.T) {
	bubble(t, func(r *rig) {
		hello := func() (*rawSocket, int) {
			_, url, err := r.api.StartSocketModeContext(r.ctx)
			r.try(err)
			s, err := openRaw(r.ctx, url, r.net.Dial)
			r.try(err)
			f, err := s.next()
			r.try(err)
			return s, f.Number
		}
		for want := 1; want <= 3; want++ {
			s, n := hello()
			defer s.Close()
			if n != want {
				t.Errorf("socket %d hears of %d", want, n)
			}
		}
		r.Cut(2)
		pass(0)
		s, n := hello()
		defer s.Close()
		if n != 2 {
			t.Errorf("after two were cut, the next hears of %d, want 2", n)
		}
	})
}
