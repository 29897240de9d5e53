package redistest

import (
	"context"
	"os"
	"testing"
	"time"
)

func TestAServerKeepsWhatItsSettingsSay(t *testing.T) {
	for name, want := range map[string]int64{"in memory": 0, "durable": 1} {
		t.Run(name, func(t *testing.T) {
			var settings []string
			if name == "durable" {
				settings = Durable("always")
			}
			s := Start(t, settings...)
			s.Do("set a 1")
			s.Kill()
			s.Restart()
			if got := s.Do("exists a"); got != want {
				t.Errorf("after a crash %v keys are there, want %d", got, want)
			}
		})
	}
}

func TestAServerGoesBackToACopy(t *testing.T) {
	s := Start(t, Durable("always")...)
	s.Do("set a 1")
	copied := s.CopyState()
	s.Do("set a 2")
	s.Kill()
	s.RestoreState(copied)
	s.Restart()
	if got := s.Do("get a"); got != "1" {
		t.Errorf("a is %v, want 1", got)
	}
}

func TestAServerBreaksOffWhereItsTailIsCut(t *testing.T) {
	s := Start(t, Durable("always")...)
	s.Do("set a 1")
	s.Do("set a 2")
	s.Stop()
	file, err := os.Stat(s.Tail())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(s.Tail(), file.Size()-3); err != nil {
		t.Fatal(err)
	}
	s.Restart()
	if got := s.Do("get a"); got != "1" {
		t.Errorf("a is %v, want 1", got)
	}
}

func TestAPausedServerSaysNothing(t *testing.T) {
	s := Start(t)
	s.Pause()
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := s.Admin.WithTimeout(50 * time.Millisecond).Ping(ctx).Err(); err == nil {
		t.Error("it answers")
	}
	s.Resume()
	s.Do("ping")
}

func TestServersAreReadySoon(t *testing.T) {
	for name, start := range map[string]func(testing.TB){
		"one":       func(t testing.TB) { Start(t) },
		"with TLS":  func(t testing.TB) { StartTLS(t) },
		"Sentinels": func(t testing.TB) { StartSentinels(t) },
		"a Cluster": func(t testing.TB) { StartCluster(t) },
	} {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			start(t)
			took := time.Since(begin)
			t.Logf("ready after %s", took.Round(time.Millisecond))
			if took > patience/2 {
				t.Errorf("it took %s", took)
			}
		})
	}
}
