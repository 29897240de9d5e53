package redistest

import (
	"net"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"

	"github.com/redis/go-redis/v9"
)

// Launch starts a server that is down, and does not wait for it.
func (s *Server) Launch() {
	s.t.Helper()
	s.process = exec.Command("redis-server", s.args...)
	endWithTheTest(s.process)
	if err := s.process.Start(); err != nil {
		s.t.Fatal(err)
	}
	process, ended := s.process, make(chan struct{})
	s.ended = ended
	go func() {
		defer close(ended)
		_ = process.Wait() // it is killed more often than not
	}()
}

// Restart starts a server that is down, and waits until it has loaded its data.
func (s *Server) Restart() {
	s.t.Helper()
	s.Launch()
	s.waitFor("answer", s.answers)
}

// answers reports whether the server serves commands. One that asks for a
// password does.
func (s *Server) answers() bool {
	// The driver would print each dial that fails.
	dialled, err := net.Dial("tcp", s.Addr())
	if err != nil {
		return false
	}
	dialled.Close()
	err = s.Admin.Ping(s.t.Context()).Err()
	_, refused := err.(redis.Error)
	return err == nil || refused && !redis.HasErrorPrefix(err, "LOADING")
}

// Kill ends the server at once, as a crash does.
func (s *Server) Kill() {
	if s.Up() {
		_ = s.process.Process.Kill()
		<-s.ended
	}
}

// Stop ends the server in good order.
func (s *Server) Stop() {
	s.t.Helper()
	if s.Up() {
		s.signal(syscall.SIGTERM)
		<-s.ended
	}
}

func (s *Server) signal(signal os.Signal) {
	s.t.Helper()
	if err := s.process.Process.Signal(signal); err != nil {
		s.t.Fatal(err)
	}
}

// Pause makes the server stand still: it keeps its connections and says
// nothing.
func (s *Server) Pause() { s.t.Helper(); s.kill("-STOP") }

// Resume lets a paused server go on.
func (s *Server) Resume() { s.t.Helper(); s.kill("-CONT") }

// kill sends a signal that not every system has a name for.
func (s *Server) kill(signal string) {
	s.t.Helper()
	if err := exec.Command("kill", signal, strconv.Itoa(s.process.Process.Pid)).Run(); err != nil {
		s.t.Fatalf("kill %s: %v", signal, err)
	}
}

// Up reports whether the server's process is there, paused or not.
func (s *Server) Up() bool {
	select {
	case <-s.ended:
		return false
	default:
		return true
	}
}

// waitFor waits until something is so, unless the process ends before.
func (s *Server) waitFor(what string, so func() bool) {
	s.t.Helper()
	for deadline := time.Now().Add(patience); !so(); time.Sleep(5 * time.Millisecond) {
		if !s.Up() || time.Now().After(deadline) {
			s.t.Fatalf("the server at %s does not %s", s.Addr(), what)
		}
	}
}
